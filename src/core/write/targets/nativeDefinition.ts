import { buildSchedule } from "../../schedule/build";
import type { Schedule } from "../../schedule/schedule";
import { differenceOf } from "../difference";
import { beyondTracks, hasGap, openRate } from "../source";
import { refused, type Refused, type WriteRequest } from "../writer";
import { nativePhases, type PhasedCurve } from "./nativePhases";
import { t, word } from "../../text/words";

/** A definition of our own, and the schedule that it gives when it is read. */
export interface NativeDefinition {
  readonly text: string;
  readonly read: Schedule;
  readonly tracks: readonly string[];
  readonly left: readonly string[];
}

/** Tracks that a definition of our own may have, as other libraries set them. */
const TRACKS = new Set(["learningRate", "momentum", "beta1", "beta2", "weightDecay"]);

const NO_FORM = word(
  "The learning rate is no constant, line, cosine, exponential or polynomial, and the run is too long for a table of its values. Export the values as CSV instead.",
);

/**
 * A schedule as a definition of our own in JSON: the definition itself where it is one and says the
 * same in JSON, else phases, and tables where no phase gives the values.
 */
export function nativeDefinition({ schedule }: WriteRequest): NativeDefinition | Refused {
  return asItIs(schedule) ?? fromCurves(schedule);
}

function asItIs(schedule: Schedule): NativeDefinition | undefined {
  if (hasFunction(schedule.definition)) return undefined;
  const text = jsonOf(schedule.definition);
  const read = readBack(text);
  if (read?.length !== schedule.length) return undefined;
  const tracks = [...schedule.tracks.keys()];
  if (!tracks.every((name) => read.tracks.has(name))) return undefined;
  const at = (name: string, step: number): number => read.tracks.get(name)?.curve.at(step) ?? NaN;
  const { absolute } = differenceOf(schedule, { at, tracks });
  return absolute === 0 ? { text, read, tracks, left: [] } : undefined;
}

/** JSON can't represent functions; without them, layers and samples would be others. */
function hasFunction(definition: object): boolean {
  let found = false;
  JSON.stringify(definition, (_, value: unknown) => {
    found ||= typeof value === "function";
    return value;
  });
  return found;
}

function fromCurves(schedule: Schedule): NativeDefinition | Refused {
  const open = openRate(schedule);
  if (open) return open;
  const { name, length, time, resume } = schedule;
  const each = time.stepsPerEpoch ?? time.stepsPerRound;
  const resumed = resume > 0 && { resume };
  const definition: Record<string, unknown> = { name, length: lengthOf(schedule), ...resumed };
  const left: string[] = [];
  for (const track of schedule.tracks.values()) {
    const curve = heldBefore(track.curve, resume);
    const known = TRACKS.has(track.name) && !hasGap(track.curve, schedule);
    const phases = known ? nativePhases(curve, length, each) : undefined;
    if (phases) definition[track.name] = phases;
    else if (track.name === "learningRate") return refused(t(NO_FORM));
    else left.push(track.name);
  }
  const text = jsonOf(definition);
  const read = readBack(text);
  if (!read?.tracks.has("learningRate")) return refused(t("The schedule has no learning rate."));
  const tracks = [...read.tracks.keys()].filter((key) => schedule.tracks.has(key));
  return { text, read, tracks, left: [...left, ...beyondTracks(schedule)] };
}

/** Phases begin at step 0, also those of a run that is resumed: with the value at which it is. */
const heldBefore = (curve: PhasedCurve, resume: number): PhasedCurve =>
  resume === 0
    ? curve
    : {
        at: (step) => curve.at(Math.max(step, resume)),
        extremes: (first, last) => curve.extremes(Math.max(first, resume), Math.max(last, resume)),
        breakpoints: (first, last, limit) => curve.breakpoints(first, last, limit),
      };

/** In epochs where these are known and the run is a whole number of them. */
function lengthOf({ length, time: { stepsPerEpoch, stepsPerRound } }: Schedule): object {
  for (const [unit, per, steps] of [
    ["epochs", "stepsPerEpoch", stepsPerEpoch],
    ["rounds", "stepsPerRound", stepsPerRound],
  ] as const)
    if (steps !== undefined && length % steps === 0)
      return { [unit]: length / steps, [per]: steps };
  return { steps: length };
}

/** The schedule of a written text; undefined where anything in it is wrong. */
function readBack(text: string): Schedule | undefined {
  const { schedule, issues } = buildSchedule(JSON.parse(text));
  return issues.length === 0 ? schedule : undefined;
}

/** A key a line, and a phase a line, as people write definitions. */
function jsonOf(definition: object): string {
  // without what JSON has no word for
  const plain = JSON.parse(JSON.stringify(definition)) as Record<string, unknown>;
  const lines = Object.entries(plain).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${entryText(value)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

const entryText = (value: unknown): string =>
  Array.isArray(value) && value.some((item) => typeof item === "object")
    ? `[\n${value.map((item) => `    ${inline(item)}`).join(",\n")}\n  ]`
    : inline(value);

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`,
  );
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}
