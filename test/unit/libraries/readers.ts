import { deepspeedTable } from "../../../src/core/libraries/deepspeed/table";
import { fvcoreTable } from "../../../src/core/libraries/fvcore/table";
import { igniteTable } from "../../../src/core/libraries/ignite/table";
import { kerasTable } from "../../../src/core/libraries/keras/table";
import { megatronTable } from "../../../src/core/libraries/megatron/table";
import { mmengineTable } from "../../../src/core/libraries/mmengine/table";
import { optaxTable } from "../../../src/core/libraries/optax/table";
import { pytorchWarmupTable } from "../../../src/core/libraries/pytorchWarmup/table";
import { factoryArguments } from "../../../src/core/libraries/timm/factory";
import { timmTable } from "../../../src/core/libraries/timm/table";
import { torchTable } from "../../../src/core/libraries/torch/table";
import { transformersTable } from "../../../src/core/libraries/transformers/table";
import { callOf, type LibraryCall, type LibraryRecord } from "../../../src/core/libraries/value";
import type { GoldenCase } from "./golden";
import { contextOf, optimizerOf, record, type CaseInput } from "./input";
import { SnippetReader } from "./source";

type Reader = (golden: GoldenCase) => CaseInput;

/** torch: functions are read from the snippet, since the resolved parameters only hold their text. */
const torch: Reader = (golden) => {
  const parameters = golden.parameters ?? {};
  const scheduler = record(parameters["scheduler"]);
  const snippet = new SnippetReader(golden.source ?? "", [torchTable]);
  const call = callOf(scheduler);
  const fromSource =
    JSON.stringify(scheduler).includes('"python"') || scheduler["main"] === undefined;
  const args: LibraryRecord =
    scheduler["kind"] === "swa"
      ? swaArguments(scheduler, snippet)
      : fromSource
        ? snippet.scheduler().args
        : (call?.args ?? {});
  const written = snippet.optimizer();
  const optimizer = golden.invalid
    ? written
    : { ...optimizerOf(parameters, golden.paramGroups), groups: written.groups ?? [] };
  return {
    table: torchTable,
    kind: typeof scheduler["kind"] === "string" ? scheduler["kind"] : golden.kind,
    args,
    context: contextOf(golden, optimizer),
  };
};

/** The loop's main scheduler is read from the snippet where it holds a function. */
function swaArguments(scheduler: LibraryRecord, snippet: SnippetReader): LibraryRecord {
  const main = callOf(scheduler["main"]);
  const written = [...snippet.names.keys()]
    .map((name) => callOf(snippet.named(name)))
    .find((call) => call?.kind === main?.kind);
  const { swa_start, swa } = scheduler;
  return { swa_start: swa_start ?? null, main: { ...(written ?? main) }, swa: swa ?? null };
}

/** transformers' functions: the scheduler type they make, and the order of their arguments. */
const FUNCTIONS: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  get_linear_schedule_with_warmup: ["linear", ["num_warmup_steps", "num_training_steps"]],
  get_polynomial_decay_schedule_with_warmup: [
    "polynomial",
    ["num_warmup_steps", "num_training_steps", "lr_end", "power"],
  ],
  get_inverse_sqrt_schedule: ["inverse_sqrt", ["num_warmup_steps", "timescale"]],
  get_wsd_schedule: [
    "warmup_stable_decay",
    ["num_warmup_steps", "num_decay_steps", "num_training_steps", "num_stable_steps"],
  ],
  get_greedy_schedule: ["greedy", []],
};
const GET_SCHEDULER = ["name", "optimizer", "num_warmup_steps", "num_training_steps"];

/** The scheduler that a refused snippet or TrainingArguments asks for. */
function transformersCall(golden: GoldenCase): LibraryCall {
  if (golden.config) return trainingArguments(golden.config);
  const snippet = new SnippetReader(golden.source ?? "", []);
  const { kind, args } = snippet.lastCall(GET_SCHEDULER, FUNCTIONS);
  if (kind === "TrainingArguments") return trainingArguments(args);
  if (kind !== "get_scheduler") return { kind: FUNCTIONS[kind]?.[0] ?? kind, args };
  const { name, scheduler_specific_kwargs, ...rest } = args;
  return {
    kind: typeof name === "string" ? name : "",
    args: { ...rest, ...record(scheduler_specific_kwargs) },
  };
}

