import { copied, hasKey, openKeys } from "./tables";
import { special } from "./mathFunctions";
import type { CallPlace, Machine } from "./machine";
import { reduce } from "./reduce";
import { binary, keyOf, PythonError, truth } from "./operators";
import {
  booleanValue,
  choiceOf,
  listValue,
  none,
  numberOf,
  numberValue,
  textValue,
  unknownFrom,
  unknownValue,
  type Given,
  type Scope,
  type Value,
} from "./value";

/** What a function of Python or a common library gives; undefined where that is not known. */
export type Native = (
  machine: Machine,
  given: Given,
  place: CallPlace,
  scope: Scope,
) => Value | undefined;

const first = (given: Given, index = 0): Value | undefined => given.positional[index]?.value;

const numeric =
  (f: (...numbers: number[]) => number, whole = false): Native =>
  (_, given) => {
    const numbers = given.positional.map(({ value }) => numberOf(value));
    if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
    const value = f(...numbers.map((number) => number ?? NaN));
    if (Number.isNaN(value)) throw new PythonError("math domain error");
    return numberValue(value, !whole);
  };

/** Half to even, as Python rounds. */
function round(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

const roundTo: Native = (_, given) => {
  const [x, digits] = [numberOf(first(given)), numberOf(first(given, 1))];
  if (x === undefined) return undefined;
  if (given.positional.length < 2) return numberValue(round(x));
  if (digits === undefined || !Number.isInteger(digits)) return undefined;
  const value = first(given);
  return numberValue(roundedTo(x, digits), value?.type === "number" && value.float);
};

/** Python's `round(x, digits)`; of more digits than a number has nothing is cut off. */
function roundedTo(x: number, digits: number): number {
  if (digits >= 0) return digits > 100 ? x : Number(x.toFixed(digits));
  const unit = 10 ** -digits;
  return unit === Infinity ? 0 : round(x / unit) * unit;
}

const chosen =
  (better: (a: number, b: number) => boolean): Native =>
  (machine, given) => {
    const only = given.positional.length === 1 ? first(given) : undefined;
    const values = only ? machine.iterate(only) : given.positional.map(({ value }) => value);
    let best: Value | undefined;
    for (const value of values ?? []) {
      const [a, b] = [numberOf(value), numberOf(best)];
      if (a === undefined) return undefined;
      if (b === undefined || better(a, b)) best = value;
    }
    return best;
  };

const toInteger: Native = (_, given) => {
  const value = first(given);
  const number = value?.type === "text" ? Number(value.value) : numberOf(value);
  return number === undefined || !Number.isFinite(number)
    ? undefined
    : numberValue(Math.trunc(number));
};

const TEXT_NUMBERS: Readonly<Record<string, number>> = {
  inf: Infinity,
  "-inf": -Infinity,
  nan: NaN,
};

const toFloat: Native = (_, given) => {
  const value = first(given);
  if (value?.type === "text") {
    const text = value.value.trim().toLowerCase();
    return numberValue(TEXT_NUMBERS[text] ?? Number(text), true);
  }
  const number = numberOf(value);
  return number === undefined
    ? undefined
    : {
        ...numberValue(number, true),
        ...(value?.type === "number" && value.literal && { literal: value.literal }),
        ...(value?.type === "number" && value.elsewhere && { elsewhere: value.elsewhere }),
      };
};

const MOST_ITEMS = 100_000;

/** Longer ones are those of training loops, of which the length alone is asked. */
const LONGEST_RANGE = 4000;

const range: Native = (_, given) => {
  const limits = given.positional.map(({ value }) => numberOf(value));
  if (limits.includes(undefined)) return undefined;
  const [a = 0, b, step = 1] = limits.map((limit) => limit ?? 0);
  const [start, end] = b === undefined ? [0, a] : [a, b];
  const count = step === 0 ? NaN : Math.max(0, Math.ceil((end - start) / step));
  if (!(count <= LONGEST_RANGE)) return undefined;
  return listValue(Array.from({ length: count }, (_, index) => numberValue(start + index * step)));
};

const length: Native = (_, given) => {
  const value = first(given);
  if (value?.type === "list")
    return (value.uncertain ?? value.more) ? undefined : numberValue(value.items.length);
  if (value?.type === "dict") return openKeys(value) ? undefined : numberValue(value.entries.size);
  return value?.type === "text" ? numberValue(value.value.length) : undefined;
};

const list =
  (tuple: boolean): Native =>
  (machine, given) => {
    const value = first(given);
    const items = value ? machine.iterate(value) : [];
    return items && listValue(items, tuple);
  };

const record: Native = (machine, given) => {
  const entries = new Map<string | number, Value>();
  const from = first(given);
  const uncertain = from?.type === "dict" ? from.uncertain : undefined;
  if (from?.type === "dict") for (const [key, value] of from.entries) entries.set(key, value);
  else if (from)
    for (const pair of machine.iterate(from) ?? []) {
      const [name, value] = machine.iterate(pair) ?? [];
      const key = name && keyOf(name);
      if (key !== undefined && value) entries.set(key, value);
    }
  for (const [key, { value }] of given.keywords) entries.set(key, value);
  return { type: "dict", entries, uncertain };
};

const sum: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  let total: Value | undefined = first(given, 1) ?? numberValue(0);
  for (const item of items ?? []) total = total && binary("+", total, item);
  return items && total;
};

