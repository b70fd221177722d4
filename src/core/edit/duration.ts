import {
  type TimeBase,
  type TimeUnit,
  parseDuration,
  stepsOf,
  stepsPerUnit,
} from "../schedule/time";

const UNIT = /([kKMBT]?)\s*(%|[a-z]+)\s*$/;
const MULTIPLES: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** A unit of time as it is written in a duration. */
interface WrittenUnit {
  readonly unit: TimeUnit;
  readonly word: string;
  /** What one of the written numbers stands for: 375M tokens has 1e6. */
  readonly multiple: number;
  /** Steps of one of the written numbers. */
  readonly size: number;
}

function unitOf(old: string, time: TimeBase): WrittenUnit | undefined {
  const parsed = parseDuration(old);
  const per = parsed && stepsPerUnit(parsed.unit, time);
  if (parsed === undefined || per === undefined || !(per > 0)) return undefined;
  const [word = "", letter = ""] = UNIT.exec(old.trimEnd()) ?? [];
  const multiple = MULTIPLES[letter] ?? 1;
  return { unit: parsed.unit, word, multiple, size: per * multiple };
}

/**
 * `steps` as a duration in the unit of `old` ("250 steps", "2 epochs", "5%", "375M tokens", "5M samples") where
 * that says exactly as many steps in so many digits, else in steps. A number stays a number.
 */
export function durationLike(
  old: unknown,
  steps: number,
  time: TimeBase,
  digits = 6,
): number | string {
  if (typeof old !== "string") return steps;
  const written = unitOf(old, time);
  if (written === undefined) return plainSteps(steps);
  const { unit, word, multiple, size } = written;
  const amount = Number((steps / size).toPrecision(digits));
  const back = stepsOf({ amount: amount * multiple, unit }, time);
  if (back?.steps !== steps) return plainSteps(steps);
  return `${amount}${numberInWord(word, amount)}`;
}

const plainSteps = (steps: number): string => `${steps} step${steps === 1 ? "" : "s"}`;

/**
 * The fewest steps from `steps` on that the unit of `old` says in a round number: two digits of
 * epochs or percent. Steps are round as they are.
 */
export function roundUpLike(old: unknown, steps: number, time: TimeBase): number {
  const written = typeof old === "string" ? unitOf(old, time) : undefined;
  if (written === undefined || written.unit === "steps") return steps;
  const { unit, multiple, size } = written;
  const exact = steps / size;
  const digit = 10 ** (Math.floor(Math.log10(exact)) - 1);
  const amount = Number((Math.ceil(exact / digit - 1e-9) * digit).toPrecision(2));
  return stepsOf({ amount: amount * multiple, unit }, time)?.steps ?? steps;
}

/** `amount` of the unit of `old`, in its words: 6 like "5 epochs" is "6 epochs". */
export function amountLike(old: number | string, amount: number): number | string {
  if (typeof old === "number") return amount;
  const [word = "", letter = ""] = UNIT.exec(old.trimEnd()) ?? [];
  const inWord = Number((amount / (MULTIPLES[letter] ?? 1)).toPrecision(15));
  return `${inWord}${numberInWord(word, inWord)}`;
}

/** "epochs" after 1 becomes "epoch", "epoch" after 2 "epochs". */
function numberInWord(word: string, amount: number): string {
  if (word.endsWith("%")) return word;
  const singular = word.replace(/s$/, "");
  return amount === 1 ? singular : `${singular}s`;
}