const without = (values: LibraryRecord, names: readonly string[]): LibraryRecord =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

/** What the Trainer makes of its arguments; the rest goes on to the scheduler. */
function trainingArguments(config: LibraryRecord): LibraryCall {
  const { lr_scheduler_type, max_steps } = config;
  const rest = without(config, ["output_dir", "learning_rate", "lr_scheduler_type", "max_steps"]);
  const kind = typeof lr_scheduler_type === "string" ? lr_scheduler_type : "linear";
  return { kind, args: { num_warmup_steps: 0, num_training_steps: max_steps ?? null, ...rest } };
}

const transformers: Reader = (golden) => {
  const call = callOf(golden.parameters?.["scheduler"]) ?? transformersCall(golden);
  const optimizer = golden.parameters
    ? optimizerOf(golden.parameters, golden.paramGroups)
    : { ...optimizerOf({ optimizer: { kind: "AdamW", lr: 1.5e-5, betas: [0.9, 0.999] } }) };
  return { table: transformersTable, ...call, context: contextOf(golden, optimizer) };
};

/** Constants of optax's adamw, which inject_hyperparams checks static_args against. */
const ADAMW = ["learning_rate", "b1", "b2", "eps", "eps_root", "mu_dtype", "weight_decay", "mask"];
const OPTAX_TRACKS: Readonly<Record<string, string>> = {
  learningRate: "learning_rate",
  momentum: "momentum",
  beta1: "b1",
  beta2: "b2",
  weightDecay: "weight_decay",
};

function injected(scheduler: LibraryRecord): LibraryRecord {
  const entries = Object.entries(without(scheduler, ["kind"])).map(([name, value]) => [
    OPTAX_TRACKS[name] ?? name,
    value,
  ]);
  return { hyperparams: Object.fromEntries(entries) as LibraryRecord };
}

const optax: Reader = (golden) => {
  const parameters = golden.parameters ?? {};
  const scheduler = record(parameters["scheduler"]);
  const written = new SnippetReader(golden.source ?? "", [optaxTable]);
  let call = callOf(scheduler) ?? written.scheduler();
  if (golden.kind === "inject_hyperparams") {
    const args = golden.invalid ? written.injected(ADAMW) : injected(scheduler);
    call = { kind: golden.kind, args };
  }
  return { table: optaxTable, ...call, context: contextOf(golden, optimizerOf(parameters)) };
};

const keras: Reader = (golden) => {
  const parameters = golden.parameters ?? {};
  const config = golden.config;
  const snippet = new SnippetReader(golden.source ?? "", [kerasTable]);
  const call =
    callOf(parameters["scheduler"]) ?? (config ? kerasConfig(config) : snippet.scheduler());
  const schedule = golden.invalid ? snippet.compiledSchedule() : undefined;
  const optimizer = { ...optimizerOf(parameters), ...(schedule && { schedule }) };
  const context = contextOf(golden, optimizer);
  // the record ran that callback without a single update between the epochs
  return {
    table: kerasTable,
    ...call,
    context: schedule ? { ...context, stepsPerEpoch: 0 } : context,
  };
};

function kerasConfig(config: LibraryRecord): LibraryCall {
  const kind = config["class_name"];
  return { kind: typeof kind === "string" ? kind : "", args: record(config["config"]) };
}

/** timm: `lr_scale` of the groups is read from the snippet. */
const timm: Reader = (golden) => {
  const parameters = golden.parameters ?? {};
  const snippet = new SnippetReader(golden.source ?? "", [timmTable]);
  const call =
    callOf(parameters["scheduler"]) ??
    (golden.config
      ? { kind: "create_scheduler_v2", args: factoryArguments(golden.config) }
      : snippet.scheduler());
  const optimizer = golden.parameters
    ? { ...optimizerOf(parameters, golden.paramGroups), groups: snippet.optimizer().groups ?? [] }
    : snippet.optimizer();
  return { table: timmTable, ...call, context: contextOf(golden, optimizer) };
};

