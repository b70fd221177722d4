import { lineStart } from "../edit/scan";

const COMMENT = /schedule-ignore(-next-line|-file)?(?![\w-])(?:[ \t]+([\w\-, \t]*))?/;

/**
 * True where a comment switches a rule off for the line of `offset`:
 * `// schedule-ignore-next-line warmup-too-long, dead-tail` above it, `// schedule-ignore RULES` at
 * its end, or `// schedule-ignore-file RULES` in one of the file's first ten lines. Without names
 * every rule is switched off.
 */
export function suppressedAt(text: string, offset: number, rule: string): boolean {
  const start = lineStart(text, offset);
  if (names(lineAt(text, start), "", rule)) return true;
  if (names(lineAbove(text, start), "-next-line", rule)) return true;
  return fileHead(text).some((line) => names(line, "-file", rule));
}

function names(line: string, kind: string, rule: string): boolean {
  const comment = line.search(/\/\/|\/\*/);
  const match = comment < 0 ? null : COMMENT.exec(line.slice(comment));
  if (!match || (match[1] ?? "") !== kind) return false;
  const listed = (match[2] ?? "").split(/[\s,]+/).filter((name) => name !== "");
  return listed.length === 0 || listed.includes(rule);
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  // A comment that matters is near its code: a minified file need not be searched to its end.
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + 1000));
}

const lineAbove = (text: string, start: number): string =>
  start === 0 ? "" : lineAt(text, lineStart(text, start - 1));

const fileHead = (text: string): string[] => text.slice(0, 2000).split("\n", 10);
