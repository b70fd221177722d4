import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import { accepted, rateTracks } from "../construction";
import type { LibraryContext, LibraryKind, LibraryTracks } from "../construction";
import { recursiveCurve } from "../curves/blocks";
import { held } from "../curves/pieces";
import { refuse } from "../refusal";
import { isFloat, numberOf, textOf, type LibraryCall, type LibraryFunction } from "../value";

const MANY = 10_000;

export const followsSchedule = (callback: string): string =>
  t`The optimizer follows a schedule, so ${callback} can't set its rate.`;

/** LearningRateScheduler: the user's function of the epoch, and of the rate so far. */
export const learningRateScheduler: LibraryKind = {
  kind: "LearningRateScheduler",
  parameters: signature({ schedule: undefined, verbose: 0 }),
  build: (args, context) => {
    const schedule = args.function("schedule");
    if (context.optimizer.schedule) refuse([], followsSchedule("LearningRateScheduler"));
    const rateAt = (rate: number, epoch: number): number => outputOf(schedule, epoch, rate);
    const curveOf = (rate: number): Curve =>
      recursiveCurve(rateAt(rate, 0), rateAt, { called: true });
    const tracks = rateTracks(context, curveOf);
    for (const { curve } of tracks) curve.at(Math.min(context.steps - 1, MANY));
    return accepted(tracks);
  },
};

function outputOf(schedule: LibraryFunction, epoch: number, rate: number): number {
  const value = schedule(epoch, rate);
  if (isFloat(value)) return numberOf(value) ?? NaN;
  const message = t`schedule gives ${textOf(value)} at epoch ${epoch}; it must give a float.`;
  return refuse(["schedule"], message);
}

/** Names of metrics that grow as training succeeds. */
const RISING = /acc|auc|precision|recall|f1|iou|dice|r2|cosine_similarity/i;

function directionOf(args: Arguments): "min" | "max" {
  const mode = args.value("mode");
  if (mode === "min" || mode === "max") return mode;
  const monitor = args.text("monitor").replace(/^val_/, "");
  if (monitor === "loss") return "min";
  if (RISING.test(monitor)) return "max";
  return args.refuse(
    "monitor",
    t('does not tell whether more is better; give mode "min" or "max"'),
  );
}

interface Rule {
  readonly factor: number;
  readonly patience: number;
  readonly cooldown: number;
  readonly floor: number;
  better(metric: number, best: number): boolean;
}

function readRule(args: Arguments): Rule {
  const factor = args.number("factor");
  if (factor >= 1) args.refuse("factor", t("must be less than 1"));
  const delta = Math.abs(args.number("min_delta"));
  const down = directionOf(args) === "min";
  return {
    factor,
    patience: args.number("patience"),
    cooldown: args.number("cooldown"),
    floor: args.number("min_lr"),
    better: (metric, best) => (down ? metric + delta < best : metric - delta > best),
  };
}

/**
 * The rate after each epoch: reduced on bad epoch number `patience` (torch waits for one more), with
 * an absolute threshold. Above the floor is judged against the floor rounded to float32.
 */
function reduce(rule: Rule, metrics: readonly number[], initial: number): number[] {
  let [rate, wait, cooling] = [initial, 0, 0];
  let best: number | undefined;
  return metrics.map((metric) => {
    if (cooling > 0) {
      cooling -= 1;
      wait = 0;
    }
    if (best === undefined || rule.better(metric, best)) {
      best = metric;
      wait = 0;
    } else if (cooling <= 0 && ++wait >= rule.patience && rate > Math.fround(rule.floor)) {
      rate = Math.max(rate * rule.factor, rule.floor);
      cooling = rule.cooldown;
      wait = 0;
    }
    return rate;
  });
}

/** ReduceLROnPlateau; stateful, run once over the metrics. Refused where a schedule sets the rate. */
export const reduceLROnPlateau = (
  scheduleCurve: (call: LibraryCall, context: LibraryContext) => Curve,
): LibraryKind => ({
  kind: "ReduceLROnPlateau",
  parameters: signature({
    monitor: "val_loss",
    factor: 0.1,
    patience: 10,
    verbose: 0,
    mode: "auto",
    min_delta: 1e-4,
    cooldown: 0,
    min_lr: 0,
  }),
  build: (args, context) => {
    const rule = readRule(args);
    const { schedule } = context.optimizer;
    const metrics = context.metrics ?? [];
    if (schedule) return scheduled(rule, context, scheduleCurve(schedule, context));
    return accepted(
      rateTracks(context, (rate) => {
        const rates = [rate, ...reduce(rule, metrics, rate)];
        const changes = rates.flatMap((value, k) => (k > 0 && value !== rates[k - 1] ? [k] : []));
        return held([rate, ...changes.map((k) => rates[k] ?? rate)], changes);
      }),
    );
  },
});

/** The optimizer's own schedule goes on until the callback first tries to set the rate. */
function scheduled(rule: Rule, context: LibraryContext, curve: Curve): LibraryTracks {
  const { stepsPerEpoch = 1, metrics = [] } = context;
  const tracks = rateTracks(context, () =>
    recursiveCurve(curve.at(0), (_, epoch) => curve.at(epoch * stepsPerEpoch)),
  );
  const first = reduce({ ...rule, floor: 0 }, metrics, 1).findIndex((rate) => rate !== 1);
  const message = followsSchedule("ReduceLROnPlateau");
  const issue = { code: "refused-value", path: [], message };
  return { tracks, issues: first < 0 ? [] : [{ ...issue, errorStep: first }] };
}
