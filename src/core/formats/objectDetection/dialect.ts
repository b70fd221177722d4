import { geometric, held, ramp, stretches, terraces } from "../../libraries/curves/pieces";
import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { ConfigRun, Dialect, Found } from "../config/dialect";
import { anchorOf, firstOf, flagAt, objectAt, objectsIn } from "../config/fields";
import type { Reading } from "../config/reading";
import type { ForeignPart } from "../foreignSchedule";
import { drawnSteps } from "../horizon";
import { cosineByDefault } from "./traps";

interface Shape {
  readonly curve: Curve;
  readonly parts: readonly ForeignPart[];
}

interface Schedule {
  readonly entry: SourceEntry;
  readonly settings: SourceObject;
  readonly optimizer: string;
}

/**
 * The learning rates of object_detection/protos/optimizer.proto, by
 * object_detection/utils/learning_schedules.py (TensorFlow models, 2022).
 */
export const objectDetectionDialect: Dialect = {
  format: "tf-object-detection",
  loader: "casts",
  find: ({ root }) => {
    const train = objectAt(root, "train_config");
    if (!train) return [];
    const steps = firstOf(train, "num_steps");
    return [...schedulesIn(train)].map((schedule) => foundOf(schedule, steps));
  },
};

function* schedulesIn(train: SourceObject): Generator<Schedule> {
  for (const { object, path } of objectsIn(train)) {
    if (path.at(-1) !== "learning_rate") continue;
    const entry = object.entries.find(
      ({ key, value }) => SHAPES.has(key) && value.type === "object",
    );
    if (entry?.value.type !== "object") continue;
    const optimizer = path.find((key) => key.endsWith("_optimizer")) ?? "";
    yield { entry, settings: entry.value, optimizer: optimizer.replace(/_optimizer$/, "") };
  }
}

const foundOf = (
  { entry, settings, optimizer }: Schedule,
  steps: SourceEntry | undefined,
): Found => ({
  name: entry.key.replace(/_learning_rate$/, "").replaceAll("_", " "),
  anchor: anchorOf(entry),
  range: entry.range,
  clock: "update",
  stepped: "framework",
  run: (reading) => runOf(entry, settings, steps, optimizer, reading),
});

function runOf(
  entry: SourceEntry,
  settings: SourceObject,
  stepsEntry: SourceEntry | undefined,
  optimizer: string,
  reading: Reading,
): ConfigRun | undefined {
  const build = SHAPES.get(entry.key);
  const numbers = new Map<string, number>();
  for (const field of settings.entries) {
    if (field.value.type === "boolean" || field.value.type === "object") continue;
    if (field.value.type === "array") continue;
    const value = reading.number(field, "number");
    if (value === undefined) return undefined;
    numbers.set(field.key, value);
  }
  const steps = reading.number(stepsEntry, "steps");
  const read = (key: string, usual: number): number => numbers.get(key) ?? usual;
  const shape = build?.(read, settings, reading);
  placeAll(entry, settings, stepsEntry, reading);
  const isCosine = entry.key === "cosine_decay_learning_rate";
  if (isCosine) cosineByDefault({ entry, settings, steps }, reading);
  if (!shape) return undefined;
  const lengths = ["total_steps", "warmup_steps", "decay_steps"].map((key) => numbers.get(key));
  // num_steps 0 trains for ever
  const length = steps !== undefined && steps > 0 ? steps : undefined;
  return {
    length: length ?? drawnSteps(lengths, 1000),
    ...(length === undefined && { horizon: "open" as const }),
    tracks: [{ name: "learningRate", group: 0, curve: shape.curve }],
    kind: entry.key,
    parts: shape.parts,
    optimizer: { name: optimizer === "momentum" ? "sgd" : optimizer },
  };
}

function placeAll(
  entry: SourceEntry,
  settings: SourceObject,
  steps: SourceEntry | undefined,
  reading: Reading,
): void {
  const at = (...keys: string[]) => firstOf(settings, ...keys)?.value;
  const total = at("total_steps", "decay_steps") ?? entry.value;
  const warmup = at("warmup_steps");
  reading.places.push({ path: ["learningRate"], range: entry.keyRange });
  reading.place(["length", "steps"], steps?.value);
  const decay = warmup ? 1 : 0;
  if (warmup) reading.place(["learningRate", 0, "for"], warmup);
  reading.place(["learningRate", decay, "for"], total.type === "object" ? undefined : total);
}

type Read = (key: string, usual: number) => number;
type Build = (read: Read, settings: SourceObject, reading: Reading) => Shape | undefined;

