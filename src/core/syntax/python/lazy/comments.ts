const COMMENT = /([ \t]*)(#?)[^\n]*\n?/y;

/** Where a block ends: comments behind it are part of it as long as they are indented like it. */
export function endWithComments(text: string, last: number, indent: number): number {
  const newline = text.indexOf("\n", last);
  let at = newline < 0 ? text.length : newline + 1;
  let end = last + text.slice(last, at).trimEnd().length;
  while (at < text.length) {
    COMMENT.lastIndex = at;
    const [line = "", before = "", mark] = COMMENT.exec(text) ?? [];
    if (mark === "#" && before.length < indent) break;
    if (mark !== "#" && line.trim() !== "") break;
    at += line.length;
    if (mark === "#") end = at - (line.length - line.trimEnd().length);
  }
  return end;
}
