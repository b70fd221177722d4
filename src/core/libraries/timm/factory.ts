import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { Arguments, signature } from "../arguments";
import { rateTracks } from "../construction";
import type { LibraryContext, LibraryKind, LibraryTracks } from "../construction";
import { Refusal, renamedIn } from "../refusal";
import { itemsOf, numberOf, type LibraryRecord, type LibraryValue } from "../value";
import { cosineLRScheduler, polyLRScheduler, tanhLRScheduler } from "./cycled";
import { plateauLRScheduler } from "./plateau";
import { multiStepLRScheduler, stepLRScheduler } from "./steps";

type Names = Readonly<Record<string, string>>;

/** In which of its arguments each scheduler takes what the factory is given. */
const SCHEDULERS: Readonly<Record<string, { kind: LibraryKind; names: Names }>> = {
  cosine: {
    kind: cosineLRScheduler,
    names: { t_initial: "num_epochs", lr_min: "min_lr", k_decay: "k_decay" },
  },
  tanh: { kind: tanhLRScheduler, names: { t_initial: "num_epochs", lr_min: "min_lr" } },
  poly: {
    kind: polyLRScheduler,
    // the factory passes decay_rate on as the power
    names: {
      t_initial: "num_epochs",
      lr_min: "min_lr",
      power: "decay_rate",
      k_decay: "k_decay",
    },
  },
  step: { kind: stepLRScheduler, names: { decay_t: "decay_epochs", decay_rate: "decay_rate" } },
  multistep: {
    kind: multiStepLRScheduler,
    names: { decay_t: "decay_milestones", decay_rate: "decay_rate" },
  },
  plateau: {
    kind: plateauLRScheduler,
    names: {
      decay_rate: "decay_rate",
      patience_t: "patience_epochs",
      lr_min: "min_lr",
      mode: "plateau_mode",
    },
  },
};

const SHARED: Names = {
  warmup_t: "warmup_epochs",
  warmup_lr_init: "warmup_lr",
  warmup_prefix: "warmup_prefix",
  cycle_mul: "cycle_mul",
  cycle_decay: "cycle_decay",
  cycle_limit: "cycle_limit",
  noise_pct: "noise_pct",
};

/** Arguments that count epochs, and count updates where the scheduler is stepped by update. */
const CLOCKED = new Set(["num_epochs", "warmup_epochs", "decay_epochs", "decay_milestones"]);

function timed(value: LibraryValue, factor: number): LibraryValue {
  const items = itemsOf(value);
  if (items) return items.map((item) => timed(item, factor));
  const number = numberOf(value);
  return number === undefined ? value : number * factor;
}

function schedulerArguments(args: Arguments, names: Names, factor: number): LibraryRecord {
  const given: Record<string, LibraryValue> = {};
  for (const [own, factory] of Object.entries(names)) {
    const value = args.value(factory);
    given[own] = CLOCKED.has(factory) ? timed(value, factor) : value;
  }
  return given;
}

/** create_scheduler_v2, whose defaults differ from the classes' own. */
export const createSchedulerV2: LibraryKind = {
  kind: "create_scheduler_v2",
  parameters: signature({
    sched: "cosine",
    num_epochs: 300,
    decay_epochs: 90,
    decay_milestones: [90, 180, 270],
    cooldown_epochs: 0,
    patience_epochs: 10,
    decay_rate: 0.1,
    min_lr: 0,
    warmup_lr: 1e-5,
    warmup_epochs: 0,
    warmup_prefix: false,
    noise: null,
    noise_pct: 0.67,
    noise_std: 1,
    noise_seed: 42,
    cycle_mul: 1,
    cycle_decay: 0.1,
    cycle_limit: 1,
    k_decay: 1,
    plateau_mode: "max",
    step_on_epochs: true,
    updates_per_epoch: 0,
  }),
  build: (args, context) => {
    const onEpochs = args.flag("step_on_epochs");
    const factor = onEpochs ? 1 : args.number("updates_per_epoch");
    if (!(factor > 0))
      args.refuse("updates_per_epoch", t("must be given where step_on_epochs is False"));
    const sched = args.text("sched");
    const entry = Object.hasOwn(SCHEDULERS, sched) ? SCHEDULERS[sched] : undefined;
    if (!entry) return unknownScheduler(sched, context);
    if (sched === "plateau" && !onEpochs)
      args.refuse("step_on_epochs", t("must be True for plateau"));
    const known = new Set(entry.kind.parameters.map((parameter) => parameter.name));
    const shared = Object.entries(SHARED).filter(([name]) => known.has(name));
    const names = { ...Object.fromEntries(shared), ...entry.names };
    const given = { ...schedulerArguments(args, names, factor), ...noiseRange(args, factor) };
    const { kind, parameters, build } = entry.kind;
    return renamed(names, () => build(new Arguments(kind, parameters, given), context));
  },
};

const WITH_CYCLES = ["cosine", "tanh", "poly"];
const CYCLED: ReadonlySet<LibraryValue> = new Set(WITH_CYCLES);

/**
 * The epochs to train that create_scheduler_v2 gives back beside the scheduler: those of all cycles
 * and the cooldown, of schedulers without cycles those that it was given; a prefixed warmup on top.
 */
