import { stretchByUpdates } from "./byUpdates";
import { heldFor } from "../libraries/curves/pieces";
import type { Curve } from "../schedule/curve";
import { functionCurve } from "../schedule/curves/functionBacked";
import { lengthFault } from "../schedule/length";
import type { Schedule } from "../schedule/schedule";
import { givenNumber, type Symbols } from "../schedule/unknownValue";
import type { ForeignEvaluation, ForeignSymbol } from "./format";
import { scheduleOfRun, type ForeignRun } from "./foreignSchedule";

/** A schedule as its program counts it, by epochs of so many updates each. */
export interface ByEpoch {
  /** Its steps are epochs. */
  readonly schedule: Schedule;
  readonly updates: number;
  /** Of a schedule that is told its epoch, with fractions, after every update: that of an update. */
  readonly epochAt?: EpochAt | undefined;
}

/** The epoch, with fractions, whose value an update has. */
export type EpochAt = (update: number) => number;

/** A curve over epochs, by updates: each value held for all of its epoch's, or as `epochAt` says. */
export const overUpdates = (
  curve: Curve,
  { updates, epochAt }: Pick<ByEpoch, "updates" | "epochAt">,
): Curve =>
  epochAt ? functionCurve((k) => curve.at(epochAt(Math.floor(k)))) : heldFor(curve, updates);

/** What is asked for where nothing in the text says the updates of an epoch. */
export const UPDATES_PER_EPOCH = "updates per epoch";

/** What the user says of an epoch, by either of its names. */
export function givenUpdates(symbols: Symbols): number | undefined {
  return givenNumber(symbols, UPDATES_PER_EPOCH) ?? givenNumber(symbols, "steps per epoch");
}

/** The updates of an epoch: their number, or what would have to be known. */
export type UpdatesPerEpoch = number | ForeignSymbol;

/**
 * The schedule of a run that is stepped once an epoch: in updates where the updates of an epoch are
 * known, else by its epochs, with what a value could be given to.
 */
export function epochsDrawn(
  { run, schedule }: { readonly run: ForeignRun; readonly schedule: Schedule },
  updates: UpdatesPerEpoch,
  epochAt?: EpochAt,
): Pick<ForeignEvaluation, "schedule" | "clock" | "byEpoch" | "offers"> {
  if (typeof updates !== "number") return { schedule, offers: [updates] };
  if (!holds(run, updates)) return { schedule };
  const time = { ...schedule.time, clock: "epoch" } as const;
  return {
    schedule: scheduleOfRun(inUpdates(run, updates, epochAt), NOWHERE, []),
    clock: "update",
    byEpoch: { schedule: { ...schedule, time }, updates, ...(epochAt && { epochAt }) },
  };
}

/** A shape of which nothing is known is drawn on no clock at all. */
const holds = ({ horizon, length }: ForeignRun, updates: number): boolean =>
  horizon !== "nominal" &&
  Number.isSafeInteger(updates) &&
  updates >= 1 &&
  lengthFault(length * updates) === undefined;

const NOWHERE = { start: 0, end: 0 };

/** Every value of an epoch for all of its updates. How to resume it is known by epochs alone. */
function inUpdates(run: ForeignRun, updates: number, epochAt?: EpochAt): ForeignRun {
  const { parts, knownUntil } = run;
  return {
    ...run,
    resuming: undefined,
    length: run.length * updates,
    ...(knownUntil !== undefined && { knownUntil: knownUntil * updates }),
    time: { ...run.time, stepsPerEpoch: updates },
    tracks: run.tracks.map((track) => ({
      ...track,
      curve: overUpdates(track.curve, { updates, epochAt }),
    })),
    ...(parts && {
      parts: parts.map((part) => stretchByUpdates(part, updates)),
    }),
  };
}
