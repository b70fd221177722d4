import type { Machine } from "./machine";
import {
  none,
  numberOf,
  numberValue,
  unknownFrom,
  unknownValue,
  type DictValue,
  type GivenValue,
  type LibraryObject,
  type Value,
} from "./value";

/** An optimizer's constructor: the order of its arguments, and the rate where none is given. */
export interface OptimizerKind {
  readonly parameters: readonly string[];
  readonly rate: number | undefined;
  readonly momentum?: number;
  readonly betas?: readonly [number, number];
  readonly weightDecay?: number;
}

const ADAM = ["params", "lr", "betas", "eps", "weight_decay", "amsgrad"];
const BETAS = [0.9, 0.999] as const;
const adam = (rate: number | undefined, weightDecay = 0): OptimizerKind => ({
  parameters: ADAM,
  rate,
  betas: BETAS,
  weightDecay,
});
const plain = (rate: number | undefined, parameters = ["params", "lr"]): OptimizerKind => ({
  parameters,
  rate,
  weightDecay: 0,
});

/**
 * Optimizers by the last part of their name, with the defaults of torch 2.13 (torch/optim/*.py),
 * transformers 4.57, bitsandbytes 0.48, apex, lion-pytorch, prodigyopt; `undefined` rates must be
 * given.
 */
const KINDS: Readonly<Record<string, OptimizerKind>> = {
  SGD: {
    parameters: ["params", "lr", "momentum", "dampening", "weight_decay", "nesterov"],
    rate: 1e-3,
    momentum: 0,
    weightDecay: 0,
  },
  Adam: adam(1e-3),
  AdamW: adam(1e-3, 0.01),
  NAdam: adam(2e-3),
  RAdam: adam(1e-3),
  Adamax: adam(2e-3),
  SparseAdam: adam(1e-3),
  Adagrad: plain(1e-2, ["params", "lr", "lr_decay", "weight_decay"]),
  Adadelta: plain(1, ["params", "lr", "rho", "eps", "weight_decay"]),
  RMSprop: {
    parameters: ["params", "lr", "alpha", "eps", "weight_decay", "momentum"],
    rate: 1e-2,
    momentum: 0,
    weightDecay: 0,
  },
  Rprop: plain(1e-2),
  ASGD: plain(1e-2),
  LBFGS: plain(1),
  Adafactor: plain(undefined),
  Muon: plain(1e-3),
  Lion: { parameters: ["params", "lr", "betas", "weight_decay"], rate: 1e-4, betas: [0.9, 0.99] },
  LAMB: adam(1e-3),
  Lamb: adam(1e-3),
  LARS: plain(undefined),
  FusedAdam: plain(1e-3),
  FusedLAMB: plain(1e-3),
  DeepSpeedCPUAdam: plain(1e-3),
  Adam8bit: adam(1e-3),
  AdamW8bit: adam(1e-3, 0.01),
  PagedAdam8bit: adam(1e-3),
  PagedAdamW8bit: adam(1e-3, 0.01),
  PagedAdamW32bit: adam(1e-3, 0.01),
  PagedAdamW: adam(1e-3, 0.01),
  Lion8bit: plain(1e-4),
  // composer/optim/decoupled_weight_decay.py
  DecoupledAdamW: { ...adam(1e-3, 1e-5), betas: [0.9, 0.95] },
  DecoupledSGDW: {
    parameters: ["params", "lr", "momentum", "dampening", "weight_decay", "nesterov"],
    rate: undefined,
    momentum: 0,
    weightDecay: 0,
  },
  AdaBelief: adam(1e-3),
  Prodigy: plain(1),
  Ranger: plain(1e-3),
  Ranger21: plain(undefined),
  MADGRAD: plain(1e-2),
  AdamWScheduleFree: plain(2.5e-3),
  SGDScheduleFree: plain(1),
  RAdamScheduleFree: plain(2.5e-3),
  DAdaptAdam: plain(1),
  ZeroRedundancyOptimizer: plain(undefined, ["params", "optimizer_class"]),
};

const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

const OTHER_LIBRARIES = /^(?:keras|tensorflow|tf_keras|optax|paddle|mindspore|jax|flax)\b/;

