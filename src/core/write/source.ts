import type { Curve } from "../schedule/curve";
import { evaluate } from "../schedule/formula/evaluate";
import type { Formula } from "../schedule/formula/formula";
import { within } from "../schedule/formula/within";
import type { Schedule } from "../schedule/schedule";
import { comparedSteps } from "./difference";
import { closedForm, MOST_VALUES } from "./code/closedForm";
import type { Calls } from "./code/body";
import { keyOf } from "./code/locals";
import { groupRates, groupTrack } from "./groups";
import { commentText } from "./naming";
import { refused, refusedOpen, type Refused, type WriteRequest } from "./writer";
import { t, word } from "../text/words";

/** What the definition's layers are called among what is left. */
export const LAYERS = "layers";

/** A track that has a closed form. */
export interface WrittenTrack {
  readonly name: string;
  readonly curve: Curve;
  readonly formula: Formula;
  /** N, the run's length in steps of its clock. */
  readonly length: number;
}

/** "ResNet-50, from resnet.schedule.json". */
export function originOf({ schedule, file }: WriteRequest): string {
  const name = commentText(schedule.name);
  return file === "" ? name : `${name}, from ${commentText(file)}`;
}

/** What of a schedule no function of the step says. */
export function beyondTracks(schedule: Schedule): string[] {
  return [
    ...(schedule.layers.length > 0 ? [LAYERS] : []),
    ...(schedule.samples ? ["samples"] : []),
    ...(schedule.onPlateau ? ["onPlateau"] : []),
  ];
}

/** Updates at which a track is asked whether it has a value; those beside its breakpoints, too. */
const MOST_ASKED = 20_000;

/** Whether a value is left open anywhere; extremes tell only of those that there are. */
export function hasGap(curve: Curve, run: Pick<Schedule, "length" | "resume">): boolean {
  const { length } = run;
  const { min, max } = curve.extremes(0, length - 1);
  if (!Number.isFinite(min) || !Number.isFinite(max)) return true;
  for (const step of comparedSteps(run, curve, MOST_ASKED))
    if (Number.isNaN(curve.at(step))) return true;
  return Number.isNaN(curve.at(length - 1));
}

/** Why no target has a learning rate of which a part is not known yet; undefined where all of it is. */
export function openRate(schedule: Schedule): Refused | undefined {
  const rate = schedule.tracks.get("learningRate");
  if (rate === undefined) return refused(t(NO_RATE));
  const isOpen = rate.phases.some((phase) => phase.missing) || hasGap(rate.curve, schedule);
  return isOpen ? refusedOpen(t(NOT_KNOWN)) : undefined;
}

/** All tracks with their closed forms; a refusal where the learning rate has none. */
export function writtenTracks(
  schedule: Schedule,
  only?: readonly string[],
): { tracks: WrittenTrack[]; left: string[] } | Refused {
  const tracks: WrittenTrack[] = [];
  const left: string[] = [];
  const { length } = schedule;
  for (const { name, curve, phases } of schedule.tracks.values()) {
    const missing = phases.some((phase) => phase.missing) || hasGap(curve, schedule);
    const wanted = only === undefined || only.includes(name);
    const formula = wanted && !missing ? closedForm(curve, schedule.length) : undefined;
    if (formula) {
      // `at(N)`, the value that is left, belongs to the function, too
      tracks.push({ name, curve, formula: within(formula, 0, schedule.length), length });
    } else if (name === "learningRate")
      return missing ? refusedOpen(t(NOT_KNOWN)) : refused(noForm());
    else left.push(name);
  }
  if (!tracks.some(({ name }) => name === "learningRate")) return refused(t(NO_RATE));
  return { tracks, left: [...left, ...beyondTracks(schedule)] };
}

/** The rates of the parameter groups with their closed forms; none where one of them has none. */
export function writtenGroups(schedule: Schedule): WrittenTrack[] {
  const { length } = schedule;
  const written = groupRates(schedule).map(({ name, curve }) => {
    const formula = hasGap(curve, schedule) ? undefined : closedForm(curve, length);
    return (
      formula && { name: groupTrack(name), curve, formula: within(formula, 0, length), length }
    );
  });
  return written.every((one) => one !== undefined) ? written : [];
}

/** All tracks, and after them the rate of each layer where these have closed forms. */
export function writtenWithLayers(schedule: Schedule): ReturnType<typeof writtenTracks> {
  const found = writtenTracks(schedule);
  const layers = schedule.layers.length > 0 ? writtenGroups(schedule) : [];
  if ("refused" in found || layers.length === 0) return found;
  const left = found.left.filter((name) => name !== LAYERS);
  return { tracks: [...found.tracks, ...layers], left };
}

const NO_RATE = word("The schedule has no learning rate.");
const NOT_KNOWN = word(
  "A part of the learning rate has no value yet: fix its errors, or give the values that are missing.",
);
const noForm = (): string =>
  t`The learning rate has no closed form, and the run is longer than the ${MOST_VALUES} values that a table in code may have. Export the values as CSV instead.`;

/**
 * The tracks before `index` as calls, where a later one is computed from them: a momentum that
 * follows the rate then says `learning_rate(step)`.
 */
export function earlierTracks(
  tracks: readonly WrittenTrack[],
  index: number,
  spell: (index: number) => string,
): Calls {
  const known = new Map(
    tracks
      .slice(0, index)
      .map(({ formula }, i) => [formula, spell(i)] as const)
      .filter(([{ op }]) => op !== "number")
      .map(([formula, call]) => [keyOf(formula), call]),
  );
  return (formula) => (formula.op === "number" ? undefined : known.get(keyOf(formula)));
}

/** The values of formulas in double precision, by the track's name. */
export const doubleValues =
  (tracks: readonly WrittenTrack[]) =>
  (name: string, step: number): number => {
    const track = tracks.find((one) => one.name === name);
    return track ? evaluate(track.formula, step) : NaN;
  };
