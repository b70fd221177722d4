import type { Path } from "../../parse/sourceValue";
import type { Axis, Handle, HandleRole } from "../handle";
import type { ListedPhase } from "../phaseList";
import type { TrackScope } from "../scope";
import { timeAxis, timeParameter, type TimeAxisOptions } from "../timeAxis";
import { rawValue, valueAxis, valueParameter } from "../valueAxis";

/** What a kind's own handles are made of. */
export interface KindScope {
  readonly scope: TrackScope;
  readonly phase: ListedPhase;
}

/** The handles of a kind besides those of the phase's start and end. */
export type KindHandles = (context: KindScope) => (Handle | undefined)[];

export interface PointOptions {
  readonly parameter: string;
  readonly role: HandleRole;
  /** Counted from the phase's start. */
  readonly at: number;
  /** Before the track's `scale` and the like. */
  readonly raw: number;
  readonly time?: Axis | undefined;
  readonly level?: Axis | undefined;
}

export const inner = ({ phase }: KindScope, ...keys: (string | number)[]): Path => [
  ...phase.path,
  ...keys,
];

/** A handle of a phase; undefined where it moves nowhere. */
export function point({ scope, phase }: KindScope, options: PointOptions): Handle | undefined {
  const { parameter, role, at, raw, time, level } = options;
  if (!time && !level) return undefined;
  const step = phase.start + at;
  const { factor, offset } = scope.transform(step);
  return {
    id: scope.id(phase.path, parameter),
    track: scope.track.name,
    role,
    phase: phase.index,
    step,
    value: raw * factor + offset,
    ...(time && { time }),
    ...(level && { level }),
  };
}

/** The value that the text says at `keys`, moved at a step of the phase. */
export function levelAt(
  context: KindScope,
  keys: readonly (string | number)[],
  at: number,
  positive = false,
): Axis | undefined {
  const { scope, phase } = context;
  const parameter = valueParameter(scope, inner(context, ...keys));
  const transform = scope.transform(phase.start + at);
  if (!parameter) return undefined;
  const isPeak = scope.isSharedPeak(rawValue(parameter));
  return valueAxis(scope, [parameter], { transform, positive: positive || isPeak });
}

/** The length of time that the text says at `keys`; bounds count from the phase's start. */
export function timeAt(
  context: KindScope,
  keys: readonly (string | number)[],
  options: Omit<TimeAxisOptions, "origin"> & { readonly origin?: number },
): Axis | undefined {
  const { start } = context.phase;
  const { origin = 0, min, max, ...others } = options;
  const parameter = timeParameter(context.scope, inner(context, ...keys));
  const bounds = { origin: start + origin, min: start + min, max: start + max };
  return parameter && timeAxis(parameter, { ...others, ...bounds });
}

/** Steps of the length of time at `keys`; undefined where the text says none. */
export function stepsAt(context: KindScope, keys: readonly (string | number)[]) {
  const parameter = timeParameter(context.scope, inner(context, ...keys));
  return parameter && Math.round(parameter.amount * parameter.per);
}
