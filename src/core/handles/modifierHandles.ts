import type { Handle, HandleRole } from "./handle";
import type { TrackScope } from "./scope";
import { numberAxis, rawValue, tidy, valueAxis, valueParameter } from "./valueAxis";

const PLAIN = { factor: 1, offset: 0 };
/** Shares of the run at which the lines of a whole track have their handles. */
const BOUNDS_AT = { min: 0.9, max: 0.95 } as const;
const SCALE_AT = 0.5;

/** The handles of a track's `min`, `max` and `scale`. */
export const modifierHandles = (scope: TrackScope): Handle[] => [
  ...bound(scope, "min"),
  ...bound(scope, "max"),
  ...scaleHandle(scope),
];

function bound(scope: TrackScope, key: "min" | "max"): Handle[] {
  const { path } = scope.track;
  const parameter = valueParameter(scope, [...path, key]);
  const axis = parameter && valueAxis(scope, [parameter], { transform: PLAIN });
  if (!axis) return [];
  const other = valueParameter(scope, [...path, key === "min" ? "max" : "min"]);
  const limit = other && rawValue(other);
  const bounds =
    key === "min"
      ? { min: axis.min, max: Math.min(axis.max, limit ?? Infinity) }
      : { min: Math.max(axis.min, limit ?? -Infinity), max: axis.max };
  const step = Math.floor(BOUNDS_AT[key] * scope.length);
  return [handle(scope, key, key, step, rawValue(parameter), { ...axis, ...bounds })];
}

function scaleHandle(scope: TrackScope): Handle[] {
  const { path } = scope.track;
  const scale = scope.number([...path, "scale"]);
  const step = Math.floor(SCALE_AT * scope.length);
  const { factor, offset } = scope.transform(step);
  const one = scale === undefined ? NaN : (unscaled(scope, step) * factor) / scale;
  if (scale === undefined || !Number.isFinite(one) || one === 0) return [];
  const axis = numberAxis({
    path: [...path, "scale"],
    amount: scale,
    least: scale < 0 ? scale * 1e6 : scale * 1e-6,
    most: scale < 0 ? scale * 1e-6 : scale * 1e6,
    amountAt: (position) => tidy((position - offset) / one),
    positionAt: (amount) => amount * one + offset,
  });
  return axis ? [handle(scope, "scale", "scale", step, scale * one + offset, axis)] : [];
}

/** What the phases say at a step of the run, before `scale`, `min` and `max`; NaN for a follower. */
function unscaled({ track }: TrackScope, step: number): number {
  const phase = track.follows === undefined && track.phases.find(({ end }) => step < end);
  return phase ? phase.curve.at(step - phase.start) : NaN;
}

/** A handle of the whole track that moves along the value axis. */
export function handle(
  scope: TrackScope,
  parameter: string,
  role: HandleRole,
  step: number,
  value: number,
  level: Handle["level"],
): Handle {
  const { track } = scope;
  return {
    id: scope.id(track.path, parameter),
    track: track.name,
    role,
    step,
    value,
    ...(level && { level }),
  };
}
