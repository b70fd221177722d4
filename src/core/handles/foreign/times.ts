import type { Setting } from "../../formats/setting";
import type { HandleRole } from "../handle";
import { same, type Features } from "./features";
import { countRelation, shareRelation, type Relation, type Rounding } from "./foreignAxis";
import { mayMean, type Meaning } from "./meanings";

/** Where on the chart a setting acts, and how it follows from the number. */
export interface Placed {
  readonly role: HandleRole;
  readonly step: number;
  readonly value: number;
  readonly relation: Relation;
}

/** Where the time axis ends for what may lie beyond the run. */
const BEYOND = 100;
const ROUNDINGS: readonly Rounding[] = [Math.ceil, Math.floor, Math.round];

type Finder = (features: Features, setting: Setting) => Omit<Placed, "value"> | undefined;

/** The place of a number of steps, epochs or a share of the run; undefined where the curve shows none. */
export function placedInTime(features: Features, setting: Setting): Placed | undefined {
  for (const [meaning, find] of FINDERS) {
    if (!mayMean(setting.name, meaning)) continue;
    const found = find(features, setting);
    if (found) return { ...found, value: features.at(found.step) };
  }
  return undefined;
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;

function warmup(features: Features, setting: Setting): ReturnType<Finder> {
  const { value, name } = setting;
  const step = features.warmupEnd;
  if (step === undefined) return undefined;
  const [min, max] = [1, features.length - 1];
  const relation =
    counted(step, setting, min, max) ??
    shared(features, step, value, max) ??
    (/epoch/i.test(name) ? inEpochs(step, value, min, max) : undefined);
  return relation && { role: "warmupEnd", step, relation };
}

/** Exactly so many steps; the last step of the warmup where the library counts from 1, or the first after it. */
function counted(
  step: number,
  { value, per = 1 }: Setting,
  min: number,
  max: number,
): Relation | undefined {
  const origin = step - value * per;
  if (!isCount(value) || Math.abs(origin) > 1) return undefined;
  return countRelation({ origin, per, unit: unitOf(per) }, Math.max(min, origin + per), max);
}

/** Of what is counted so many steps at a time; of tokens a step has many. */
const unitOf = (per: number): "steps" | "epochs" | "number" =>
  per === 1 ? "steps" : per > 1 ? "epochs" : "number";

function shared(
  { length, schedule }: Features,
  step: number,
  value: number,
  max: number,
): Relation | undefined {
  if (!(value > 0 && value < 1) || schedule.horizon !== undefined) return undefined;
  for (const offset of [0, -1])
    for (const round of ROUNDINGS)
      if (round(value * length) + offset === step)
        return shareRelation({ length, round, offset }, 1, max);
  return undefined;
}

function inEpochs(step: number, value: number, min: number, max: number): Relation | undefined {
  const per = step / value;
  return value > 0 && per > 1 && Number.isInteger(per)
    ? countRelation({ origin: 0, per, unit: "epochs" }, min, max)
    : undefined;
}

/** N itself. */
function wholeRun(features: Features, setting: Setting): ReturnType<Finder> {
  const { length, schedule } = features;
  const { value, name, per = 1 } = setting;
  if (schedule.horizon !== undefined) return undefined;
  const [min, max] = [(features.warmupEnd ?? 0) + 1, latest(features, setting)];
  const relation = same(value * per, length)
    ? countRelation({ origin: 0, per, unit: unitOf(per) }, min, max)
    : /epoch/i.test(name)
      ? inEpochs(length, value, min, max)
      : undefined;
  return relation && { role: "end", step: length, relation };
}

/** A horizon that is not the loop's own ends with the loop: behind it nothing would be seen. */
function latest({ length, schedule, settings }: Features, setting: Setting): number {
  const loop = settings.find(({ name }) => name === "length");
  const isLoop = !loop || loop.literal?.range.start === setting.literal?.range.start;
  return isLoop || schedule.horizon !== undefined ? length * BEYOND : length;
}

/** Steps from the run's start, or from the end of its warmup, to a corner of the curve. */
const corner =
  (role: HandleRole, offsets: (features: Features) => readonly number[]): Finder =>
  (features, setting) => {
    const { value, per = 1 } = setting;
    if (!isCount(value)) return undefined;
    const far = value * per;
    const origin = offsets(features).find((offset) => features.isCorner(offset + far));
    if (origin === undefined || (role === "cycle" && features.isFlatFrom(origin + far)))
      return undefined;
    const [before, after] = neighbours(features, setting);
    const end = role === "end" ? latest(features, setting) : features.length;
    const max = Math.min(end, origin + after * per - 1);
    const least = Math.max(1, origin + before * per + 1);
    const relation = countRelation({ origin, per, unit: unitOf(per) }, least, max);
    return { role, step: origin + far, relation };
  };

/** The items of a list stay in their order. */
function neighbours(
  { settings }: Features,
  { name, item, per }: Setting,
): readonly [number, number] {
  const at = (index: number): number | undefined =>
    item === undefined
      ? undefined
      : settings.find((one) => one.name === name && one.item === index && one.per === per)?.value;
  return [at((item ?? 0) - 1) ?? 0, at((item ?? 0) + 1) ?? Infinity];
}

const fromStartOrWarmup = ({ warmupEnd }: Features): readonly number[] => [
  0,
  ...(warmupEnd === undefined ? [] : [warmupEnd]),
];

/** MLX's schedules follow one step after the end of the warmup. */
const fromHandOver = (features: Features): readonly number[] => [
  ...fromStartOrWarmup(features),
  ...(features.warmupEnd === undefined ? [] : [features.warmupEnd + 1]),
];

const FINDERS: readonly (readonly [Meaning, Finder])[] = [
  ["warmup", warmup],
  ["length", wholeRun],
  // Keras drops one step late, timm one early
  ["milestone", corner("milestone", () => [0, 1, -1])],
  ["cycle", corner("cycle", fromStartOrWarmup)],
  ["length", corner("end", fromHandOver)],
];
