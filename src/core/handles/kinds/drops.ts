import { numberAxis, tidy } from "../valueAxis";
import {
  inner,
  levelAt,
  point,
  stepsAt,
  timeAt,
  type KindHandles,
  type KindScope,
} from "./kindHandles";
import type { Axis } from "../handle";

/** The factor of the first drop: the value there over the one at the phase's start. */
function factorAxis(context: KindScope, factor: number, at: number): Axis | undefined {
  const { scope, phase } = context;
  const from = phase.at(0);
  const { factor: scale, offset } = scope.transform(phase.start + at);
  const size = from * scale;
  if (!(Math.abs(size) > 0)) return undefined;
  return numberAxis({
    path: inner(context, "factor"),
    amount: factor,
    least: 1e-6,
    most: 1e6,
    amountAt: (position) => tidy((position - offset) / size),
    positionAt: (amount) => amount * size + offset,
  });
}

/** `step`, and `exponential` by `factor`: when the first drop is, and how deep. */
export const dropHandles: KindHandles = (context) => {
  const { scope, phase } = context;
  const every = stepsAt(context, ["every"]);
  const factor = scope.number(inner(context, "factor"));
  if (every === undefined || factor === undefined) return [];
  const time = timeAt(context, ["every"], { min: 1, max: Math.max(phase.length, every) });
  const level = factorAxis(context, factor, every);
  return [
    point(context, {
      parameter: "every",
      role: "drop",
      at: every,
      raw: phase.at(0) * factor,
      time,
      level,
    }),
  ];
};

/** `inverseTime`: where the denominator has grown by `rate`. */
export const inverseTimeHandles: KindHandles = (context) => {
  const { phase } = context;
  const every = stepsAt(context, ["every"]);
  if (every === undefined) return [];
  const time = timeAt(context, ["every"], { min: 1, max: Math.max(phase.length, every) });
  const raw = phase.at(every);
  return [point(context, { parameter: "every", role: "timescale", at: every, raw, time })];
};

/** `inverseSqrt`: where the curve has fallen to 1/√2. */
export const inverseSqrtHandles: KindHandles = (context) => {
  const { phase } = context;
  const timescale = stepsAt(context, ["timescale"]);
  if (timescale === undefined) return [];
  const time = timeAt(context, ["timescale"], { min: 1, max: Math.max(phase.length, timescale) });
  const raw = phase.at(timescale);
  return [point(context, { parameter: "timescale", role: "timescale", at: timescale, raw, time })];
};

interface Milestone {
  readonly j: number;
  readonly place: number;
}

/** `multiStep`: each milestone, and what the value becomes there. */
export const milestoneHandles: KindHandles = (context) => {
  const { scope, phase } = context;
  const list = scope.plain(inner(context, "at"));
  const count = Array.isArray(list) ? list.length : 0;
  const milestones: Milestone[] = [];
  for (let j = 0; j < count; j++) {
    const place = stepsAt(context, ["at", j]);
    if (place === undefined) return [];
    milestones.push({ j, place });
  }
  milestones.sort((a, b) => a.place - b.place);
  return milestones.map((milestone, rank) => {
    const before = milestones[rank - 1];
    const after = milestones[rank + 1];
    const most = Math.max(phase.length - 1, milestone.place);
    return milestoneHandle(context, milestone, rank, {
      min: before ? before.place + 1 : 0,
      max: after ? Math.min(after.place - 1, most) : most,
    });
  });
};

function milestoneHandle(
  context: KindScope,
  { j, place }: Milestone,
  rank: number,
  bounds: { readonly min: number; readonly max: number },
) {
  const { scope, phase } = context;
  const factor = scope.number(inner(context, "factor"));
  const own = levelAt(context, ["values", j], place);
  const level =
    own ?? (rank === 0 && factor !== undefined ? factorAxis(context, factor, place) : undefined);
  const raw = phase.at(place);
  const time = timeAt(context, ["at", j], bounds);
  return point(context, { parameter: `at.${j}`, role: "milestone", at: place, raw, time, level });
}
