import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, objectAt, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { cycleEnds } from "./cycles";
import { phasesOf, stepsOf, Unusable, type LevanterPlan } from "./schedules";
import { lengthByDefault, oneIsAll } from "./traps";

/** Levanter of 2025-09 (9263f81e): optim/config.py, OptimizerConfig; trainer.py. */
const DEFAULTS = { rate: 6e-4, floor: 0.1, warmup: 0.01, rewarmup: 0, steps: 400_000 };

/** Levanter's YAML; draccus casts. */
export const levanterDialect: Dialect = {
  format: "levanter",
  loader: "casts",
  find: ({ root }) => {
    const optimizer = objectAt(root, "optimizer");
    const anchor = firstOf(optimizer, "lr_schedule", "learning_rate");
    if (!optimizer || !anchor) return [];
    const { kind } = scheduleOf(optimizer);
    return [foundAt(anchor, kind, (reading) => runOf(root, optimizer, anchor, reading))];
  },
};

/** `lr_schedule: cosine`, or a group with `type`. */
function scheduleOf(optimizer: SourceObject): {
  readonly kind: string;
  readonly group: SourceObject | undefined;
} {
  const group = objectAt(optimizer, "lr_schedule");
  const kind = textAt(group, "type") ?? textAt(optimizer, "lr_schedule") ?? "cosine";
  return { kind, group };
}

function runOf(
  root: SourceObject,
  optimizer: SourceObject,
  anchor: SourceEntry,
  reading: Reading,
): ConfigRun | undefined {
  const stepsEntry = firstOf(objectAt(root, "trainer"), "num_train_steps");
  const steps = stepsEntry ? reading.number(stepsEntry, "steps") : DEFAULTS.steps;
  if (!stepsEntry) lengthByDefault(anchor, reading);
  const plan = planOf(optimizer, reading);
  place(optimizer, anchor, stepsEntry, reading);
  const warmup = firstOf(optimizer, "warmup");
  if (warmup && plan?.warmup === 1) oneIsAll(warmup, reading);
  if (!plan || steps === undefined) return undefined;
  const old = firstOf(optimizer, "cooldown");
  const cooldown = old ? reading.number(old, "steps") : 0;
  if (cooldown === undefined) return undefined;
  try {
    const rest = stepsOf(cooldown, steps, "cooldown");
    const ends = cycleEnds(optimizer, steps - rest, reading);
    return (
      ends &&
      phasesRun({
        phases: phasesOf(plan, ends, rest),
        length: steps,
        optimizer: { name: textAt(optimizer, "type") ?? "adam" },
      })
    );
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    reading.refuse((firstOf(optimizer, error.key) ?? anchor).range, error.message);
    return undefined;
  }
}

function place(
  optimizer: SourceObject,
  anchor: SourceEntry,
  steps: SourceEntry | undefined,
  reading: Reading,
): void {
  const warmup = firstOf(optimizer, "warmup");
  reading.place(["learningRate"], anchor.value);
  reading.place(["learningRate", 0], (warmup ?? anchor).value);
  reading.place(["learningRate", 1], (firstOf(optimizer, "decay") ?? anchor).value);
  reading.place(["length", "steps"], steps?.value);
}

/** The optimizer's settings; undefined while one has no value. */
function planOf(optimizer: SourceObject, reading: Reading): LevanterPlan | undefined {
  const { kind, group } = scheduleOf(optimizer);
  const number = (from: SourceObject | undefined, key: string, usual: number) => {
    const entry = firstOf(from, key);
    return entry ? reading.number(entry, "number") : usual;
  };
  const decayEntry = firstOf(optimizer, "decay");
  const decay = reading.number(decayEntry, "number");
  const rate = number(optimizer, "learning_rate", DEFAULTS.rate);
  const floor = number(optimizer, "min_lr_ratio", DEFAULTS.floor);
  const warmup = number(optimizer, "warmup", DEFAULTS.warmup);
  const rewarmup = number(optimizer, "rewarmup", DEFAULTS.rewarmup);
  const exponent = number(group, "exponent", 1);
  const timescale = number(group, "timescale", 10_000);
  const power = kind === "power" ? powerOf(optimizer, group, reading) : undefined;
  if (kind === "power" && !power) return undefined;
  if (rate === undefined || floor === undefined || warmup === undefined) return undefined;
  if (rewarmup === undefined || exponent === undefined || timescale === undefined) return undefined;
  if (decayEntry && decay === undefined) return undefined;
  return {
    kind,
    rate,
    floor,
    warmup,
    rewarmup,
    decay,
    exponent,
    timescale,
    ...(power && { power }),
  };
}

/** PowerLrSchedule: the batch and the length of a sequence have no defaults. */
function powerOf(
  optimizer: SourceObject,
  group: SourceObject | undefined,
  reading: Reading,
): LevanterPlan["power"] {
  const entry = entryOf(optimizer, "lr_schedule");
  const missing = ["batch_size", "seq_length"].find((key) => !firstOf(group, key));
  if (entry && missing !== undefined) {
    reading.refuse(entry.value.range, t`The power schedule needs ${missing}.`);
    return undefined;
  }
  const number = (key: string, usual: number): number | undefined => {
    const own = firstOf(group, key);
    return own ? reading.number(own, "number") : usual;
  };
  const [batch, sequence] = [number("batch_size", NaN), number("seq_length", NaN)];
  const [a, b] = [number("a", 4.6), number("b", -0.51)];
  if (batch === undefined || sequence === undefined || a === undefined || b === undefined)
    return undefined;
  if (a > 0 && b < 0) return { batch, sequence, a, b };
  const blamed = firstOf(group, a > 0 ? "b" : "a");
  if (blamed) reading.refuse(blamed.value.range, t("The power schedule needs a > 0 and b < 0."));
  return undefined;
}
