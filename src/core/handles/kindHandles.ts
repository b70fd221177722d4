import type { Path } from "../parse/sourceValue";
import type { HandlePoint, PhaseText, PointAmount, PointTime } from "../schedule/kinds/handlePoint";
import { kindNamed } from "../schedule/kinds/named";
import type { Axis, Handle } from "./handle";
import type { ListedPhase } from "./phaseList";
import { plainAt, type TrackScope } from "./scope";
import { partParameter, timeAxis, timeParameter } from "./timeAxis";
import { numberAxis, rawValue, tidy, valueAxis, valueParameter } from "./valueAxis";

interface KindScope {
  readonly scope: TrackScope;
  readonly phase: ListedPhase;
}

/** The handles that a phase's kind has besides those of the phase's start and end. */
export function kindHandles(scope: TrackScope, phase: ListedPhase): Handle[] {
  const points = kindNamed(phase.kind)?.handles?.(textOf({ scope, phase })) ?? [];
  return points.flatMap((point) => handleAt({ scope, phase }, point) ?? []);
}

const inner = ({ phase }: KindScope, keys: readonly (string | number)[]): Path => [
  ...phase.path,
  ...keys,
];

function textOf(context: KindScope): PhaseText {
  const { scope, phase } = context;
  const steps = (found: ReturnType<typeof timeParameter>): number | undefined =>
    found && Math.round(found.amount * found.per);
  return {
    length: phase.length,
    at: phase.at,
    steps: (...keys) => steps(timeParameter(scope, inner(context, keys))),
    part: (key, otherwise) =>
      steps(partParameter(scope, inner(context, [key]), phase.length, otherwise)),
    value: (...keys) => {
      const found = valueParameter(scope, inner(context, keys));
      return found && rawValue(found);
    },
    number: (...keys) => scope.number(inner(context, keys)),
    flag: (key) => {
      const plain = plainAt(scope.plain(phase.path), [key]);
      return typeof plain === "boolean" ? plain : undefined;
    },
    count: (key) => {
      const list = scope.plain(inner(context, [key]));
      return Array.isArray(list) ? list.length : 0;
    },
  };
}

/** Undefined where it moves nowhere. */
function handleAt(context: KindScope, point: HandlePoint): Handle | undefined {
  const { scope, phase } = context;
  const { parameter, role, at, value, time: extent } = point;
  const time = extent && timeOf(context, extent);
  const level = levelOf(context, point);
  if (!time && !level) return undefined;
  const { factor, offset } = scope.transform(phase.start + at);
  return {
    id: scope.id(phase.path, parameter),
    track: scope.track.name,
    role,
    phase: phase.index,
    step: phase.start + at,
    value: value * factor + offset,
    ...(time && { time }),
    ...(level && { level }),
  };
}

function timeOf(context: KindScope, extent: PointTime): Axis | undefined {
  const { scope, phase } = context;
  const { keys, part, origin = 0, min, max, direction = 1 } = extent;
  const path = inner(context, keys);
  const parameter =
    part === undefined
      ? timeParameter(scope, path)
      : partParameter(scope, path, phase.length, part);
  const [from, to] = [phase.start + min, phase.start + max];
  return (
    parameter &&
    timeAxis(parameter, { origin: phase.start + origin, min: from, max: to, direction })
  );
}

function levelOf(context: KindScope, { level, at }: HandlePoint): Axis | undefined {
  if (level === undefined) return undefined;
  if ("key" in level) return amountAxis(context, level, at);
  const { scope, phase } = context;
  const parameter = valueParameter(scope, inner(context, level));
  if (!parameter) return undefined;
  const positive = scope.isSharedPeak(rawValue(parameter));
  return valueAxis(scope, [parameter], { transform: scope.transform(phase.start + at), positive });
}

function amountAxis(context: KindScope, moved: PointAmount, at: number): Axis | undefined {
  const { scope, phase } = context;
  const { factor, offset } = scope.transform(phase.start + at);
  const { key, amount, least, most, amountOf, valueOf } = moved;
  return numberAxis({
    path: inner(context, [key]),
    amount,
    least,
    most,
    amountAt: (position) => tidy(amountOf((position - offset) / factor)),
    positionAt: (written) => valueOf(written) * factor + offset,
  });
}
