import { isPlain } from "../schedule/readEntries";
import type { Schedule } from "../schedule/schedule";

/** A track that is a power of another one, kept between bounds. */
export interface PowerLaw {
  readonly exponent: number;
  /** True where `min` or `max` may cut it off. */
  readonly bounded: boolean;
  /** The follower's value where the followed track has this one; the same arithmetic as the track's. */
  readonly value: (followed: number) => number;
}

const RULE_KEYS = new Set(["follow", "relation", "product", "exponent", "reference", "min", "max"]);

const numberAt = (plain: Record<string, unknown>, key: string): number | undefined => {
  const value = Object.hasOwn(plain, key) ? plain[key] : undefined;
  return typeof value === "number" ? value : undefined;
};

/**
 * The law by which `follower` follows `followed`, where it is a power with a positive factor and
 * nothing else is done to it; undefined otherwise.
 */
export function powerLaw(
  { definition }: Schedule,
  follower: string,
  followed: string,
): PowerLaw | undefined {
  const plain: unknown = Object.hasOwn(definition, follower) ? definition[follower] : undefined;
  if (!isPlain(plain) || plain["follow"] !== followed) return undefined;
  if (Object.keys(plain).some((key) => !RULE_KEYS.has(key))) return undefined;
  const law = lawOf(plain, followed);
  const [min, max] = [numberAt(plain, "min"), numberAt(plain, "max")];
  if (!law || (min ?? 0) < 0 || (max ?? 0) < 0) return undefined;
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  return {
    exponent: law.exponent,
    bounded: min !== undefined || max !== undefined,
    value: (value) => Math.min(Math.max(law.value(value), low), high),
  };
}

/**
 * The value of a track that is the plain inverse of another, as a function of that one's value: a
 * straight line. Undefined where it is something else.
 */
export function inverseLaw(
  { definition, tracks, length }: Schedule,
  follower: string,
  followed: string,
): ((value: number) => number) | undefined {
  const plain: unknown = Object.hasOwn(definition, follower) ? definition[follower] : undefined;
  const curve = tracks.get(followed)?.curve;
  if (!curve || !isPlain(plain) || plain["follow"] !== followed) return undefined;
  if (plain["relation"] !== "inverse" || Object.keys(plain).length !== 3) return undefined;
  const range: readonly unknown[] = Array.isArray(plain["range"]) ? plain["range"] : [];
  const [high, low] = range;
  const { min, max } = curve.extremes(0, length);
  if (typeof high !== "number" || typeof low !== "number" || !(max > min)) return undefined;
  return (value) => high + ((low - high) * (value - min)) / (max - min);
}

function lawOf(
  plain: Record<string, unknown>,
  followed: string,
): Pick<PowerLaw, "exponent" | "value"> | undefined {
  if (plain["relation"] === "constantProduct") {
    const product = numberAt(plain, "product");
    return product !== undefined && product > 0
      ? { exponent: -1, value: (value) => product / value }
      : undefined;
  }
  const exponent =
    plain["relation"] === "proportional" ? 1 : (numberAt(plain, "exponent") ?? 2 / 3);
  if (plain["relation"] !== "proportional" && plain["relation"] !== "power") return undefined;
  const reference = plain["reference"];
  if (!isPlain(reference)) return undefined;
  const [x = 0, y = 0] = [numberAt(reference, followed), numberAt(reference, "value")];
  return x > 0 && y > 0 ? { exponent, value: (value) => y * (value / x) ** exponent } : undefined;
}
