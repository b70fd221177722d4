import { buildSchedule } from "../../../src/core/schedule/build";
import type { Cause } from "../../../src/core/recordings/explain/cause";
import { planOf, type Plan } from "../../../src/core/recordings/explain/plan";
import type { Precision, Series } from "../../../src/core/recordings/recording";

/** Whole numbers and reals from a seed (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  real(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(low: number, high: number): number {
    return low + Math.floor(this.real() * (high - low + 1));
  }

  one<T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.real() * items.length)] ?? items[0];
  }
}

export interface Simulated {
  readonly plan: Plan;
  readonly series: Series;
  readonly truth: readonly Cause[];
  /** Steps between two lines of the log. */
  readonly every: number;
}

export function planFrom(definition: Record<string, unknown>): Plan {
  const { schedule, issues } = buildSchedule(definition);
  const plan = schedule && planOf(schedule);
  if (!plan || issues.length > 0) throw new Error(JSON.stringify({ definition, issues }));
  return plan;
}

/** A run's log by the definition of its causes alone: the trainer is played step by step. */
export function simulate(chance: Chance): Simulated {
  const length = chance.one([200, 500, 1000, 1200]);
  const peak = chance.one([1e-3, 5e-4, 0.1, 3e-4, 2e-5]);
  const warmup = chance.one([0, 10, 50, 100]);
  const to = chance.one([0, 0, peak / 10]);
  const kind = chance.one(["linear", "cosine", "cosine", "polynomial", "oneMinusSqrt"]);
  const decay = {
    kind,
    to,
    ...(warmup === 0 && { from: peak }),
    ...(kind === "polynomial" && { power: 2 }),
  };
  const phases =
    warmup === 0 ? [decay] : [{ kind: "linear", from: 0, to: peak, for: warmup }, decay];
  const plan = planFrom({ length: { steps: length }, learningRate: phases });
  const truth = causesFrom(chance, plan);
  const every = chance.one([1, 1, 5, 10]);
  const first = chance.one([0, 1, every]);
  const rates = played(plan, truth, length);
  const steps: number[] = [];
  for (let step = first; step < length; step += every) steps.push(step);
  const precision = chance.one<Precision>([
    { kind: "exact" },
    { kind: "exact" },
    { kind: "float32" },
    { kind: "digits", digits: 7 },
    { kind: "digits", digits: 5 },
  ]);
  const values = steps.map((step) => written(rates[step] ?? NaN, precision));
  const series: Series = {
    tag: "lr",
    axis: "steps",
    steps: Float64Array.from(steps),
    values: Float64Array.from(values),
    times: undefined,
    precision,
    stride: 1,
  };
  return { plan, series, truth, every };
}

function written(value: number, precision: Precision): number {
  if (precision.kind === "float32") return Math.fround(value);
  return precision.kind === "digits" ? Number(value.toPrecision(precision.digits)) : value;
}

function causesFrom(chance: Chance, plan: Plan): Cause[] {
  const offset: Cause[] =
    chance.real() < 0.3 ? [{ kind: "offset", steps: chance.one([-1, 1]) }] : [];
  const kind = chance.one(["none", "skips", "scale", "restart", "peak", "none"] as const);
  if (kind === "skips") {
    const count = chance.whole(1, 5);
    const drawn = Array.from({ length: count }, () => chance.whole(1, plan.length - 20));
    const at = [...new Set(drawn)].sort((a, b) => a - b);
    return [...offset, { kind: "skippedSteps", count: at.length, at }];
  }
  if (kind === "scale")
    return [...offset, { kind: "scale", factor: chance.one([2, 4, 8, 1 / 2, 1 / 4]) }];
  if (kind === "restart")
    return [...offset, { kind: "restart", at: chance.whole(20, plan.length - 50), from: 0 }];
  if (kind === "peak") {
    const factor = chance.one([0.5, 2, 0.1, 1.5]);
    return [...offset, { kind: "peak", factor, value: plan.peak * factor }];
  }
  return offset;
}

/** The rate that the log shows at every step. */
function played(plan: Plan, truth: readonly Cause[], length: number): number[] {
  const cause = <K extends Cause["kind"]>(kind: K) =>
    truth.find((one): one is Extract<Cause, { kind: K }> => one.kind === kind);
  const early = cause("offset")?.steps ?? 0;
  const skipped = cause("skippedSteps")?.at ?? [];
  const factor = cause("scale")?.factor ?? 1;
  const restart = cause("restart");
  const times = cause("peak")?.factor ?? 1;
  return Array.from({ length }, (_, step) => {
    const clock = step + early;
    const lag = skipped.filter((at) => at < clock).length;
    const behind = restart && step >= restart.at ? restart.at - restart.from : 0;
    return (
      times * plan.at(factor < 1 ? Math.floor(factor * clock) : factor * (clock - lag - behind))
    );
  });
}
