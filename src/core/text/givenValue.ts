import { t } from "./words";

/** What a user may give for what only the running program knows: a number, or the text it stands for. */
export type GivenValue = number | string;

/** A number as programs write it (1_000, 1e5), or a text in quotes; undefined for anything else. */
export function readGiven(written: string): GivenValue | undefined {
  const [, , text] = /^\s*(["'])(.+)\1\s*$/.exec(written) ?? [];
  if (text !== undefined) return text;
  const plain = written.replaceAll("_", "");
  const value = Number(plain);
  return plain.trim() !== "" && Number.isFinite(value) ? value : undefined;
}

/** What was given that is a number: a program that counts takes nothing else. */
export const givenNumbers = (
  values: Readonly<Record<string, GivenValue>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, number] => typeof pair[1] === "number"),
  );

/** What the user is told where only a number would do. */
export const unusedText = (symbol: string, text: string): string =>
  t`The text "${text}" that was given for ${symbol} is not used: a number is expected.`;
