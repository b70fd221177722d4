import { planOf, type Plan } from "./explain/plan";
import type { HyperParameter } from "./recording";
import { buildSchedule } from "../schedule/build";

/** Decays of transformers' `lr_scheduler_type` as phases, by its own formulas (optimization.py, 5.18). */
const DECAYS: Readonly<Record<string, Record<string, unknown>>> = {
  linear: { kind: "linear", to: 0 },
  cosine: { kind: "cosine", to: 0 },
  constant_with_warmup: { kind: "hold" },
  constant: { kind: "hold" },
};

type Settings = ReadonlyMap<string, HyperParameter>;

/**
 * The plan that a run's own settings say: Hugging Face's training arguments with their number of
 * steps.
 *
 * @returns undefined where a setting that shapes the curve is missing or isn't one of those known.
 */
export function planOfSettings(settings: Settings): Plan | undefined {
  const peak = numberAt(settings, "learning_rate");
  const type = textAt(settings, "lr_scheduler_type");
  const steps = numberAt(settings, "max_steps");
  const decay = DECAYS[type ?? ""];
  if (peak === undefined || decay === undefined || steps === undefined || steps < 1)
    return undefined;
  const warmup = type === "constant" ? 0 : warmupOf(settings, steps);
  if (warmup === undefined || warmup >= steps || !(peak > 0)) return undefined;
  const learningRate =
    warmup === 0
      ? {
          ...(decay.kind === "hold" ? { kind: "constant", value: peak } : { ...decay, from: peak }),
        }
      : [{ kind: "linear", from: 0, to: peak, for: warmup }, decay];
  const { schedule, issues } = buildSchedule({ length: { steps }, learningRate });
  return schedule && issues.length === 0 ? planOf(schedule) : undefined;
}

/** As TrainingArguments.get_warmup_steps: whole steps first, else ⌈N · ratio⌉; below 1 a share (5.x). */
function warmupOf(settings: Settings, steps: number): number | undefined {
  const given = numberAt(settings, "warmup_steps") ?? 0;
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
