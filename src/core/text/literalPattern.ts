/** A regular expression, as text, that matches exactly these characters. */
export const literalPattern = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Finds what a pattern describes wherever it stands as whole words that are no property. */
export const wordPattern = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_$.])${pattern}(?![\\p{L}\\p{N}_$])`, "gu");