const deepspeed: Reader = (golden) => {
  const scheduler = record(golden.config?.["scheduler"]);
  const parameters = golden.parameters ?? configuredOptimizer(golden);
  const groups = golden.context?.["param_groups"] ?? 1;
  return {
    table: deepspeedTable,
    kind: typeof scheduler["type"] === "string" ? scheduler["type"] : "",
    args: record(scheduler["params"]),
    context: contextOf(golden, optimizerOf(parameters, groups)),
  };
};

function configuredOptimizer(golden: GoldenCase): LibraryRecord {
  const { type, params } = record(golden.config?.["optimizer"]);
  return { optimizer: { betas: [0.9, 0.999], ...record(params), kind: type ?? "AdamW" } };
}

/** Megatron's command line: `--name value` pairs. */
function commandArguments(source: string): LibraryRecord {
  const words = source.trim().split(/\s+/);
  const pairs = words.flatMap((word, i): (readonly [string, string | number])[] => {
    if (!word.startsWith("--")) return [];
    const value = words[i + 1] ?? "";
    return [[word.slice(2), Number.isNaN(Number(value)) ? value : Number(value)]];
  });
  return Object.fromEntries(pairs);
}

const megatron: Reader = (golden) => {
  const parameters = golden.parameters ?? {};
  const call = callOf(parameters["scheduler"]);
  const args = call?.args ?? parameters["arguments"] ?? commandArguments(golden.source ?? "");
  const groups = call ? new SnippetReader(golden.source ?? "", []).optimizer().groups : [];
  const optimizer = { ...optimizerOf(parameters, golden.paramGroups), groups: groups ?? [] };
  return {
    table: megatronTable,
    kind: call?.kind ?? "arguments",
    args: record(args),
    context: contextOf(golden, optimizer),
  };
};

/** fvcore: nested schedulers are only in the snippet. */
const fvcore: Reader = (golden) => {
  const snippet = new SnippetReader(golden.source ?? "", [fvcoreTable]);
  const { kind, args } = snippet.scheduler();
  const rate = golden.parameters?.["base_lr"];
  // that case asks for one update more than the schedule knows of
  const planned = golden.errorStep === undefined ? {} : { plannedSteps: golden.steps - 1 };
  const context = contextOf(golden, optimizerOf({}));
  return {
    table: fvcoreTable,
    kind,
    args: rate === undefined ? args : { ...args, base_lr: rate },
    context: { ...context, ...planned },
  };
};

const pytorchWarmup: Reader = (golden) => {
  const parameters = golden.parameters ?? {};
  const snippet = new SnippetReader(golden.source ?? "", [pytorchWarmupTable]);
  const call = callOf(parameters["warmup"]) ?? snippet.scheduler();
  const scheduler = parameters["scheduler"];
  const optimizer = golden.parameters
    ? optimizerOf(parameters, golden.paramGroups)
    : snippet.optimizer();
  return {
    table: pytorchWarmupTable,
    kind: call.kind,
    args: scheduler ? { ...call.args, scheduler } : call.args,
    context: contextOf(golden, optimizer),
  };
};

/** Ignite: nested schedulers and tuples are only in the snippet. */
const ignite: Reader = (golden) => {
  const snippet = new SnippetReader(golden.source ?? "", [igniteTable, torchTable]);
  const call = snippet.schedulerOf(igniteTable);
  const optimizer = golden.parameters
    ? optimizerOf(golden.parameters, golden.paramGroups)
    : snippet.optimizer();
  return { table: igniteTable, ...call, context: contextOf(golden, optimizer) };
};

/** MMEngine: refused configs are read from the snippet. */
const mmengine: Reader = (golden) => {
  const snippet = new SnippetReader(golden.source ?? "", []);
  const parameters = golden.parameters ?? {
    optimizer: { ...record(record(snippet.named("optim_wrapper"))["optimizer"]), kind: "SGD" },
  };
  const schedulers = golden.parameters?.["param_scheduler"] ?? snippet.named("param_scheduler");
  return {
    table: mmengineTable,
    kind: "param_scheduler",
    args: { param_scheduler: schedulers },
    context: contextOf(golden, optimizerOf(parameters)),
  };
};

/** How a library's cases become constructions. */
export const readers: Readonly<Record<string, Reader>> = {
  deepspeed,
  fvcore,
  ignite,
  keras,
  megatron,
  mmengine,
  optax,
  pytorch_warmup: pytorchWarmup,
  timm,
  torch,
  transformers,
};