/** The kind of optimizer that an object is, or undefined where it is none. */
export function optimizerKind({ path, given }: LibraryObject): OptimizerKind | undefined {
  if (OTHER_LIBRARIES.test(path) || path.includes("lr_scheduler")) return undefined;
  const name = lastName(path);
  if (Object.hasOwn(KINDS, name)) {
    const kind = KINDS[name];
    // torch has an Adafactor of its own, with a rate
    return kind && name === "Adafactor" && path.startsWith("torch.") ? plain(1e-2) : kind;
  }
  const own = path.includes("#") || /(?:^|\.)optim(?:izers?)?\.[A-Z]\w*$/.test(path);
  return own || (given.keywords.has("lr") && /[Oo]ptim/.test(path)) ? plain(undefined) : undefined;
}

/** The argument `name` of an optimizer, positional or named. */
export function optimizerArgument(
  object: LibraryObject,
  kind: OptimizerKind,
  name: string,
): GivenValue | undefined {
  const { positional, keywords } = object.given;
  return keywords.get(name) ?? positional[kind.parameters.indexOf(name)];
}

/** The rate given to the optimizer itself, or its default; unknown where it must be given. */
export function baseRate(object: LibraryObject, kind: OptimizerKind): Value {
  const given = optimizerArgument(object, kind, "lr");
  if (given) return given.value;
  const { open, range } = object.given;
  if (open || kind.rate === undefined)
    return open ? unknownFrom([open], open.symbol, open.range) : unknownValue("lr", range);
  return numberValue(kind.rate, true);
}

/** An optimizer's parameter groups as the script sees them; undefined where it is none. */
export function optimizerGroups(machine: Machine, object: LibraryObject): Value[] | undefined {
  const kind = optimizerKind(object);
  if (!kind) return undefined;
  const given = optimizerArgument(object, kind, "params")?.value;
  const hidden = given && hidesRates(given, optimizerArgument(object, kind, "lr") !== undefined);
  const rate = hidden ? groupRate(machine, object) : baseRate(object, kind);
  const items = given && given.type !== "text" ? machine.iterate(given) : undefined;
  const dicts = items?.filter((item) => item.type === "dict") ?? [];
  const groups = dicts.length > 0 && dicts.length === items?.length ? dicts : [undefined];
  return groups.map((own, index) => groupOf(object, kind, rate, own, index));
}

/** Groups that branches have changed, or choose between, may have rates that nobody sees here. */
function hidesRates(given: Value, hasRate: boolean): boolean {
  const isChoice = given.type === "choice";
  return (isChoice ? given.options : [given]).some(
    (value) =>
      value.type === "list" &&
      (isChoice || value.uncertain !== undefined) &&
      ((!hasRate && value.uncertain !== undefined) || value.items.some(isRated)),
  );
}

const isRated = (item: Value): boolean => item.type === "dict" && item.entries.has("lr");

const groupRate = (machine: Machine, { label, calleeRange }: LibraryObject): Value =>
  machine.unknown(`${label ?? "optimizer"}.param_groups[0]["lr"]`, calleeRange);

function groupOf(
  object: LibraryObject,
  kind: OptimizerKind,
  rate: Value,
  own: DictValue | undefined,
  index: number,
): Value {
  const entries = new Map<string | number, Value>();
  const set = (name: string, fallback: Value | undefined): void => {
    const value = optimizerArgument(object, kind, name)?.value ?? fallback;
    if (value) entries.set(name, value);
  };
  set("momentum", kind.momentum === undefined ? undefined : numberValue(kind.momentum));
  set("weight_decay", kind.weightDecay === undefined ? undefined : numberValue(kind.weightDecay));
  set("params", none);
  for (const [key, value] of own?.entries ?? []) entries.set(key, value);
  if (!own?.entries.has("lr")) entries.set("lr", rate);
  // a scheduler notes the rate that it begins with; scripts read it as well
  if (!entries.has("initial_lr")) entries.set("initial_lr", entries.get("lr") ?? rate);
  return { type: "dict", entries, group: { optimizer: object, index } };
}

/** The two betas of an Adam-like optimizer, where they are known. */
export function betasOf(
  object: LibraryObject,
  kind: OptimizerKind,
): readonly [number, number] | undefined {
  const given = optimizerArgument(object, kind, "betas")?.value;
  if (!given) return kind.betas;
  const [first, second] = given.type === "list" ? given.items.map(numberOf) : [];
  return first === undefined || second === undefined ? undefined : [first, second];
}
