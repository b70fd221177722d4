import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, flagAt, objectAt, objectsIn, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { nominalSteps } from "../horizon";
import { holds, KINDS, phasesOf } from "./schedules";

interface Config {
  readonly root: SourceObject;
  readonly optim: SourceObject;
  readonly sched: SourceObject;
  readonly kind: string;
  readonly name: SourceEntry;
}

/** NeMo 2.5 (8cfedd7): every `optim` with a `sched`; OmegaConf casts. */
export const nemoDialect: Dialect = {
  format: "nemo",
  loader: "casts",
  interpolates: true,
  find: ({ root }) =>
    [...objectsIn(root)].flatMap(({ object: optim }) => {
      const whole = objectAt(optim, "sched");
      const name = firstOf(whole, "name");
      if (!whole || !name) return [];
      const kind = textAt(whole, "name") ?? "";
      // prepare_lr_scheduler: where there are args, the scheduler gets nothing else
      const sched = objectAt(whole, "args") ?? whole;
      const config = { root, optim, sched, kind, name };
      return [foundAt(name, kind, (reading) => runOf(config, reading), "framework")];
    }),
};

function runOf(config: Config, reading: Reading): ConfigRun | undefined {
  const { optim, kind, name } = config;
  const rateEntry = firstOf(optim, "lr");
  const rate = rateEntry
    ? reading.number(rateEntry, "rate")
    : reading.ask("lr", name.range, "rate");
  place(config, rateEntry, reading);
  if (!isRead(config, reading)) return undefined;
  const steps = stepsOf(config, reading);
  const warmup = lengthOf(config, "warmup", steps, reading);
  const hold = holds(kind) ? lengthOf(config, "hold", steps, reading) : 0;
  const constant = kind === "CosineAnnealing" ? lengthOf(config, "constant", steps, reading) : 0;
  const shape = shapeOf(config, reading);
  if (rate === undefined || warmup === undefined || !shape) return undefined;
  if (hold === undefined || constant === undefined) return undefined;
  if (!isUsable(config, { rate, warmup, floor: shape.floor }, reading)) return undefined;
  const length = steps ?? nominalSteps(warmup);
  const phases = phasesOf({
    kind,
    rate,
    steps: length,
    warmup,
    hold: hold > 0 ? hold + warmup : 0,
    constant,
    ...shape,
  });
  return phasesRun({
    phases,
    length,
    ...(steps === undefined && {
      horizon: "nominal" as const,
      knownUntil: constant > 0 ? 0 : warmup,
    }),
    optimizer: { name: textAt(optim, "name") ?? "adam" },
  });
}

function place({ root, sched, name }: Config, rate: SourceEntry | undefined, reading: Reading) {
  const warmup = firstOf(sched, "warmup_steps", "warmup_ratio");
  reading.place(["learningRate"], (rate ?? name).value);
  reading.place(["learningRate", 0], (warmup ?? name).value);
  reading.place(["learningRate", 1], name.value);
  reading.place(["length", "steps"], firstOf(objectAt(root, "trainer"), "max_steps")?.value);
}

/** Names of torch's are stepped per epoch, and cycles of the polynomial are not read. */
function isRead({ sched, kind, name }: Config, reading: Reading): boolean {
  // a class of parameters, or parameters named "auto", only the run resolves
  const made = firstOf(sched, "_target_", "args", "name");
  if (!KINDS.includes(kind)) reading.notRead(name.value.range, kind);
  else if (made && made !== name) reading.notRead(made.keyRange, `sched.args.${made.key}`);
  else if (flagAt(sched, "cycle") === true)
    reading.notRead((firstOf(sched, "cycle") ?? name).range, "cycle");
  else return true;
  return false;
}

/** trainer.max_steps overrides sched.max_steps; without either the epochs decide. */
function stepsOf({ root, sched, name }: Config, reading: Reading): number | undefined {
  const trainer = objectAt(root, "trainer");
  for (const entry of [firstOf(trainer, "max_steps"), firstOf(sched, "max_steps")]) {
    const value = reading.number(entry, "steps");
    if (value !== undefined && value >= 0) return value;
    if (entry && value === undefined) return undefined;
  }
  const entry = firstOf(trainer, "max_epochs");
  const epochs = entry
    ? reading.number(entry, "epochs")
    : reading.ask("trainer.max_epochs", name.range, "epochs");
  const perEpoch = reading.ask("steps per epoch", (entry ?? name).range, "steps per epoch");
  return epochs === undefined || perEpoch === undefined ? undefined : epochs * perEpoch;
}

/** `<what>_steps`, or the share `<what>_ratio` of N, cut off to whole steps. */
function lengthOf(
  { sched }: Config,
  what: string,
  steps: number | undefined,
  reading: Reading,
): number | undefined {
  const own = firstOf(sched, `${what}_steps`);
  const share = firstOf(sched, `${what}_ratio`);
  if (own && share) {
    const message = t`NeMo takes ${own.key} or ${share.key}, not both.`;
    reading.refuse(share.range, message);
    return undefined;
  }
  if (own) return reading.number(own, "steps");
  const ratio = reading.number(share, "number");
  if (!share) return 0;
  return ratio === undefined || steps === undefined ? undefined : Math.trunc(ratio * steps);
}

function shapeOf({ sched, kind, name }: Config, reading: Reading) {
  const number = (key: string, usual: number): number | undefined => {
    const entry = firstOf(sched, key);
    return entry ? reading.number(entry, "number") : usual;
  };
  const floor = number("min_lr", kind === "SquareAnnealing" ? 1e-5 : 0);
  const power = number("power", 1);
  const decayRate = number("decay_rate", 0.5);
  const widthEntry = firstOf(sched, "d_model");
  const isNoam = kind === "NoamAnnealing";
  if (isNoam && !widthEntry) reading.refuse(name.value.range, t("NoamAnnealing needs d_model."));
  const width = isNoam ? reading.number(widthEntry, "number") : 1;
  if (floor === undefined || power === undefined) return undefined;
  if (decayRate === undefined || width === undefined) return undefined;
  return { floor, power, decayRate, width };
}

interface Values {
  readonly rate: number;
  readonly warmup: number;
  readonly floor: number;
}

/** What NeMo raises at. */
function isUsable({ sched, kind, name }: Config, values: Values, reading: Reading): boolean {
  const { rate, warmup, floor } = values;
  const floorEntry = firstOf(sched, "min_lr");
  const isChecked = kind === "CosineAnnealing" || kind === "NoamAnnealing";
  if (isChecked && rate < floor && floorEntry)
    reading.refuse(floorEntry.value.range, t`min_lr exceeds the learning rate of ${rate}.`);
  else if (kind === "NoamHoldAnnealing" && warmup === 0)
    reading.refuse(name.value.range, t("NoamHoldAnnealing needs a warmup."));
  else return true;
  return false;
}
