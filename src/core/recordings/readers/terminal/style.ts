import { rowOf, type Recorder, type Row } from "../../recorder";

import { digitsOf } from "../../text/looseJson";
import type { BarPlaces } from "./barPlaces";

/** What lines before the present one told: a rate and its step often stand on different lines. */
export interface TerminalState {
  readonly recorder: Recorder;
  readonly bars: BarPlaces;
  /** The line's number, from 0. */
  line: number;
}

/** One way in which programs print their measurements. */
export interface LineStyle {
  readonly id: string;
  /** Takes what it knows of the line; true where the line is done with. */
  take(line: string, state: TerminalState): boolean;
}

/** A part of a line. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

/** Where a line has its numbers, and what they are. */
export interface Reading {
  /** "bar" where the line's bar says it. */
  readonly axis: "steps" | "epochs" | "bar" | undefined;
  /** The step's or epoch's number; or an epoch, an iteration of it, and how many it has. */
  readonly place: readonly Mark[];
  readonly tags: readonly string[];
  readonly marks: readonly Mark[];
  /** So many of the values come first whose digits are as printed. */
  readonly rounded: number;
  readonly row: Row;
}

export interface Tagged {
  readonly tag: string;
  readonly mark: Mark;
}

export function readingOf(
  axis: Reading["axis"],
  place: readonly Mark[],
  rounded: readonly Tagged[],
  others: readonly Tagged[],
): Reading {
  const all = [...rounded, ...others];
  return {
    axis,
    place,
    tags: all.map(({ tag }) => tag),
    marks: all.map(({ mark }) => mark),
    rounded: rounded.length,
    row: rowOf(all.length),
  };
}

/** A style that says where it found its numbers, so that lines alike need not be searched again. */
export interface ReadingStyle extends LineStyle {
  /** The last line that was looked at; undefined where it is none of this style. */
  readonly reading: Reading | undefined;
  /** Tells the values in the reading's row. */
  tell(reading: Reading, step: number, state: TerminalState): void;
}

/** The step or epoch that a reading's numbers say; NaN where it has none. */
export function stepOf(
  axis: Reading["axis"],
  [first = NaN, iteration, total = NaN]: readonly number[],
): number {
  if (iteration === undefined) return first;
  if (axis === "epochs") return total > 0 ? first + iteration / total : first;
  return (first - 1) * total + iteration;
}

/** Fills a reading's row from its line; returns its step. */
export function fillRow({ axis, place, marks, rounded, row }: Reading, line: string): number {
  marks.forEach(({ from, to }, i) => {
    const text = line.slice(from, to);
    row.values[i] = Number(text);
    row.digits[i] = i < rounded ? Math.min(255, digitsOf(text)) : 0;
  });
  const numberAt = ({ from, to }: Mark): number => Number(line.slice(from, to).replaceAll(",", ""));
  return stepOf(axis, place.map(numberAt));
}

/** Where a group of a match stands, whose expression has the flag "d". */
export function markOf(match: RegExpExecArray | null, group = 1): Mark | undefined {
  const [from, to] = match?.indices?.[group] ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}

export const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