export function trainedEpochs(args: LibraryRecord): number | undefined {
  const number = (name: string, usual: number): number => numberOf(args[name] ?? usual) ?? NaN;
  const onUpdates = args["step_on_epochs"] === false;
  const each = onUpdates ? number("updates_per_epoch", 0) : 1;
  const cycle = number("num_epochs", 300);
  const prefix = args["warmup_prefix"] === true ? number("warmup_epochs", 0) : 0;
  if (!CYCLED.has(args["sched"] ?? "cosine")) return finite(cycle + prefix);
  const [cycles, factor] = [Math.max(1, number("cycle_limit", 1)), number("cycle_mul", 1)];
  const first = cycle * each;
  const whole =
    factor === 1 ? first * cycles : Math.floor((-first * (factor ** cycles - 1)) / (1 - factor));
  return finite(Math.floor((whole + (prefix + number("cooldown_epochs", 0)) * each) / each));
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

type Blamed = Pick<Refusal, "path" | "message">;

/** What the scheduler's own class refuses, under the factory's names of its arguments. */
function renamed(names: Names, work: () => LibraryTracks): LibraryTracks {
  const named = ({ path: [own = "", ...rest], message }: Blamed): Blamed => {
    const name = names[own] ?? own;
    return { path: [name, ...rest], message: renamedIn(message, `${own}`, `${name}`) };
  };
  try {
    const { tracks, issues } = work();
    return { tracks, issues: issues.map((issue) => ({ ...issue, ...named(issue) })) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { path, message } = named(error);
    throw new Refusal(error.code, path, message, error.at);
  }
}

/** Noise is given as a share of the run; one number is where it begins. */
function noiseRange(args: Arguments, factor: number): LibraryRecord {
  const noise = args.value("noise");
  if (noise === null) return {};
  const range = timed(noise, args.number("num_epochs") * factor);
  const items = itemsOf(range);
  return { noise_range_t: items?.length === 1 ? (items[0] ?? null) : range };
}

/** The factory gives None for a name it does not know; the first step() fails. */
function unknownScheduler(sched: string, context: LibraryContext): LibraryTracks {
  const known = Object.keys(SCHEDULERS).join(", ");
  const message = t`timm has no scheduler "${sched}"; it has ${known}.`;
  return {
    tracks: rateTracks(context, constantCurve),
    issues: [{ code: "unknown-kind", path: ["sched"], message, errorStep: 0 }],
  };
}

/** How timm's train.py names the factory's arguments (args.yaml). */
const CONFIG: Readonly<Record<string, string>> = {
  sched: "sched",
  epochs: "num_epochs",
  decay_epochs: "decay_epochs",
  decay_milestones: "decay_milestones",
  warmup_epochs: "warmup_epochs",
  cooldown_epochs: "cooldown_epochs",
  patience_epochs: "patience_epochs",
  decay_rate: "decay_rate",
  min_lr: "min_lr",
  warmup_lr: "warmup_lr",
  warmup_prefix: "warmup_prefix",
  lr_noise: "noise",
  lr_noise_pct: "noise_pct",
  lr_noise_std: "noise_std",
  seed: "noise_seed",
  lr_cycle_mul: "cycle_mul",
  lr_cycle_decay: "cycle_decay",
  lr_cycle_limit: "cycle_limit",
  lr_k_decay: "k_decay",
};

/** The key of args.yaml that becomes an argument of the factory. */
export const configKeyOf = (argument: string): string =>
  Object.entries(CONFIG).find(([, name]) => name === argument)?.[0] ?? argument;

/** The factory's arguments that some schedulers alone look at. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  decay_epochs: ["step"],
  decay_milestones: ["multistep"],
  decay_rate: ["step", "multistep", "plateau", "poly"],
  patience_epochs: ["plateau"],
  eval_metric: ["plateau"],
  min_lr: [...WITH_CYCLES, "plateau"],
  cooldown_epochs: WITH_CYCLES,
  lr_cycle_mul: WITH_CYCLES,
  lr_cycle_decay: WITH_CYCLES,
  lr_cycle_limit: WITH_CYCLES,
  lr_k_decay: ["cosine", "poly"],
};
const NOISE: ReadonlySet<string> = new Set(["lr_noise_pct", "lr_noise_std", "seed"]);

/** Names of the schedulers that the factory makes. */
export const FACTORY_SCHEDULERS: readonly string[] = Object.keys(SCHEDULERS);

/** The keys of args.yaml, or flags, on which a scheduler of that name depends; with noise also its own. */
export const configKeysFor = (sched: string, hasNoise: boolean): ReadonlySet<string> =>
  new Set(
    [...Object.keys(CONFIG), "eval_metric", "sched_on_updates"].filter(
      (key) => (ONLY[key]?.includes(sched) ?? true) && (hasNoise || !NOISE.has(key)),
    ),
  );

/** The defaults that scheduler_kwargs puts where args.yaml says nothing. */
const CONFIG_DEFAULTS: LibraryRecord = {
  num_epochs: 100,
  decay_epochs: 30,
  decay_milestones: [30, 60],
  warmup_epochs: 5,
};

/** The factory's arguments from timm's own args.yaml, as scheduler_kwargs makes them. */
export function factoryArguments(config: LibraryRecord): LibraryRecord {
  const args: Record<string, LibraryValue> = { ...CONFIG_DEFAULTS };
  for (const [key, name] of Object.entries(CONFIG)) {
    const value = config[key];
    if (value !== undefined) args[name] = value;
  }
  const metric = config["eval_metric"];
  args["plateau_mode"] = typeof metric === "string" && metric.includes("loss") ? "min" : "max";
  args["step_on_epochs"] = config["sched_on_updates"] !== true;
  return args;
}
