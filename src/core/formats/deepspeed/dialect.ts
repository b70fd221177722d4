import { deepspeedTable } from "../../libraries/deepspeed/table";
import type { LibraryRecord } from "../../libraries/value";
import { entryOf, type SourceObject, type SourceString } from "../../parse/sourceValue";
import type { ConfigRun, Dialect, Found } from "../config/dialect";
import { callLibrary } from "../config/libraryCall";
import { optimizersOf } from "../config/optimizer";
import type { Reading } from "../config/reading";
import type { ForeignPart } from "../foreignSchedule";
import { drawnSteps, nominalSteps } from "../horizon";
import { askAuto, MAY_BE_AUTO } from "./auto";
import { checkTraps } from "./traps";

/** What a DeepSpeed config says of the rate; the formulas are those of `core/libraries/deepspeed`. */
export interface DeepSpeedConfig {
  readonly type: SourceString;
  readonly scheduler: SourceObject;
  readonly parameters: SourceObject | undefined;
  readonly optimizer: SourceObject | undefined;
  readonly optimizerParameters: SourceObject | undefined;
}

export const deepspeedDialect: Dialect = {
  format: "deepspeed",
  loader: "casts",
  find: ({ root }) => {
    const scheduler = objectAt(root, "scheduler");
    const type = entryOf(scheduler, "type")?.value;
    if (!scheduler || type?.type !== "string") return [];
    const optimizer = objectAt(root, "optimizer");
    return [
      foundOf({
        type,
        scheduler,
        parameters: objectAt(scheduler, "params"),
        optimizer,
        optimizerParameters: objectAt(optimizer, "params"),
      }),
    ];
  },
};

function objectAt(value: SourceObject | undefined, key: string): SourceObject | undefined {
  const found = entryOf(value, key)?.value;
  return found?.type === "object" ? found : undefined;
}

const foundOf = (config: DeepSpeedConfig): Found => ({
  name: config.type.value,
  anchor: config.type.range,
  range: config.scheduler.range,
  clock: "update",
  stepped: "batch",
  run: (reading) => runOf(config, reading),
});

function runOf(config: DeepSpeedConfig, reading: Reading): ConfigRun | undefined {
  const { type, parameters, optimizer, optimizerParameters } = config;
  const kind = type.value;
  const rate = rateOf(config, reading);
  const values = argumentsOf(config, reading);
  reading.place(["learningRate"], config.scheduler);
  reading.place(["learningRate", 0], entryOf(parameters, "warmup_num_steps")?.value ?? type);
  reading.place(["learningRate", 1], type);
  if (rate === undefined || values === undefined) return undefined;
  const name = entryOf(optimizer, "type")?.value;
  const { library, own } = optimizersOf(
    {
      name: name?.type === "string" ? name.value : "",
      parameters: optimizerParameters,
      learningRates: new Array<number>(groupsOf(parameters)).fill(rate),
    },
    reading,
  );
  const length = lengthOf(kind, values);
  const tracks = callLibrary(reading, {
    table: deepspeedTable,
    kind,
    kindRange: type.range,
    source: parameters,
    values: values.known,
    context: { steps: plannedSteps(kind, length), optimizer: library },
  });
  checkTraps(config, reading);
  const parts = partsOf(kind, values.numbers, length.length);
  return tracks && { ...length, tracks, kind, optimizer: own, ...(parts && { parts }) };
}

/** The optimizer's own rate; the schedulers that overwrite it need none. */
function rateOf(
  { type, parameters, optimizerParameters, scheduler }: DeepSpeedConfig,
  reading: Reading,
): number | undefined {
  const own = entryOf(optimizerParameters, "lr");
  const overwrites =
    /^(?:WarmupDecayLR|OneCycle|LRRangeTest)$/.test(type.value) ||
    (type.value === "WarmupLR" && entryOf(parameters, "warmup_max_lr") !== undefined);
  if (overwrites) return own?.value.type === "number" ? own.value.value : 0;
  if (own?.value.type === "string") return askAuto("learning_rate", own.value, reading);
  return own ? reading.number(own, "rate") : reading.ask("learning_rate", scheduler.range, "rate");
}

