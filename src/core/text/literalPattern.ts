/** A regular expression, as text, that matches exactly these characters. */
export const literalPattern = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
