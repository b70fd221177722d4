/** Code whose paragraphs of prose are one line each. */
export const unfolded = (code: string | null): string =>
  (code ?? "").replaceAll(/(?<=\S)\n(?=\S)/g, " ");
