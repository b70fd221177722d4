/** Where a half-typed definition ends, and what must be added there to close it. */
export interface Closing {
  readonly end: number;
  readonly closers: string;
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
/** A line that starts like this begins a new statement of the file. */
const STATEMENT =
  /^(?:export|const|let|var|function|import|class|enum|type|interface|async|declare)\b/;
const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|`(?:[^`\\]|\\[^])*`?|[()[\]{}]|\n/g;

/**
 * Matches the brackets from `start` to the end of what looks like one statement. The scan knows
 * strings and comments and nothing more: it serves text that no grammar can read.
 */
export function closeBrackets(text: string, start: number): Closing {
  const open: string[] = [];
  let comment = "";
  TOKEN.lastIndex = start;
  for (;;) {
    const match = TOKEN.exec(text);
    if (!match) return { end: text.length, closers: comment + open.reverse().join("") };
    const [token] = match;
    comment = endOfComment(token);
    const closer = PAIRS.get(token);
    if (closer !== undefined) open.push(closer);
    else if (token === "\n") {
      const next = match.index + 1;
      if (STATEMENT.test(text.slice(next, next + 12)))
        return { end: match.index, closers: open.reverse().join("") };
    } else if (token.length === 1 && ")]}".includes(token)) {
      if (!open.includes(token)) return { end: match.index, closers: open.reverse().join("") };
      while (open.pop() !== token);
      if (open.length === 0) return { end: TOKEN.lastIndex, closers: "" };
    } else if (isUnclosedQuote(token)) {
      const closing = token.charAt(0) + open.reverse().join("");
      return { end: match.index + token.length, closers: closing };
    }
  }
}

/** What ends a comment that a text may end in, so that brackets after it are none of it. */
function endOfComment(token: string): string {
  if (token.startsWith("//")) return "\n";
  return token.startsWith("/*") && !/^\/\*[^]*\*\/$/.test(token) ? "*/" : "";
}

function isUnclosedQuote(token: string): boolean {
  const quote = token.charAt(0);
  if (!"\"'`".includes(quote)) return false;
  return token.length === 1 || !token.endsWith(quote);
}
