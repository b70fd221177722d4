import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t, word } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, objectAt, objectsIn, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { nominalSteps } from "../horizon";
import { KINDS, phasesOf, rootPhases } from "./schedules";
import { Clock, type Time } from "./time";

/** A config with the scheduler and max_duration beside each other. */
interface Config {
  readonly root: SourceObject;
  readonly scheduler: SourceObject;
  readonly duration: SourceEntry;
  readonly kind: string;
  readonly name: SourceEntry;
}

/** llm-foundry of 2025-07 (8c8dd48) over Composer 0.32 (6405188); OmegaConf casts. */
export const composerDialect: Dialect = {
  format: "composer",
  loader: "casts",
  interpolates: true,
  find: ({ root: file }) => {
    for (const { object: root } of objectsIn(file)) {
      const scheduler = objectAt(root, "scheduler");
      const duration = firstOf(root, "max_duration");
      const name = firstOf(scheduler, "name");
      if (!scheduler || !duration || !name) continue;
      const kind = textAt(scheduler, "name") ?? "";
      const config = { root, scheduler, duration, kind, name };
      return [foundAt(name, kind, (reading) => runOf(config, reading))];
    }
    return [];
  },
};

function runOf(config: Config, reading: Reading): ConfigRun | undefined {
  const { root, duration, kind, name } = config;
  const rateEntry = firstOf(objectAt(root, "optimizer"), "lr");
  const rate = rateEntry
    ? reading.number(rateEntry, "rate")
    : reading.ask("lr", name.range, "rate");
  place(config, rateEntry, reading);
  if (!KINDS.includes(kind)) {
    reading.refuse(
      name.value.range,
      t`llm-foundry has no scheduler ${kind}; it has ${KINDS.join(", ")}.`,
    );
    return undefined;
  }
  const clock = new Clock(root, duration, reading);
  const lengths = lengthsOf(config, clock, reading);
  if (rate === undefined || !lengths) return undefined;
  const { warmup, end, steps } = lengths;
  const phases =
    kind === "inv_sqrt_with_warmup"
      ? rootOf(config, { rate, ...lengths }, clock, reading)
      : rampsOf(config, { rate, warmup, end }, reading);
  return (
    phases &&
    phasesRun({
      phases,
      length: steps ?? end,
      ...(steps === undefined && { horizon: "nominal" as const, knownUntil: warmup }),
      optimizer: { name: textAt(objectAt(root, "optimizer"), "name") ?? "adamw" },
    })
  );
}

function place(
  { scheduler, name, duration }: Config,
  rate: SourceEntry | undefined,
  reading: Reading,
) {
  const warmup = firstOf(scheduler, "t_warmup");
  reading.place(["learningRate"], (rate ?? name).value);
  reading.place(["learningRate", 0], (warmup ?? name).value);
  const end = firstOf(scheduler, "t_max");
  reading.place(["learningRate", 1], name.value);
  if (end) reading.place(["learningRate", 1, "for"], end.value);
  reading.place(["length", "steps"], duration.value);
}

interface Lengths {
  /** In updates. */
  readonly warmup: number;
  readonly end: number;
  /** Undefined while the run's length is not known. */
  readonly steps: number | undefined;
  readonly each: number;
}

/** Warmup and t_max in updates; their units must agree, and the run must not outlast t_max. */
function lengthsOf(
  { scheduler, duration, kind }: Config,
  clock: Clock,
  reading: Reading,
): Lengths | undefined {
  const warmupEntry = firstOf(scheduler, "t_warmup");
  const endEntry = firstOf(scheduler, "t_max");
  const most = clock.duration;
  const warmup = clock.time(warmupEntry);
  const end = clock.time(endEntry);
  if (!warmupEntry) {
    reading.refuse(entryRange(scheduler), `${kind} needs t_warmup.`);
    return undefined;
  }
  if (!warmup) return undefined;
  const each = clock.each(warmup.unit);
  if (each === undefined) return undefined;
  if (!most || !end) {
    const start = warmup.value / each;
    return { warmup: start, end: nominalSteps(start), steps: undefined, each };
  }
  if (warmup.unit !== end.unit) {
    reading.refuse(
      warmupEntry.value.range,
      t`t_warmup is counted in ${t(NAMES[warmup.unit])} and t_max in ${t(NAMES[end.unit])}: Composer demands one unit.`,
    );
    return undefined;
  }
  const perUpdate = clock.each(most.unit);
  if (perUpdate === undefined) return undefined;
  if (isOutlasted(kind, end, most)) {
    reading.refuse(
      (endEntry ?? duration).value.range,
      t("max_duration exceeds t_max: Composer's schedulers with a warmup refuse that."),
    );
    return undefined;
  }
  return {
    warmup: warmup.value / each,
    end: end.value / each,
    steps: Math.max(1, Math.ceil(most.value / perUpdate)),
    each,
  };
}

const NAMES = { ba: word("batches"), sp: word("samples"), tok: word("tokens") };

const isOutlasted = (kind: string, end: Time, most: Time): boolean =>
  kind !== "inv_sqrt_with_warmup" && end.unit === most.unit && end.value < most.value;

const entryRange = (object: SourceObject) => entryOf(object, "name")?.range ?? object.range;

function rampsOf(
  { scheduler, kind }: Config,
  { rate, warmup, end }: { rate: number; warmup: number; end: number },
  reading: Reading,
) {
  const number = (key: string, usual: number): number | undefined => {
    const entry = firstOf(scheduler, key);
    return entry ? reading.number(entry, "number") : usual;
  };
  const isConstant = kind === "constant_with_warmup";
  const initial = kind === "cosine_with_warmup" ? 1 : number(isConstant ? "alpha" : "alpha_i", 1);
  const final = isConstant ? initial : number("alpha_f", 0);
  if (initial === undefined || final === undefined) return undefined;
  return phasesOf({ kind, rate, warmup, end, initial, final });
}

function rootOf(
  { scheduler }: Config,
  { rate, warmup, end, each }: Lengths & { readonly rate: number },
  clock: Clock,
  reading: Reading,
) {
  const [scaleEntry, coolEntry] = ["t_scale", "t_cooldown"].map((key) => firstOf(scheduler, key));
  const scale = scaleEntry && clock.time(scaleEntry);
  const cooldown = coolEntry && clock.time(coolEntry);
  const finalEntry = firstOf(scheduler, "alpha_f_decay");
  const final = finalEntry ? reading.number(finalEntry, "number") : 0;
  const lastEntry = firstOf(scheduler, "alpha_f_cooldown");
  const cool = lastEntry ? reading.number(lastEntry, "number") : 0;
  if (!scaleEntry || !coolEntry)
    reading.refuse(entryRange(scheduler), t("inv_sqrt_with_warmup needs t_scale and t_cooldown."));
  if (!scale || !cooldown || final === undefined || cool === undefined) return undefined;
  if (final < cool && lastEntry) {
    reading.refuse(lastEntry.value.range, t("alpha_f_cooldown must not exceed alpha_f_decay."));
    return undefined;
  }
  return rootPhases({
    rate,
    warmup,
    scale: scale.value / each,
    cooldown: cooldown.value / each,
    end,
    final,
    cool,
  });
}
