import type { Columns } from "../../../src/protocol/columns";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { stepAt, type Domain } from "../time";
import { formatSample } from "../numbers";
import type { ScoreModel } from "./model";
import { polyline, readColumn, type Point } from "./polyline";

/** Curves that belong to the active schedule's rate: those of its layers, or of its samples. */
export interface Family {
  readonly lines: readonly FamilyLine[];
  /** Whether all between the first and the last line is theirs. */
  readonly band: boolean;
  readonly dash: readonly number[];
}

export interface FamilyLine {
  readonly name: string;
  readonly columns: Columns;
}

const RATE = "learningRate";

/** Only for a schedule alone: in a comparison each schedule has one line. */
export function familiesOf({ shown, families }: ScoreModel, name: string): Family[] {
  const [active, ...others] = shown;
  if (!active || others.length > 0 || name !== RATE || !families) return [];
  const { layers } = active;
  const samples = samplesFamily(active);
  return [...(layers ? [{ lines: layers.lines, band: layers.band, dash: [] }] : []), ...samples];
}

function samplesFamily({ samples, tracks }: ShownSchedule): Family[] {
  const rate = tracks.find(({ name }) => name === RATE);
  if (!samples || !rate) return [];
  const line = (name: string, factor: number): FamilyLine => ({
    name,
    columns: scaled(rate.columns, factor),
  });
  const lines = [line(words.easy(), samples.easy), line(words.hard(), samples.hard)];
  return [{ lines, band: true, dash: [4, 2] }];
}

function scaled({ first, last, min, max, ...places }: Columns, factor: number): Columns {
  const times = (values: Columns["first"]): (number | null)[] =>
    values.map((value) => value && value * factor);
  return {
    ...places,
    first: times(first),
    ...(last && { last: times(last) }),
    ...(min && { min: times(min) }),
    ...(max && { max: times(max) }),
  };
}

export const familyPoints = (
  { columns }: FamilyLine,
  length: number | null,
  domain: Domain,
): Point[] => polyline(columns, length, domain);

/** "layer 1 0.012 … layer 12 0.1" at the crosshair: all of a few, the ends of many. */
export function familyReading(family: Family, { shown, crosshair, unit }: ScoreModel): string {
  const step = stepAt(crosshair ?? 0, shown[0]?.length ?? null, unit.domain);
  const { lines } = family;
  const few = lines.length <= 4;
  const told = few ? lines : [lines[0], lines.at(-1)];
  return told
    .flatMap((line) => (line ? [reading(line, step, crosshair !== undefined)] : []))
    .join(few ? ", " : " … ");
}

const reading = ({ name, columns }: FamilyLine, step: number, at: boolean): string =>
  at ? `${name} ${formatSample(readColumn(columns, step + 1e-6)?.value)}` : name;