const getAttribute: Native = (machine, given, place, scope) => {
  const [object, name, fallback] = given.positional.map(({ value }) => value);
  if (!object) return undefined;
  if (name?.type === "text") {
    const found = machine.member(object, name.value, place, scope);
    return found.type === "unknown" && fallback && object.type !== "unknown" ? fallback : found;
  }
  if (name?.type !== "choice") return undefined;
  const options = name.options.map((option) =>
    option.type === "text" ? machine.member(object, option.value, place, scope) : option,
  );
  return choiceOf(name.condition, name.range, options, name.test);
};

const hasAttribute: Native = (_, given) => {
  const [object, name] = given.positional.map(({ value }) => value);
  if (name?.type !== "text") return undefined;
  const has = object?.type === "dict" ? hasKey(object, name.value) : undefined;
  return has === undefined ? undefined : booleanValue(has);
};

const isInstance: Native = (_, given) => {
  const [value, kind] = given.positional.map((one) => one.value);
  const kinds = kind?.type === "list" ? kind.items : [kind];
  const names = kinds.map((one) => (one?.type === "library" ? one.path : undefined));
  if (!value || names.some((name) => !name?.startsWith("builtins."))) return undefined;
  const type = typeName(value);
  return type === "" ? undefined : booleanValue(names.includes(`builtins.${type}`));
};

function typeName(value: Value): string {
  if (value.type === "number") return value.float ? "float" : "int";
  if (value.type === "list") return value.tuple ? "tuple" : "list";
  return { text: "str", boolean: "bool", dict: "dict" }[value.type as string] ?? "";
}

const quantified =
  (all: boolean): Native =>
  (machine, given) => {
    const items = first(given) && machine.iterate(first(given) ?? none);
    const known = items?.map(truth);
    if (!known || known.includes(undefined)) return undefined;
    return booleanValue(all ? !known.includes(false) : known.includes(true));
  };

const enumerate: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  const start = numberOf(given.keywords.get("start")?.value ?? first(given, 1)) ?? 0;
  return (
    items &&
    listValue(items.map((item, index) => listValue([numberValue(index + start), item], true)))
  );
};

const zip: Native = (machine, given) => {
  const lists = given.positional.map(({ value }) => machine.iterate(value));
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  const count = Math.min(...lists.map((items) => items?.length ?? 0));
  return listValue(
    Array.from({ length: count }, (_, index) =>
      listValue(
        lists.map((items) => items?.[index] ?? none),
        true,
      ),
    ),
  );
};

const reversed: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  return items && listValue(items.toReversed());
};

const sorted: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  if (!items || given.keywords.has("key") || items.some((item) => numberOf(item) === undefined))
    return undefined;
  const ascending = items.toSorted((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0));
  const backwards = truth(given.keywords.get("reverse")?.value ?? none);
  return backwards === undefined
    ? undefined
    : listValue(backwards ? ascending.reverse() : ascending);
};

