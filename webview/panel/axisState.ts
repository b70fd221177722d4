import type { ShownSchedule } from "../../src/protocol/scheduleView";
import { positionOf, stepUnit, unitsOf, type AxisUnit, type Domain, type Span } from "./time";
import type { ViewState } from "./viewState";
import { clampSpan, leastWidth } from "./window";

/** The time axis as it is drawn: its unit, all of it, and the part shown. */
export interface AxisState {
  readonly units: readonly AxisUnit[];
  readonly unit: AxisUnit;
  readonly whole: Span;
  readonly window: Span;
}

const STEPS: AxisUnit = { id: "steps", name: "steps", domain: "steps", size: 1 };

/** What the user chose, as far as the schedules shown allow it. */
export function axisState(shown: readonly ShownSchedule[], view: ViewState): AxisState {
  const all = unitsOf(shown[0]?.time ?? null, shown.find(({ wall }) => wall)?.wall);
  const units = countAlike(shown) ? all : all.filter(({ domain }) => domain === "percent");
  const unit = units.find(({ id }) => id === view.unit) ?? units[0] ?? STEPS;
  const whole = wholeSpan(shown, unit.domain);
  const kept = view.window?.domain === unit.domain ? view.window : whole;
  return { units, unit, whole, window: clampSpan(kept, whole, leastWidth(whole)) };
}

/** An epoch of one beside an update of another would be drawn as if they took as long. */
export const countAlike = (shown: readonly ShownSchedule[]): boolean =>
  new Set(shown.flatMap(({ time }) => (time ? [stepUnit(time)] : []))).size <= 1;

function wholeSpan(shown: readonly ShownSchedule[], domain: Domain): Span {
  if (domain === "percent") return { first: 0, last: 100 };
  return { first: 0, last: Math.max(1, ...shown.map(({ length }) => length ?? 0)) };
}

/** The same stretch of the active schedule in another domain; null stays the whole run. */
export function convertWindow(
  window: ViewState["window"],
  to: Domain,
  length: number | null,
): ViewState["window"] {
  if (!window || window.domain === to || !length) return window?.domain === to ? window : null;
  const factor = to === "percent" ? 100 / length : length / 100;
  return { domain: to, first: window.first * factor, last: window.last * factor };
}

/** The crosshair's position in another domain. */
export const convertPosition = (
  x: number | null,
  from: Domain,
  to: Domain,
  length: number | null,
) =>
  x === null || from === to || !length
    ? x
    : to === "percent"
      ? positionOf(x, length, "percent")
      : (x * length) / 100;
