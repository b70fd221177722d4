import { randomSplit } from "./data/split";
import { CONFIG_LOADERS } from "./files/loaders";
import { OMEGA_CONF_FUNCTIONS } from "./files/omegaConf";
import { PATH_FUNCTIONS } from "./files/paths";
import { compose } from "./hydra/composeCall";
import { DOT_LISTS } from "./hydra/dotList";
import { INSTANTIATE } from "./hydra/instantiate";
import { special } from "./mathFunctions";
import { environment } from "./natives/environment";
import {
  chosen,
  range,
  length,
  list,
  sum,
  quantified,
  enumerate,
  zip,
  reversed,
  sorted,
  linspace,
  take,
} from "./natives/lists";
import { type Native, first } from "./natives/native";
import { numeric, roundTo, toInteger, toFloat, clip, cast } from "./natives/numbers";
import {
  record,
  namesIn,
  globals,
  getAttribute,
  setAttribute,
  hasAttribute,
  isInstance,
  partial,
  text,
  stop,
  identity,
  cond,
  where,
  progress,
} from "./natives/objects";
import { VARIABLE_FUNCTIONS } from "./natives/variables";
import { binary, truth } from "./operators";
import { reduce } from "./reduce";
import { copied } from "./tables";
import { booleanValue, none, numberValue, type Value } from "./value";

const FUNCTIONS: Readonly<Record<string, Native>> = {
  abs: numeric(Math.abs),
  all: quantified(true),
  any: quantified(false),
  bool: (_, given) => {
    const holds = truth(first(given) ?? none);
    return holds === undefined ? undefined : booleanValue(holds);
  },
  dict: record,
  vars: namesIn,
  globals,
  enumerate,
  exit: stop,
  quit: stop,
  float: toFloat,
  getattr: getAttribute,
  hasattr: hasAttribute,
  int: toInteger,
  isinstance: isInstance,
  iter: identity,
  len: length,
  list: list(false),
  tuple: list(true),
  set: list(false),
  max: chosen((a, b) => a > b),
  min: chosen((a, b) => a < b),
  pow: (_, given) => binary("**", first(given) ?? none, first(given, 1) ?? none),
  range,
  reversed,
  setattr: setAttribute,
  round: roundTo,
  sorted,
  str: text,
  sum,
  zip,
};

const MATH: Readonly<Record<string, Native>> = {
  acos: numeric(Math.acos),
  asin: numeric(Math.asin),
  atan: numeric(Math.atan),
  ceil: numeric(Math.ceil, true),
  cos: numeric(Math.cos),
  erf: numeric(special.erf),
  exp: numeric(Math.exp),
  expm1: numeric(Math.expm1),
  fabs: numeric(Math.abs),
  floor: numeric(Math.floor, true),
  fmod: numeric((a, b = NaN) => a % b),
  gcd: numeric(special.gcd, true),
  log: numeric((x, base = Math.E) =>
    base === Math.E ? Math.log(x) : Math.log(x) / Math.log(base),
  ),
  log10: numeric(Math.log10),
  log1p: numeric(Math.log1p),
  log2: numeric(Math.log2),
  pow: numeric((a, b = NaN) => a ** b),
  prod: (machine, given) => {
    const items = machine.iterate(first(given) ?? none);
    let product: Value | undefined = numberValue(1);
    for (const item of items ?? []) product = product && binary("*", product, item);
    return items && product;
  },
  sin: numeric(Math.sin),
  sinh: numeric(Math.sinh),
  sqrt: numeric(Math.sqrt),
  tan: numeric(Math.tan),
  tanh: numeric(Math.tanh),
  trunc: numeric(Math.trunc, true),
};

/** numpy, jax.numpy, torch on plain numbers: floats throughout. */
const ARRAYS: Readonly<Record<string, Native>> = {
  ...MATH,
  ceil: numeric(Math.ceil),
  floor: numeric(Math.floor),
  abs: numeric(Math.abs),
  absolute: numeric(Math.abs),
  arange: range,
  array: identity,
  asarray: identity,
  cast,
  tensor: identity,
  clip,
  clamp: clip,
  float32: toFloat,
  float64: toFloat,
  int32: toInteger,
  int64: toInteger,
  linspace,
  max: chosen((a, b) => a > b),
  maximum: chosen((a, b) => a > b),
  min: chosen((a, b) => a < b),
  minimum: chosen((a, b) => a < b),
  power: numeric((a, b = NaN) => a ** b),
  round: roundTo,
  rsqrt: numeric((x) => 1 / Math.sqrt(x)),
  take,
  where,
};

const OTHERS: Readonly<Record<string, Native>> = {
  ...VARIABLE_FUNCTIONS,
  ...PATH_FUNCTIONS,
  ...CONFIG_LOADERS,
  ...OMEGA_CONF_FUNCTIONS,
  ...INSTANTIATE,
  ...DOT_LISTS,
  "hydra.compose": compose,
  "functools.partial": partial,
  "functools.reduce": reduce,
  "sys.exit": stop,
  "os._exit": stop,
  "os.environ.get": environment,
  "os.getenv": environment,
  "argparse.Namespace": record,
  "types.SimpleNamespace": record,
  "easydict.EasyDict": record,
  "addict.Dict": record,
  "munch.Munch": record,
  "munch.munchify": record,
  "box.Box": record,
  "attrdict.AttrDict": record,
  "dotmap.DotMap": record,
  "ml_collections.ConfigDict": record,
  "ml_collections.FrozenConfigDict": record,
  "ml_collections.config_dict.ConfigDict": record,
  "ml_collections.config_dict.FrozenConfigDict": record,
  "ml_collections.config_dict.create": record,
  "collections.OrderedDict": record,
  "copy.deepcopy": (_, given) => first(given) && copied(first(given) ?? none, 8),
  "copy.copy": (_, given) => first(given) && copied(first(given) ?? none, 1),
  "keras.ops.cond": cond,
  "tensorflow.cond": cond,
  "jax.lax.cond": cond,
  "jax.jit": identity,
  "jax.pmap": identity,
  "equinox.filter_jit": identity,
  "equinox.filter_pmap": identity,
  "flax.nnx.jit": identity,
  "flax.nnx.pmap": identity,
  "torch.utils.data.random_split": randomSplit,
  "torch.utils.data.dataset.random_split": randomSplit,
  "tqdm.tqdm": progress,
  "tqdm.auto.tqdm": progress,
  "tqdm.trange": range,
};

const ROOMS: readonly (readonly [RegExp, Readonly<Record<string, Native>>])[] = [
  [/^builtins\.(\w+)$/, FUNCTIONS],
  [/^math\.(\w+)$/, MATH],
  [/^(?:numpy|jax\.numpy|torch|tensorflow|tensorflow\.math|keras\.ops)\.(\w+)$/, ARRAYS],
];

/** The meaning of a function by its full name, where it is known. */
export function nativeOf(path: string): Native | undefined {
  if (Object.hasOwn(OTHERS, path)) return OTHERS[path];
  for (const [pattern, functions] of ROOMS) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined && Object.hasOwn(functions, name)) return functions[name];
  }
  return undefined;
}

const NUMBERS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  tau: 2 * Math.PI,
  inf: Infinity,
  nan: NaN,
};

/** The value of a constant by its full name: `math.pi`. */
export function constantOf(path: string): Value | undefined {
  const name = /^(?:math|numpy|jax\.numpy|torch)\.(\w+)$/.exec(path)?.[1];
  if (name === undefined || !Object.hasOwn(NUMBERS, name)) return undefined;
  return numberValue(NUMBERS[name] ?? NaN, true);
}
