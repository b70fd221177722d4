import { accepted, type LibraryKind } from "../construction";
import { recursiveCurve } from "../curves/blocks";
import type { Arguments } from "../arguments";
import { plateauCurves, plateauParameters, type PlateauRule, readPlateau } from "../torch/plateau";
import { schedulerParameters } from "./multiplier";

/** reduce_lr_on_plateau: torch's ReduceLROnPlateau, stepped once an evaluation. */
export const reduceLrOnPlateau: LibraryKind = {
  kind: "reduce_lr_on_plateau",
  parameters: [...schedulerParameters(), ...plateauParameters],
  build: (args, context) =>
    accepted(
      plateauCurves(args, context).map((curve, group) => ({ name: "learningRate", group, curve })),
    ),
};

/** Torch's rule of when to lower the rate, and when to raise it again. */
interface GreedyRule extends PlateauRule {
  readonly warmup: number;
  readonly window: number | undefined;
  readonly resetStart: number;
}

function readGreedy(args: Arguments): GreedyRule {
  return {
    ...readPlateau(args),
    warmup: args.number("warmup"),
    window: args.flag("smooth") ? args.number("window_size") : undefined,
    resetStart: args.number("reset_start"),
  };
}

interface Limits {
  readonly initial: number;
  readonly low: number;
  readonly high: number;
}

/** The rates of all groups, which share one judgement of the metric. */
class Greedy {
  readonly rates: number[];
  private best: number;
  private bad = 0;
  private good = 0;
  private cooling = 0;
  private warming = 0;
  private patienceAtFloor: number;
  private recent: number[] = [];
  private total = 0;

  constructor(
    private readonly rule: GreedyRule,
    private readonly limits: readonly Limits[],
  ) {
    this.rates = limits.map(({ initial }) => initial);
    this.best = rule.worst;
    this.patienceAtFloor = rule.resetStart;
  }

  observe(metric: number): void {
    const current = this.smoothed(metric);
    if (this.cooling > 0 || this.warming > 0) this.rest();
    else this.judge(current);
  }

  private smoothed(metric: number): number {
    const { window } = this.rule;
    if (window === undefined) return metric;
    this.recent.push(metric);
    this.total += metric;
    if (this.recent.length > window) this.total -= this.recent.shift() ?? 0;
    return this.total / this.recent.length;
  }

  private rest(): void {
    if (this.cooling > 0) this.cooling -= 1;
    else this.warming -= 1;
    this.bad = this.good = 0;
  }

  private judge(current: number): void {
    if (this.rule.better(current, this.best)) {
      this.best = current;
      this.bad = 0;
      this.good += 1;
    } else {
      this.bad += 1;
      this.good = 0;
    }
    if (this.good > this.rule.patience) this.raise();
    else if (this.bad > this.rule.patience) this.lower();
  }

  private raise(): void {
    this.move((rate, { high }) => Math.min(rate / this.rule.factor, high), 1);
    this.patienceAtFloor = this.rule.resetStart;
    this.warming = this.rule.warmup;
    this.good = 0;
  }

  private lower(): void {
    this.move((rate, { low }) => Math.max(rate * this.rule.factor, low), -1);
    const atFloor = this.rates.every((rate, i) => !(rate > (this.limits[i]?.low ?? 0)));
    if (atFloor && --this.patienceAtFloor <= 0) this.reset();
    this.cooling = this.rule.cooldown;
    this.bad = 0;
  }

  /** A move by less than eps is left out. */
  private move(target: (rate: number, limits: Limits) => number, sign: number): void {
    this.limits.forEach((limits, i) => {
      const rate = this.rates[i] ?? limits.initial;
      const moved = target(rate, limits);
      if (sign * (moved - rate) > this.rule.eps) this.rates[i] = moved;
    });
  }

  private reset(): void {
    this.limits.forEach(({ initial }, i) => (this.rates[i] = initial));
    this.best = this.rule.worst;
    this.good = this.warming = 0;
    this.patienceAtFloor = this.rule.resetStart;
    this.recent = [];
    this.total = 0;
  }
}

/**
 * greedy: GreedyLR, which raises the rate after more than `patience` better metrics in a row and
 * lowers it after more than `patience` worse ones; stateful, run once over the metrics.
 */
export const greedy: LibraryKind = {
  kind: "greedy",
  parameters: schedulerParameters({
    mode: "min",
    factor: 0.95,
    patience: 10,
    threshold: 1e-6,
    threshold_mode: "abs",
    cooldown: 0,
    warmup: 0,
    min_lr: 1e-3,
    max_lr: 1,
    eps: 1e-8,
    verbose: false,
    smooth: false,
    window_size: 50,
    reset_start: 500,
  }),
  build: (args, context) => {
    const rule = readGreedy(args);
    const { learningRates } = context.optimizer;
    const low = args.perGroup("min_lr", learningRates.length);
    const high = args.perGroup("max_lr", learningRates.length);
    const limits = learningRates.map((initial, i) => ({
      initial,
      low: low[i] ?? 0,
      high: high[i] ?? Infinity,
    }));
    const state = new Greedy(rule, limits);
    const history = [[...state.rates]];
    for (const metric of context.metrics ?? []) {
      state.observe(metric);
      history.push([...state.rates]);
    }
    return accepted(
      learningRates.map((rate, group) => ({
        name: "learningRate",
        group,
        curve: recursiveCurve(rate, (before, k) => history[k]?.[group] ?? before),
      })),
    );
  },
};
