import { formatCount } from "./format";
import { t, word } from "./words";

/** What is counted in front of people: one, and any other number of it. */
const COUNTED: Readonly<Record<string, readonly [one: string, other: string]>> = {
  step: [word("{0} step"), word("{0} steps")],
  epoch: [word("{0} epoch"), word("{0} epochs")],
  round: [word("{0} round"), word("{0} rounds")],
  sample: [word("{0} sample"), word("{0} samples")],
  token: [word("{0} token"), word("{0} tokens")],
  cycle: [word("{0} cycle"), word("{0} cycles")],
  update: [word("{0} update"), word("{0} updates")],
  "skipped update": [word("{0} skipped update"), word("{0} skipped updates")],
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
