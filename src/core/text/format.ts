import { t, word } from "./words";

/** How numbers are shown to people, everywhere the same; independent of the machine's locale. */

/** Groups the digits of an integer: 3120 → "3,120". From 1e15 on in e-notation. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Math.round(value);
  if (Math.abs(rounded) >= 1e15) return formatNumber(rounded);
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A value with up to `digits` significant digits: "0.0316", "5e-4", "1,250", "2.5e7". */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value);
  const exact = formatExact(Number(value.toPrecision(digits)));
  const [whole = "", fraction] = exact.split(".");
  if (exact.includes("e") || Math.abs(Number(whole)) < 1e4) return exact;
  return fraction === undefined
    ? formatCount(Number(whole))
    : `${formatCount(Number(whole))}.${fraction}`;
}

/** All digits of a value in the same notation, but for the grouping: it reads back as the value. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value) || value === 0) return Object.is(value, -0) ? "0" : String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return value.toExponential().replace("e+", "e");
  return String(value);
}

/** A share of 1 as a percentage: 0.0512 → "5.1%". */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "< 0.1%";
  return `${formatNumber(percent, Math.abs(percent) >= 10 ? 3 : 2)}%`;
}

/** What is counted in front of people: one, and any other number of it. */
const COUNTED: Readonly<Record<string, readonly [one: string, other: string]>> = {
  step: [word("{0} step"), word("{0} steps")],
  epoch: [word("{0} epoch"), word("{0} epochs")],
  round: [word("{0} round"), word("{0} rounds")],
  sample: [word("{0} sample"), word("{0} samples")],
  token: [word("{0} token"), word("{0} tokens")],
  update: [word("{0} update"), word("{0} updates")],
  look: [word("{0} look"), word("{0} looks")],
  row: [word("{0} row"), word("{0} rows")],
  field: [word("{0} field"), word("{0} fields")],
  hole: [word("{0} hole"), word("{0} holes")],
  training: [word("{0} training"), word("{0} trainings")],
  "hyper-parameter": [word("{0} hyper-parameter"), word("{0} hyper-parameters")],
  "shorter stretch": [word("{0} shorter stretch"), word("{0} shorter stretches")],
  "broken or cut-off record": [
    word("{0} broken or cut-off record"),
    word("{0} broken or cut-off records"),
  ],
};

/** "1.5 epochs" of what is written as a number already. */
export function counted(number: string, noun: string, isOne: boolean): string {
  const [one, other] = COUNTED[noun] ?? [`{0} ${noun}`, `{0} ${noun}s`];
  return t(isOne ? one : other, number);
}

export const plural = (count: number, noun: string): string =>
  counted(formatCount(count), noun, Math.round(count) === 1);

const MULTIPLES: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/** Short enough for a tick: 2500 → "2.5k", 3e9 → "3B". */
export function formatShort(value: number): string {
  for (const [size, letter] of MULTIPLES) {
    if (Math.abs(value) < size) continue;
    if (Math.abs(value) >= 1e15) break;
    return `${formatNumber(value / size, 4)}${letter}`;
  }
  return formatNumber(value, 3);
}
