import { buildSchedule } from "../schedule/build";
import { planOf, type Plan } from "./explain/plan";
import { lengthsOf } from "./settingsLength";
import type { HyperParameter, Recording, Series } from "./recording";

/** What a run's own settings say its rate was to be. */
export interface ToldPlan {
  readonly plan: Plan;
  /** The part of the log that it says. */
  readonly series: Series;
  /** Epochs at the start of which the settings don't say the rate. */
  readonly without?: number;
}

type Settings = ReadonlyMap<string, HyperParameter>;

/**
 * The plans that a run's own settings may mean: Hugging Face's training arguments, Ultralytics'
 * arguments. Several where the number of steps is only nearly known.
 *
 * @param series The rates that they are to give.
 */
export function plansOfSettings(run: Recording, series: Series): ToldPlan[] {
  const settings = run.hyperParameters;
  const ultralytics = ofUltralytics(settings, series);
  if (ultralytics) return [ultralytics];
  return lengthsOf(run, series).flatMap((steps) => {
    const plan = ofTrainer(settings, steps);
    return plan ? [{ plan, series }] : [];
  });
}

/** Decays of transformers' `lr_scheduler_type` as phases, by its own formulas (optimization.py, 5.18). */
function decayOf(
  type: string,
  settings: Settings,
  { peak, warmup }: { readonly peak: number; readonly warmup: number },
): Record<string, unknown> | undefined {
  const own = (name: string): number | undefined =>
    numberAt(settings, `lr_scheduler_kwargs/${name}`) ?? numberAt(settings, name);
  switch (type) {
    case "linear":
      return { kind: "linear", to: 0 };
    case "cosine":
      return (own("num_cycles") ?? 0.5) === 0.5 ? { kind: "cosine", to: 0 } : undefined;
    case "cosine_with_restarts":
      return (own("num_cycles") ?? 1) === 1 ? { kind: "cosine", to: 0 } : undefined;
    case "cosine_with_min_lr": {
      const floor = own("min_lr") ?? (own("min_lr_rate") ?? NaN) * peak;
      return Number.isFinite(floor) ? { kind: "cosine", to: floor } : undefined;
    }
    case "polynomial":
      return { kind: "polynomial", power: own("power") ?? 1, to: own("lr_end") ?? 1e-7 };
    case "inverse_sqrt":
      return { kind: "inverseSqrt", timescale: own("timescale") ?? (warmup || 10_000) };
    case "constant":
    case "constant_with_warmup":
      return { kind: "hold" };
    default:
      return undefined;
  }
}

function ofTrainer(settings: Settings, steps: number): Plan | undefined {
  const peak = numberAt(settings, "learning_rate");
  const type = textAt(settings, "lr_scheduler_type") ?? textAt(settings, "lr_scheduler");
  if (peak === undefined || type === undefined || !(peak > 0)) return undefined;
  const warmup = type === "constant" ? 0 : warmupOf(settings, steps);
  if (warmup === undefined || warmup >= steps) return undefined;
  const decay = decayOf(type, settings, { peak, warmup });
  if (decay === undefined) return undefined;
  const alone =
    decay["kind"] === "hold" ? { kind: "constant", value: peak } : { ...decay, from: peak };
  return builtPlan(
    steps,
    warmup === 0 ? alone : [{ kind: "linear", from: 0, to: peak, for: warmup }, decay],
  );
}

/**
 * Ultralytics' decay by epochs (engine/trainer.py, 8.3: lr0 · ((1 − e/N)(1 − lrf) + lrf), or a
 * cosine). In its warmup the rate hangs on the number of batches, which no setting says; with
 * `optimizer: auto` lr0 is passed over.
 */
function ofUltralytics(settings: Settings, series: Series): ToldPlan | undefined {
  const number = (name: string): number | undefined =>
    numberAt(settings, name) ?? numberAt(settings, `hyp/${name}`);
  const [lr0, lrf, epochs] = ["lr0", "lrf", "epochs"].map(number);
  const isAuto = textAt(settings, "optimizer") === "auto";
  if (lr0 === undefined || lrf === undefined || epochs === undefined || isAuto) return undefined;
  if (series.axis !== "epochs" || !(lr0 > 0) || !(epochs >= 1)) return undefined;
  const kind = settings.get("cos_lr") === true ? "cosine" : "linear";
  const plan = builtPlan(Math.floor(epochs), { kind, from: lr0, to: lr0 * lrf });
  const warmup = Math.ceil(number("warmup_epochs") ?? 3);
  return plan && { plan, series: from(series, warmup), ...(warmup > 0 && { without: warmup }) };
}

/** The points after the first `count`. */
const from = (series: Series, count: number): Series => ({
  ...series,
  steps: series.steps.subarray(count),
  values: series.values.subarray(count),
  times: series.times?.subarray(count),
});

function builtPlan(steps: number, learningRate: object): Plan | undefined {
  const { schedule, issues } = buildSchedule({ length: { steps }, learningRate });
  return schedule && issues.length === 0 ? planOf(schedule) : undefined;
}

/**
 * As TrainingArguments.get_warmup_steps: whole steps first, else ⌈N · ratio⌉; below 1 a share (5.x).
 * Scripts with accelerate say num_warmup_steps, those of diffusers lr_warmup_steps.
 */
function warmupOf(settings: Settings, steps: number): number | undefined {
  const names = ["warmup_steps", "num_warmup_steps", "lr_warmup_steps"];
  const given = names.map((name) => numberAt(settings, name)).find((one) => one !== undefined) ?? 0;
  if (given >= 1) return Math.floor(given);
  const share = given > 0 ? given : (numberAt(settings, "warmup_ratio") ?? 0);
  return share >= 0 && share < 1 ? Math.ceil(steps * share) : undefined;
}

function numberAt(settings: Settings, key: string): number | undefined {
  const value = settings.get(key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Enumerations are logged as "linear" or as "SchedulerType.LINEAR". */
function textAt(settings: Settings, key: string): string | undefined {
  const value = settings.get(key);
  return typeof value === "string"
    ? value.toLowerCase().replace(/^schedulertype\./, "")
    : undefined;
}
