const NON_BREAKING_HYPHEN = "\u2011";

/** Layers such as 2-32-32-2 in one piece: lines would be broken at their hyphens. */
export const unbroken = (text: string): string =>
  text.replace(/(?<=\d)-(?=\d)/g, NON_BREAKING_HYPHEN);
