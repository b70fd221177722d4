export interface Token {
  readonly type:
    "number" | "string" | "name" | "operator" | "newline" | "indent" | "dedent" | "end";
  readonly text: string;
}

const PATTERN =
  /\s*(?:(?<comment>#[^\n]*)|(?<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>'[^'\n]*'|"[^"\n]*")|(?<name>[A-Za-z_]\w*)|(?<operator>\*\*|\/\/|==|!=|<=|>=|\+=|-=|->|[-+*/%<>=(),.:[\]{}]))/y;

/** Tokens of one line, appended; returns the change of bracket depth. */
function lineTokens(line: string, tokens: Token[]): number {
  let depth = 0;
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < line.trimEnd().length) {
    const groups = PATTERN.exec(line)?.groups;
    if (!groups) throw new SyntaxError(`Cannot read ${line}`);
    const matched: readonly (readonly [string, string | undefined])[] = Object.entries(groups);
    const [type = "", text = ""] = matched.find(([, value]) => value !== undefined) ?? [];
    if (type === "comment") break;
    tokens.push({ type: type as Token["type"], text });
    if ("([{".includes(text)) depth += 1;
    if (")]}".includes(text)) depth -= 1;
  }
  return depth;
}

/** The tokens of a snippet, with Python's indents; the subset that the recorded snippets use. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const indents = [0];
  let depth = 0;
  for (const line of source.split("\n")) {
    if (depth === 0 && /^\s*(#|$)/.test(line)) continue;
    if (depth === 0) indentTokens(line.search(/\S/), indents, tokens);
    depth += lineTokens(line, tokens);
    if (depth === 0) tokens.push({ type: "newline", text: "" });
  }
  indentTokens(0, indents, tokens);
  return [...tokens, { type: "end", text: "" }];
}

function indentTokens(indent: number, indents: number[], tokens: Token[]): void {
  if (indent > (indents.at(-1) ?? 0)) {
    indents.push(indent);
    tokens.push({ type: "indent", text: "" });
  }
  while (indent < (indents.at(-1) ?? 0)) {
    indents.pop();
    tokens.push({ type: "dedent", text: "" });
  }
}
