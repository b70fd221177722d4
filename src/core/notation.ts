import type { SourceLanguage } from "./parse/sourceValue";

/** What a language lets us write and offer: asked instead of its name. */
export interface Notation {
  /** Definitions of our own stand in code: calls of builders, constants, imports. */
  readonly isCode: boolean;
  /** The editor itself offers keys and words, by the JSON Schema; a file is one definition. */
  readonly hasSchema: boolean;
  /** Keys may stand without quotes. */
  readonly bareKeys: boolean;
  /** A decimal so that the language's usual loader takes it for a number. */
  decimal(text: string): string;
}

const OTHER: Notation = {
  isCode: false,
  hasSchema: false,
  bareKeys: true,
  decimal: (text) => text,
};

const NOTATIONS: Readonly<Partial<Record<SourceLanguage, Notation>>> = {
  json: { ...OTHER, hasSchema: true, bareKeys: false },
  typescript: { ...OTHER, isCode: true },
  yaml: { ...OTHER, decimal: yamlDecimal },
};

export const notationOf = (language: SourceLanguage): Notation => NOTATIONS[language] ?? OTHER;

/** As YAML 1.1 wants a float (PyYAML has `2e-5` as a text): with a point, and a sign in the exponent. */
function yamlDecimal(text: string): string {
  const [mantissa = "", letter = "e", exponent] = text.split(/([eE])/);
  if (exponent === undefined) return text.replace(/^([+-]?)\./, "$10.");
  const point = mantissa.includes(".") ? mantissa : `${mantissa}.0`;
  return `${point}${letter}${/^[+-]/.test(exponent) ? exponent : `+${exponent}`}`;
}
