import { type TimeBase, parseDuration, stepsOf, stepsPerUnit } from "../schedule/time";

const UNIT = /([kKMBT]?)\s*(%|[a-z]+)\s*$/;
const MULTIPLES: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/**
 * `steps` as a duration in the unit of `old` ("250 steps", "2 epochs", "5%", "375M tokens", "5M samples") where
 * that says exactly as many steps, else in steps. A number stays a number.
 */
export function durationLike(old: unknown, steps: number, time: TimeBase): number | string {
  if (typeof old !== "string") return steps;
  const parsed = parseDuration(old);
  const per = parsed && stepsPerUnit(parsed.unit, time);
  if (parsed === undefined || per === undefined || !(per > 0)) return `${steps} steps`;
  const [word = "", letter = ""] = UNIT.exec(old.trimEnd()) ?? [];
  const multiple = MULTIPLES[letter] ?? 1;
  const amount = Number((steps / per / multiple).toPrecision(6));
  const back = stepsOf({ amount: amount * multiple, unit: parsed.unit }, time);
  if (back?.steps !== steps) return `${steps} steps`;
  return `${amount}${numberInWord(word, amount)}`;
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
