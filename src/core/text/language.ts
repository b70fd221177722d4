// The host is several bundles, each with a copy of this module: what the surface set holds for all.
const LANGUAGE = Symbol.for("learningRateDesigner.language");
const shared = globalThis as { [LANGUAGE]?: string };

/** The tag of the user's language, as "de" or "pt-br". */
export const language = (): string => shared[LANGUAGE] ?? "en";

/** Set with the words of the language, by `setWords`. */
export function setLanguage(tag: string): void {
  shared[LANGUAGE] = tag;
}