/** A list for one of the bounds has a value for each parameter group. */
function groupsOf(parameters: SourceObject | undefined): number {
  const lists = parameters?.entries.flatMap(({ key, value }) =>
    /_(?:lr|mom)$/.test(key) && value.type === "array" ? [value.items.length] : [],
  );
  return Math.min(MOST_GROUPS, Math.max(1, ...(lists ?? [])));
}

const MOST_GROUPS = 64;

/** Curves of an open run hold beyond what is drawn of it; a plateau is played step by step. */
const plannedSteps = (kind: string, { length, horizon }: Length): number =>
  horizon !== "open" ? length : kind === "ReduceLROnPlateau" ? 100_000 : 1e9;

interface KnownArguments {
  /** What the user gave for "auto". */
  readonly known: LibraryRecord;
  /** Every number among the arguments. */
  readonly numbers: LibraryRecord;
  /** total_num_steps is open: the run is drawn over a nominal length. */
  readonly isNominal: boolean;
}

/** The scheduler's arguments with the user's values for "auto"; undefined while one is missing. */
function argumentsOf(
  { type, parameters }: DeepSpeedConfig,
  reading: Reading,
): KnownArguments | undefined {
  const known: Record<string, number> = {};
  let isOpen = false;
  let isNominal = false;
  for (const { key, value } of parameters?.entries ?? []) {
    const symbol = MAY_BE_AUTO.get(key);
    if (value.type !== "string" || value.value !== "auto" || symbol === undefined) continue;
    const given = symbol.is0 ? 0 : askAuto(symbol.name, value, reading);
    if (given !== undefined) known[key] = given;
    else if (key === "total_num_steps") isNominal = true;
    else isOpen = true;
  }
  if (isOpen) return undefined;
  if (isNominal) {
    const warmup = known["warmup_num_steps"] ?? warmupOf(type.value, parameters);
    known["total_num_steps"] = nominalSteps(warmup);
  }
  const numbers: Record<string, number> = { ...known };
  for (const { key, value } of parameters?.entries ?? [])
    if (value.type === "number") numbers[key] ??= value.value;
  return { known, numbers, isNominal };
}

function warmupOf(kind: string, parameters: SourceObject | undefined): number {
  const given = entryOf(parameters, "warmup_num_steps")?.value;
  return given?.type === "number" ? given.value : kind.startsWith("Warmup") ? 1000 : 0;
}

type Length = Pick<ConfigRun, "length" | "horizon" | "knownUntil">;

/** The run ends where the schedule is planned to; WarmupLR and the cycles name no end. */
function lengthOf(kind: string, { numbers, isNominal }: KnownArguments): Length {
  const total = numberIn(numbers, "total_num_steps");
  const warmup = numberIn(numbers, "warmup_num_steps") ?? 1000;
  if (isNominal && total !== undefined)
    return { length: total, horizon: "nominal", knownUntil: Math.max(2, warmup) + 1 };
  if (total !== undefined && total >= 1 && kind !== "WarmupLR")
    return { length: Math.floor(total) };
  const steps = Object.entries(numbers).flatMap(([key, value]) =>
    IS_LENGTH.test(key) ? [value] : [],
  );
  return { length: drawnSteps(steps, 1000), horizon: "open" };
}

/** DeepSpeed's and torch's names for numbers of updates. */
const IS_LENGTH = /steps?(?:_size)?(?:_up|_down)?$|^T_|_iters$/;

const numberIn = (record: LibraryRecord, key: string): number | undefined => {
  const value = record[key];
  return typeof value === "number" ? value : undefined;
};

/** The warmup takes one update more than it says, as the first two updates are the same. */
function partsOf(kind: string, known: LibraryRecord, length: number): ForeignPart[] | undefined {
  if (!/^Warmup(?:Decay|Cosine)?LR$/.test(kind)) return undefined;
  const warmup = Math.max(2, numberIn(known, "warmup_num_steps") ?? 1000) + 1;
  const rest = { kind, start: warmup, length: Math.max(0, length - warmup) };
  return [{ kind: "warmup", start: 0, length: warmup }, rest];
}