const partial: Native = (machine, given, place, scope) => {
  const [callee, ...positional] = given.positional;
  if (!callee) return undefined;
  return {
    type: "native",
    name: "partial",
    call: (more) =>
      machine.call(
        callee.value,
        {
          positional: [...positional, ...more.positional],
          keywords: new Map([...given.keywords, ...more.keywords]),
          range: more.range,
          ...(more.open && { open: more.open }),
        },
        place,
        scope,
      ),
  };
};

const text: Native = (_, given) => {
  const value = first(given);
  if (value?.type === "text") return value;
  return value?.type === "number" && !value.float ? textValue(String(value.value)) : undefined;
};

const linspace: Native = (_, given) => {
  const [start, stop] = [numberOf(first(given)), numberOf(first(given, 1))];
  const count = numberOf(first(given, 2) ?? given.keywords.get("num")?.value ?? numberValue(50));
  if (start === undefined || stop === undefined || count === undefined || count > MOST_ITEMS)
    return undefined;
  const step = (stop - start) / Math.max(1, count - 1);
  return listValue(
    Array.from({ length: count }, (_, index) =>
      numberValue(index === count - 1 && count > 1 ? stop : start + index * step, true),
    ),
  );
};

const clip: Native = (_, given) => {
  const [x, low, high] = [0, 1, 2].map((index) => numberOf(first(given, index)));
  if (x === undefined || low === undefined || high === undefined) return undefined;
  return numberValue(Math.min(Math.max(x, low), high), true);
};

const stop: Native = () => {
  throw new PythonError("the script ends here");
};

const identity: Native = (_, given) => first(given);

const environment: Native = (machine, given, place) => {
  const fallback = first(given, 1) ?? given.keywords.get("default")?.value;
  // what stands in the environment is known to the run alone; its default is only a hint
  return fallback?.type === "text" ? machine.unknown(place.text, place.range) : undefined;
};

const where: Native = (_, given, place) => {
  const [test, then, otherwise] = given.positional.map(({ value }) => value);
  const holds = test && truth(test);
  if (holds === undefined || !then || !otherwise)
    return unknownFrom(
      given.positional.map(({ value }) => value),
      place.text,
      place.range,
    );
  return holds ? then : otherwise;
};

/** An element of a list; beyond its ends the libraries differ. */
const take: Native = (_, given) => {
  const [items, index] = [first(given), numberOf(first(given, 1))];
  if (items?.type !== "list" || items.uncertain || index === undefined) return undefined;
  return items.items[index];
};

/** `cast(x, "float32")`, `cast(x, tf.int64)`. */
const cast: Native = (machine, given, place, scope) => {
  const type = first(given, 1) ?? given.keywords.get("dtype")?.value;
  const name = type?.type === "library" ? type.path : type?.type === "text" ? type.value : "";
  if (/(?:^|\.)b?float\d*$/.test(name)) return toFloat(machine, given, place, scope);
  return /(?:^|\.)u?int\d+$/.test(name) ? toInteger(machine, given, place, scope) : undefined;
};

const FUNCTIONS: Readonly<Record<string, Native>> = {
  abs: numeric(Math.abs),
  all: quantified(true),
  any: quantified(false),
  bool: (_, given) => {
    const holds = truth(first(given) ?? none);
    return holds === undefined ? undefined : booleanValue(holds);
  },
  dict: record,
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

const progress: Native = (_, given) => first(given) ?? given.keywords.get("iterable")?.value;

const OTHERS: Readonly<Record<string, Native>> = {
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
  "ml_collections.ConfigDict": record,
  "ml_collections.FrozenConfigDict": record,
  "ml_collections.config_dict.ConfigDict": record,
  "ml_collections.config_dict.FrozenConfigDict": record,
  "ml_collections.config_dict.create": record,
  "collections.OrderedDict": record,
  "copy.deepcopy": (_, given) => first(given) && copied(first(given) ?? none, 8),
  "copy.copy": (_, given) => first(given) && copied(first(given) ?? none, 1),
  "jax.jit": identity,
  "jax.pmap": identity,
  "equinox.filter_jit": identity,
  "equinox.filter_pmap": identity,
  "flax.nnx.jit": identity,
  "flax.nnx.pmap": identity,
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

export const limitsReached = (place: CallPlace): Value =>
  unknownValue(place.text, place.range, "limits");
