import type { AnalyzedSchedule } from "../../analysis";
import { asCounted } from "../../formats/counted";
import type { Setting } from "../../formats/setting";
import type { ParsedDocument } from "../../parse/sourceValue";
import type { Schedule, Track } from "../../schedule/schedule";
import type { Axis, Handle } from "../handle";
import { Features } from "./features";
import { foreignAxis } from "./foreignAxis";
import { placedInValue, placedNearPeak } from "./levels";
import { placedInTime, type Placed } from "./times";

/** So many handles of one track could still be told apart. */
const MOST = 50;

export interface Found extends Placed {
  readonly setting: Setting;
  readonly axis: "time" | "level";
}

/**
 * What of another program's schedule can be dragged: each number of its text that the curve shows
 * where the number says. Whether a move did what it was to do is for `confirmMove` to say.
 */
export function foreignHandles(document: ParsedDocument, analyzed: AnalyzedSchedule): Handle[] {
  const updates = analyzed.foreign?.byEpoch?.updates;
  return placesByTrack(analyzed).flatMap(({ track, found }) => {
    const handles = joined(found.slice(0, MOST)).map((parts) => handleOf(document, track, parts));
    return updates === undefined ? handles : handles.map((handle) => inUpdates(handle, updates));
  });
}

/** A handle on the curve by updates, of a number that counts epochs of so many. */
function inUpdates({ time, ...handle }: Handle, updates: number): Handle {
  const along = time && {
    ...time,
    ...(time.unit === "steps" && { unit: "epochs" as const }),
    min: time.min * updates,
    max: time.max * updates,
    amountAt: (position: number) => time.amountAt(position / updates),
    positionAt: (amount: number) => time.positionAt(amount) * updates,
  };
  return { ...handle, step: handle.step * updates, ...(along && { time: along }) };
}

/** The axes of all numbers that the curves show, each literal once. */
export const foreignNumbers = (document: ParsedDocument, analyzed: AnalyzedSchedule): Axis[] =>
  foreignPlaces(analyzed).map((found) => foreignAxis(document, found));

/** Where the curves show the numbers of the text, each literal once. */
export const foreignPlaces = (analyzed: AnalyzedSchedule): Found[] =>
  placesByTrack(analyzed).flatMap(({ found }) => found);

function placesByTrack(
  analyzed: AnalyzedSchedule,
): { readonly track: Track; readonly found: Found[] }[] {
  const { schedule, foreign } = asCounted(analyzed);
  if (!schedule || !foreign || schedule.horizon === "nominal") return [];
  const taken = new Set<string>();
  return [...schedule.tracks.values()].map((track) => {
    const settings = settingsOf(foreign.settings, track);
    return { track, found: placed(schedule, track, settings, taken) };
  });
}

/** Those of the track's parameter group; what all groups share is dragged in the first one. */
function settingsOf(settings: readonly Setting[], { name }: Track): readonly Setting[] {
  const group = name === "learningRate" ? 0 : Number(/^learningRate\[(\d+)\]$/.exec(name)?.[1]);
  return settings.filter((one) => (one.group ?? 0) === group);
}

function placed(
  schedule: Schedule,
  track: Track,
  settings: readonly Setting[],
  taken: Set<string>,
): Found[] {
  const features = new Features(schedule, track, settings);
  return WAYS.flatMap(([axis, place]) =>
    settings.flatMap((setting): Found[] => {
      const key = placeKey(setting);
      const found = taken.has(key) ? undefined : place(features, setting);
      if (!found || !Number.isFinite(found.value)) return [];
      taken.add(key);
      return [{ ...found, setting, axis }];
    }),
  );
}

/** What is exact goes first. */
const WAYS = [
  ["time", placedInTime],
  ["level", placedInValue],
  ["level", placedNearPeak],
] as const;

/** One literal is one handle, whatever it is used for. */
export const placeKey = ({ name, item, literal, group }: Setting): string =>
  literal ? `${literal.uri ?? ""} ${literal.range.start}` : `${name} ${item} ${group}`;

/** The numbers of one handle: the first along each axis is its own, the others go with it. */
interface Joined {
  readonly time: readonly Found[];
  readonly level: readonly Found[];
}

/** What stands at the same step is one handle. */
function joined(found: readonly Found[]): Joined[] {
  const steps = [...new Set(found.map(({ axis, step }) => `${axis} ${step}`))];
  const groups = steps.map((step) => found.filter((one) => `${one.axis} ${one.step}` === step));
  const times = groups.filter(([first]) => first?.axis === "time").map(writtenFirst);
  const levels = groups.filter(([first]) => first?.axis === "level");
  const pairs = times.map((time) => ({
    time,
    level: levels.find(([first]) => first?.step === time[0]?.step) ?? [],
  }));
  const paired = new Set(pairs.map(({ level }) => level));
  return [
    ...pairs,
    ...levels.filter((level) => !paired.has(level)).map((level) => ({ time: [], level })),
  ];
}

/** Of what says the same, what can be written goes first, then what counts from the run's start. */
const writtenFirst = (found: readonly Found[]): Found[] =>
  [...found].sort((a, b) => elsewhere(a) - elsewhere(b) || originOf(a) - originOf(b));

const elsewhere = ({ setting: { literal } }: Found): number => {
  if (!literal) return 2;
  return literal.uri === undefined ? 0 : 1;
};

const originOf = ({ relation }: Found): number => Math.abs(relation.positionAt(0));

function handleOf(document: ParsedDocument, { name }: Track, parts: Joined): Handle {
  const [time, ...along] = parts.time;
  const [level] = parts.level;
  const main = time ?? level;
  const own = [time, level].flatMap((part) => (part ? [idOf(part.setting)] : []));
  return {
    id: `${name}/${own.join("+")}`,
    track: name,
    role: level?.role === "peak" && time ? "peak" : (main?.role ?? "level"),
    step: main?.step ?? 0,
    value: level?.value ?? main?.value ?? 0,
    ...(time && { time: foreignAxis(document, time, along) }),
    ...(level && { level: foreignAxis(document, level) }),
  };
}

const idOf = ({ name, item }: Setting): string => (item === undefined ? name : `${name}.${item}`);
