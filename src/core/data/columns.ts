import { formatCount } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { CsvLine } from "./parseCsv";

/** A column of words becomes an input for each word, up to so many. */
const MOST_WORDS = 16;
/** A column with more holes than this share would cost too many rows. */
const MOST_HOLES = 0.5;

const HOLES = new Set([
  "",
  "na",
  "n/a",
  "nan",
  "null",
  "none",
  "?",
  "-",
  "inf",
  "-inf",
  "infinity",
]);
/** What float32, in which networks compute, can hold and square. */
const LARGEST = 1e18;

/** An empty field, or one of the usual words for it. */
export const isHole = (field: string): boolean => HOLES.has(field.trim().toLowerCase());

/** A column to learn from: its inputs, and their values for a field. */
export interface Column {
  readonly index: number;
  readonly features: readonly string[];
  readonly read: (field: string) => readonly number[];
}

const isNumber = (field: string): boolean =>
  Number.isFinite(Number(field)) && Math.abs(Number(field)) <= LARGEST;

/** The column at `index`; none, with a note why, where there is nothing to learn from it. */
export function columnOf(
  name: string,
  index: number,
  lines: readonly CsvLine[],
  notes: string[],
): Column[] {
  const leaveOut = (why: string): Column[] => {
    notes.push(t`Column "${name}" ${why} and is left out.`);
    return [];
  };
  const fields = lines.map(({ fields }) => (fields[index] ?? "").trim());
  const filled = fields.filter((field) => !isHole(field));
  if (filled.length < MOST_HOLES * fields.length) {
    return leaveOut(`has ${plural(fields.length - filled.length, "hole")}`);
  }
  const words = [...new Set(filled)].sort();
  if (words.length < 2) return leaveOut(t("is the same in every row"));
  if (filled.every(isNumber)) {
    return [{ index, features: [name], read: (field) => [Number(field)] }];
  }
  if (words.length > MOST_WORDS) {
    return leaveOut(t`has ${formatCount(words.length)} different words`);
  }
  return [
    {
      index,
      features: words.map((word) => `${name}=${word}`),
      read: (field) => words.map((word) => (word === field.trim() ? 1 : 0)),
    },
  ];
}
