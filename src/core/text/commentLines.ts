/**
 * A line above a table that is none of its rows, as the W3C's model of tables, NumPy and pandas
 * (`comment="#"`) know it. Without a space after it the sign may belong to a column: "#id".
 */
export const isCommentLine = (line: string): boolean => /^#\s/.test(line);

/** A table without the comments above it. */
export function withoutComments(text: string): string {
  let start = 0;
  while (isCommentLine(text.slice(start, start + 2))) {
    const end = text.indexOf("\n", start);
    if (end < 0) return "";
    start = end + 1;
  }
  return text.slice(start);
}
