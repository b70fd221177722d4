import { formatValue } from "./format";
import { setLanguage } from "./language";

/** Translations by English text, as `vscode.l10n.bundle` has them; placeholders are {0}, {1} … */
type Words = Readonly<Record<string, string>>;

// The host is several bundles, each with a copy of this module: what the surface set holds for all.
const SLOT = Symbol.for("learningRateDesigner.words");
const shared = globalThis as { [SLOT]?: Words };

/**
 * Sets the language of everything that is said from now on. Each surface calls it before it says
 * anything: the host with VS Code's bundle, the panel with what its page carries. Where nobody
 * does, as on the command line, all is English.
 *
 * @param tag The user's language, as "de" or "pt-br", by which counts are written (`text/format`).
 */
export function setWords(words: Words, tag = "en"): void {
  shared[SLOT] = words;
  setLanguage(tag);
}

type Value = string | number;

const keys = new WeakMap<TemplateStringsArray, string>();

/** "The run has {0} steps." of the literal parts around the values. */
function keyOf(parts: TemplateStringsArray): string {
  const known =
    keys.get(parts) ?? parts.reduce((key, part, index) => `${key}{${index - 1}}${part}`);
  keys.set(parts, known);
  return known;
}

/**
 * The English text in the user's language, with its values: t("The run has {0} steps.", steps), or
 * as the tag of a template. Whoever shows words writes them in one of these two ways, which is how
 * `scripts/words.mjs` finds them for the translators. A number is shown with all its digits, as
 * `text/format` shows them: whoever shows fewer rounds it there.
 */
export function t(english: string | TemplateStringsArray, ...values: readonly Value[]): string {
  const key = typeof english === "string" ? english : keyOf(english);
  const words = shared[SLOT];
  const text = words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
  if (values.length === 0) return text ?? key;
  const parts = partsOf(text ?? key);
  let said = parts[0] ?? "";
  for (let i = 1; i < parts.length; i += 2)
    said += shown(values[Number(parts[i])] ?? `{${parts[i] ?? ""}}`) + (parts[i + 1] ?? "");
  return said;
}

const divided = new Map<string, readonly string[]>();

/** "The run has ", "0", " steps.": texts by turns with the places of values; each is said often. */
function partsOf(text: string): readonly string[] {
  const known = divided.get(text) ?? text.split(/\{(\d+)\}/);
  divided.set(text, known);
  return known;
}

const shown = (value: Value): string => (typeof value === "number" ? formatValue(value) : value);

/**
 * Marks words of a table: `t` looks them up where they are shown. The annotation lets the bundler
 * leave out a table that nobody uses.
 */
/* @__NO_SIDE_EFFECTS__ */
export function word<Text extends string>(english: Text): Text {
  return english;
}
