import type { AnalyzedSchedule } from "../../analysis";
import type { Setting } from "../../formats/setting";
import type { ParsedDocument } from "../../parse/sourceValue";
import type { Schedule, Track } from "../../schedule/schedule";
import type { Handle } from "../handle";
import { Features } from "./features";
import { foreignAxis } from "./foreignAxis";
import { placedInValue, placedNearPeak } from "./levels";
import { placedInTime, type Placed } from "./times";

/** So many handles of one track could still be told apart. */
const MOST = 50;

interface Found extends Placed {
  readonly setting: Setting;
  readonly axis: "time" | "level";
}

/**
 * What of another program's schedule can be dragged: each number of its text that the curve shows
 * where the number says. Whether a move did what it was to do is for `confirmMove` to say.
 */
export function foreignHandles(
  document: ParsedDocument,
  { schedule, foreign }: AnalyzedSchedule,
): Handle[] {
  if (!schedule || !foreign || schedule.horizon === "nominal") return [];
  const taken = new Set<string>();
  return [...schedule.tracks.values()].flatMap((track) => {
    const settings = settingsOf(foreign.settings, track);
    const found = placed(schedule, track, settings, taken).slice(0, MOST);
    return joined(found).map((parts) => handleOf(document, track, parts));
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
const placeKey = ({ name, item, literal, group }: Setting): string =>
  literal ? `${literal.uri ?? ""} ${literal.range.start}` : `${name} ${item} ${group}`;

/** What stands at the same step moves along both axes. */
function joined(found: readonly Found[]): Found[][] {
  const times = uniqueSteps(found.filter(({ axis }) => axis === "time"));
  const levels = uniqueSteps(found.filter(({ axis }) => axis === "level"));
  const pairs = times.map((time) => {
    const level = levels.find(({ step }) => step === time.step);
    return level ? [time, level] : [time];
  });
  const paired = new Set(pairs.flat());
  return [...pairs, ...levels.filter((level) => !paired.has(level)).map((level) => [level])];
}

/** Of two numbers for the same place the first counts: the library's own argument. */
const uniqueSteps = (found: readonly Found[]): Found[] =>
  found.filter(({ step }, index) => found.findIndex((other) => other.step === step) === index);

function handleOf(document: ParsedDocument, { name }: Track, parts: readonly Found[]): Handle {
  const time = parts.find(({ axis }) => axis === "time");
  const level = parts.find(({ axis }) => axis === "level");
  const main = time ?? level;
  return {
    id: `${name}/${parts.map(({ setting }) => idOf(setting)).join("+")}`,
    track: name,
    role: level?.role === "peak" && time ? "peak" : (main?.role ?? "level"),
    step: main?.step ?? 0,
    value: level?.value ?? main?.value ?? 0,
    ...(time && { time: foreignAxis(document, time.setting, time.relation) }),
    ...(level && { level: foreignAxis(document, level.setting, level.relation) }),
  };
}

const idOf = ({ name, item }: Setting): string => (item === undefined ? name : `${name}.${item}`);
