/**
 * Reads one JSON value as Python writes it: NaN, Infinity and -Infinity stand bare.
 *
 * @returns undefined where it is no JSON.
 */
export function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseWithNaN(text);
  }
}

const BARE = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
const MARK = "\uE000number:";

function parseWithNaN(text: string): unknown {
  if (!/NaN|Infinity/.test(text)) return undefined;
  const quoted = text.replace(BARE, (found) =>
    found.startsWith('"') ? found : `"${MARK}${found}"`,
  );
  try {
    return JSON.parse(quoted, (_, value: unknown) =>
      typeof value === "string" && value.startsWith(MARK)
        ? Number(value.slice(MARK.length))
        : value,
    );
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The number that a value is, or that its text says ("1.9e-05"); undefined for anything else. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.length > 40) return undefined;
  const text = value.trim();
  if (/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text))
    return Number(text.replaceAll("_", ""));
  return SPECIAL.get(text.toLowerCase());
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["inf", Infinity],
  ["-inf", -Infinity],
  ["infinity", Infinity],
  ["-infinity", -Infinity],
]);

/** Significant digits of a printed number, trailing zeros included: "1.50E-04" has 3. */
export function digitsOf(text: string): number {
  const [mantissa = ""] = text.toLowerCase().split("e");
  return mantissa.replace(/[^\d]/g, "").replace(/^0+/, "").length || 1;
}