/** Defaults as in optimizer.proto. */
const SHAPES: ReadonlyMap<string, Build> = new Map<string, Build>([
  ["constant_learning_rate", (read) => flat(read("learning_rate", 0.002))],
  [
    "exponential_decay_learning_rate",
    (read, settings) => exponential(read, flagAt(settings, "staircase") ?? true),
  ],
  ["manual_step_learning_rate", manual],
  ["cosine_decay_learning_rate", cosine],
]);

const flat = (rate: number): Shape => ({
  curve: constantCurve(rate),
  parts: [{ kind: "constant", start: 0, length: 1 }],
});

function exponential(read: Read, isStaircase: boolean): Shape | undefined {
  const [rate, every, factor] = [
    read("initial_learning_rate", 0.002),
    read("decay_steps", 4_000_000),
    read("decay_factor", 0.95),
  ];
  const [burnIn, steps] = [read("burnin_learning_rate", 0), read("burnin_steps", 0)];
  if (!(every > 0)) return undefined;
  const floor = read("min_learning_rate", 0);
  const at = (intervals: number): number => Math.max(floor, rate * factor ** intervals);
  const decay = isStaircase
    ? terraces(at, every)
    : floor > 0
      ? ramp((k) => at(k / every))
      : geometric(rate, factor ** (1 / every));
  const first = { kind: "exponential", start: 0, length: every };
  if (!(steps > 0)) return { curve: decay, parts: [first] };
  const burnInRate = burnIn > 0 ? burnIn : rate;
  const curve = stretches([
    { start: 0, curve: constantCurve(burnInRate) },
    { start: steps, curve: ramp((k) => decay.at(k)) },
  ]);
  const parts = [
    { kind: "constant", start: 0, length: steps },
    { ...first, start: steps },
  ];
  return { curve, parts };
}

/** initial_learning_rate, then schedule { step, learning_rate } …; with warmup the first rises. */
function manual(read: Read, settings: SourceObject): Shape | undefined {
  const rate = read("initial_learning_rate", 0.002);
  const field = entryOf(settings, "schedule")?.value;
  const items = field?.type === "array" ? field.items : field ? [field] : [];
  const steps = items.map((item) => numberIn(item, "step"));
  const rates = items.map((item) => numberIn(item, "learning_rate") ?? 0.002);
  if (steps.includes(undefined)) return undefined;
  const boundaries = steps as number[];
  if (flagAt(settings, "warmup") !== true)
    return {
      curve: held([rate, ...rates], boundaries),
      parts: [{ kind: "multiStep", start: 0, length: boundaries.at(-1) ?? 1 }],
    };
  const [end = 0] = boundaries;
  const [target = rate] = rates;
  const curve = stretches([
    { start: 0, curve: ramp((k) => rate + (k * (target - rate)) / end) },
    ...boundaries.map((start, i) => ({ start, curve: constantCurve(rates[i] ?? target) })),
  ]);
  const parts = [
    { kind: "warmup", start: 0, length: end },
    { kind: "multiStep", start: end, length: Math.max(1, (boundaries.at(-1) ?? end) - end) },
  ];
  return { curve, parts };
}

function numberIn(
  value: SourceObject["entries"][number]["value"],
  key: string,
): number | undefined {
  const found = entryOf(value, key)?.value;
  return found?.type === "number" ? found.value : undefined;
}

/** cosine_decay_with_warmup: the cosine spans total − warmup − hold, 0 after total_steps. */
function cosine(read: Read, settings: SourceObject, reading: Reading): Shape | undefined {
  const [rate, total] = [read("learning_rate_base", 0.002), read("total_steps", 4_000_000)];
  const [from, warmup] = [read("warmup_learning_rate", 0.0002), read("warmup_steps", 10_000)];
  const hold = read("hold_base_rate_steps", 0);
  if (total < warmup) {
    const entry = firstOf(settings, "total_steps", "warmup_steps");
    if (entry)
      reading.refuse(
        entry.value.range,
        t`total_steps (${total}) must not be less than warmup_steps (${warmup}).`,
      );
    return undefined;
  }
  const top = warmup + hold;
  const length = total - top;
  const wave = (k: number): number => 0.5 * rate * (1 + Math.cos((Math.PI * (k - top)) / length));
  const list = [
    ...(warmup > 0 ? [{ start: 0, curve: ramp((k) => ((rate - from) / warmup) * k + from) }] : []),
    ...(hold > 0 || warmup === 0 || length <= 0
      ? [{ start: warmup, curve: constantCurve(rate) }]
      : []),
    ...(length > 0 ? [{ start: top, curve: ramp(wave) }] : []),
    { start: total + 1, curve: constantCurve(0) },
  ];
  const parts = [
    { kind: "warmup", start: 0, length: warmup },
    { kind: "constant", start: warmup, length: hold },
    { kind: "cosine", start: top, length: Math.max(0, length) },
  ];
  return { curve: stretches(list), parts: parts.filter((part) => part.length > 0) };
}
