import { wallTicks } from "../../src/core/text/wallTicks";
import type { TimeView, WallView } from "../../src/protocol/scheduleView";
import { timeUnits } from "../../src/protocol/shapes";
import { multiples, roundSpacing, tickFormat } from "./numbers";

export const UNITS = timeUnits;
export type UnitId = (typeof UNITS)[number];

/** What the positions on the axis count: steps, or percent of each schedule's own length. */
export type Domain = "steps" | "percent";

/** A part of the time axis, in the domain's own numbers. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** A way to read the time axis: one unit is worth `size` positions of the domain. */
export interface AxisUnit {
  readonly id: UnitId;
  /** What it is called: a step may be an epoch. */
  readonly name: UnitId;
  readonly domain: Domain;
  readonly size: number;
  /** Of the wall clock: when the run was where. */
  readonly wall?: WallView;
}

/** What the steps of a schedule are called: schedulers of other programs may count epochs or rounds. */
export function stepUnit(time: TimeView | null): "steps" | "epochs" | "rounds" {
  if (time?.clock === "epoch") return "epochs";
  return time?.clock === "round" ? "rounds" : "steps";
}

/** The units that a run's length defines, and the wall clock of one that was logged; always steps and percent. */
export function unitsOf(time: TimeView | null, wall?: WallView): AxisUnit[] {
  const sizes: Record<UnitId, number | undefined> = {
    steps: 1,
    epochs: time?.stepsPerEpoch,
    rounds: time?.stepsPerRound,
    samples: time?.samplesPerStep === undefined ? undefined : 1 / time.samplesPerStep,
    tokens: time?.tokensPerStep === undefined ? undefined : 1 / time.tokensPerStep,
    wall: wall && 1,
    percent: 1,
  };
  return UNITS.flatMap((id) => {
    const size = sizes[id];
    if (size === undefined || !(size > 0)) return [];
    const name = id === "steps" ? stepUnit(time) : id;
    const domain = id === "percent" ? "percent" : "steps";
    return [{ id, name, size, domain, ...(id === "wall" && wall && { wall }) }];
  });
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

/** Round positions of the unit in the window, with labels, about `wanted` of them. */
export function timeTicks(window: Span, unit: AxisUnit, wanted: number): Tick[] {
  if (unit.wall) return wallTicks(window, unit.wall, wanted);
  const [first, last] = [window.first / unit.size, window.last / unit.size];
  if (!(last > first)) return [];
  const least = unit.id === "percent" || unit.id === "tokens" || unit.id === "samples" ? 0 : 1;
  const spacing = Math.max(
    roundSpacing((last - first) / Math.max(1, wanted)),
    fraction(unit, least),
  );
  const label = tickFormat(Math.max(Math.abs(first), Math.abs(last)), spacing);
  const suffix = unit.id === "percent" ? "%" : "";
  return multiples(first, last, spacing).map((value) => ({
    x: value * unit.size,
    label: label(value) + suffix,
  }));
}

/** Ticks closer than one step would lie about what the axis counts. */
const fraction = (unit: AxisUnit, least: number): number =>
  unit.domain === "steps" && least > 0 ? roundSpacing(least / unit.size) : 0;

/** Where a step lies on the axis. */
export const positionOf = (step: number, length: number | null, domain: Domain): number =>
  domain === "percent" ? (step * 100) / (length ?? step) : step;

/** Which step lies at a position of the axis, not rounded. */
export const stepAt = (x: number, length: number | null, domain: Domain): number =>
  domain === "percent" ? (x * (length ?? 0)) / 100 : x;
