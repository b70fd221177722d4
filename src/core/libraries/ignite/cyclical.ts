import type { Curve } from "../../schedule/curve";
import { periodicCurve } from "../../schedule/curves/periodic";
import { smoothCurve } from "../../schedule/curves/smooth";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import type { LibraryContext } from "../construction";
import { moved } from "../curves/cycles";
import { ramp, stretches, type Stretch } from "../curves/pieces";
import { refuse } from "../refusal";
import type { LibraryValue } from "../value";
import { shared, single, type IgniteKind } from "./scheduler";

const MANY = 1 << 20;

interface Cycle {
  readonly start: number;
  readonly end: number;
  /** The start value of the cycle after, to which the warmup climbs. */
  readonly next: number;
  readonly size: number;
  readonly warmup: number;
}

/** The value at the share `p` of a cycle; `turn` where it turns, if it does. */
interface Shape {
  at(cycle: Cycle, p: number): number;
  readonly turn?: number;
}

const cycleParameters: Readonly<Record<string, LibraryValue | undefined>> = {
  param_name: undefined,
  start_value: undefined,
  end_value: undefined,
  cycle_size: undefined,
  cycle_mult: 1,
  start_value_mult: 1,
  end_value_mult: 1,
  warmup_duration: 0,
  ...shared,
};

/** The cycle itself, then the warmup back to the next start value. */
function cycleCurve(cycle: Cycle, shape: Shape): Curve {
  const { end, next, size, warmup } = cycle;
  const main = smoothCurve({
    at: (u) => shape.at(cycle, u / size),
    ...(shape.turn !== undefined && {
      turns: [shape.turn * size],
      breakpoints: [shape.turn * size],
    }),
  });
  if (warmup === 0) return main;
  const back = ramp((u) => end + (next - end) * ((u - size) / warmup));
  const last = { ...cycle, start: next };
  return stretches([
    { start: 0, curve: main },
    { start: size, curve: ramp((u) => (u > size ? back.at(u) : shape.at(last, 1))) },
  ]);
}

/** Sizes are multiplied and cut to integers, values multiplied, once a cycle. */
function cyclesOf(args: Arguments, context: LibraryContext, shape: Shape): Curve {
  const size = args.number("cycle_size");
  if (size < 2) args.refuse("cycle_size", t("must be at least 2"));
  const growth = args.number("cycle_mult");
  const startFactor = args.number("start_value_mult");
  const endFactor = args.number("end_value_mult");
  const start = args.number("start_value");
  let cycle: Cycle = {
    start,
    end: args.number("end_value"),
    next: start * startFactor,
    size,
    warmup: args.number("warmup_duration"),
  };
  const period = size + cycle.warmup;
  const alike = growth === 1 && startFactor === 1 && endFactor === 1;
  if (alike && Number.isInteger(period) && period > 0)
    return periodicCurve(cycleCurve(cycle, shape), period);
  const list: Stretch[] = [];
  for (let from = 0; from <= context.steps && list.length < MANY;) {
    if (cycle.size <= 0)
      refuse(["cycle_mult"], t`cycle_mult makes a cycle of no events at ${from}.`);
    list.push({ start: from, curve: moved(cycleCurve(cycle, shape), from) });
    from += cycle.size + cycle.warmup;
    cycle = {
      start: cycle.next,
      end: cycle.end * endFactor,
      next: cycle.next * startFactor,
      size: Math.trunc(cycle.size * growth),
      warmup: Math.trunc(cycle.warmup * growth),
    };
  }
  return stretches(list);
}

/** CosineAnnealingScheduler: half a cosine wave from start to end in each cycle. */
export const cosineAnnealingScheduler: IgniteKind = {
  kind: "CosineAnnealingScheduler",
  parameters: signature(cycleParameters),
  make: (args, context) =>
    single(
      args,
      cyclesOf(args, context, {
        at: ({ start, end }, p) => start + ((end - start) / 2) * (1 - Math.cos(Math.PI * p)),
      }),
    ),
};

/** LinearCyclicalScheduler: to the end value and back, or with monotonic only there. */
export const linearCyclicalScheduler: IgniteKind = {
  kind: "LinearCyclicalScheduler",
  parameters: signature({ ...cycleParameters, monotonic: false }),
  make: (args, context) => {
    const monotonic = args.flag("monotonic");
    if (args.number("warmup_duration") > 0 && !monotonic)
      args.refuse("warmup_duration", t("needs monotonic=True"));
    const shape: Shape = monotonic
      ? { at: ({ start, end }, p) => start + (end - start) * p }
      : { at: ({ start, end }, p) => end + (start - end) * Math.abs(p - 0.5) * 2, turn: 0.5 };
    return single(args, cyclesOf(args, context, shape));
  },
};
