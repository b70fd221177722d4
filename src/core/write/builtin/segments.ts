import type { Curve } from "../../schedule/curve";
import type { Schedule } from "../../schedule/schedule";
import { recognisedPhases, type Recognised } from "./recognisedPhases";

/** One phase of the learning rate, by its numbers alone. */
export interface Segment {
  readonly kind: string;
  readonly start: number;
  /** n, the updates that the phase was given. */
  readonly length: number;
  readonly curve: Curve;
  readonly from: number;
  /** The value where the next phase begins. */
  readonly to: number;
  /** What the definition says of the phase, where it is a plain object. */
  readonly said: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function saidAt(root: unknown, path: readonly (string | number)[]): Record<string, unknown> {
  let value = root;
  for (const key of path) {
    if (Array.isArray(value)) value = (value as unknown[])[Number(key)];
    else if (isRecord(value) && key in value) value = value[key];
    // a track written without its list is its own element 0
    else if (key !== 0) return {};
  }
  return isRecord(value) ? value : {};
}

/** What a reader of another format keeps for its rules by the same paths has no kinds. */
const saysPhases = ({ spans, definition }: Recognised): boolean =>
  typeof saidValue(definition, "learningRate") === "number" ||
  spans.every(({ path }) => "kind" in saidAt(definition, path));

const saidValue = (definition: object, key: string): unknown =>
  isRecord(definition) ? definition[key] : undefined;

/**
 * The phases of the learning rate that have steps: those of the definition, or for a schedule of
 * another library those that its curve is.
 */
export function segmentsOf(schedule: Schedule): Segment[] {
  const own = {
    spans: schedule.tracks.get("learningRate")?.phases ?? [],
    definition: schedule.definition,
  };
  const { spans, definition } = (saysPhases(own) ? undefined : recognisedPhases(schedule)) ?? own;
  return spans
    .filter(({ start, end }) => end > start)
    .map(({ kind, start, length, curve, path }) => ({
      kind,
      start,
      length,
      curve,
      from: curve.at(0),
      to: curve.at(length),
      said: saidAt(definition, path),
    }));
}

/** A number that the definition says itself. */
export const saidNumber = (segment: Segment, key: string): number | undefined => {
  const value = segment.said[key];
  return typeof value === "number" ? value : undefined;
};
