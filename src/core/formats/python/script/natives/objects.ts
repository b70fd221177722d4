import { keyOf, PythonError, truth } from "../operators";
import { hasKey, setEntry } from "../tables";
import {
  booleanValue,
  choiceOf,
  none,
  textValue,
  unknownFrom,
  unknownValue,
  type Value,
} from "../value";
import { rateVariable, setAttribute as setAttributeOf } from "../variables";
import { type Native, first } from "./native";

/** `globals()`: what the file itself has named so far, by its names; imports may bring others. */
export const globals: Native = (_machine, _given, { text, range }, scope) => ({
  type: "dict",
  entries: (scope.module ?? scope).names,
  uncertain: unknownValue(text, range),
});

/** `vars(args)`: the very names of a namespace or an object. */
export const namesIn: Native = (_, given) => {
  const value = first(given);
  if (value?.type === "instance") return { type: "dict", entries: value.attributes };
  return value?.type === "dict" ? value : undefined;
};

export const record: Native = (machine, given) => {
  const entries = new Map<string | number, Value>();
  const from = first(given);
  const uncertain = (from?.type === "dict" ? from.uncertain : undefined) ?? given.open;
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

export const getAttribute: Native = (machine, given, place, scope) => {
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

/** `setattr(self, key, value)`: of a name that nobody knows, any attribute may have been set. */
export const setAttribute: Native = (machine, given) => {
  const [object, name, value] = given.positional.map((one) => one.value);
  if (!object || name?.type !== "text" || !value) return undefined;
  if (object.type === "instance" || object.type === "object")
    setAttributeOf(machine, object, name.value, value);
  else if (object.type === "dict") setEntry(machine, object, name.value, value);
  else return undefined;
  return none;
};

export const hasAttribute: Native = (_, given) => {
  const [object, name] = given.positional.map(({ value }) => value);
  if (name?.type !== "text") return undefined;
  const isRate = object?.type === "object" && rateVariable(object, name.value) !== undefined;
  const has = object?.type === "dict" ? hasKey(object, name.value) : isRate || undefined;
  return has === undefined ? undefined : booleanValue(has);
};

export const isInstance: Native = (_, given) => {
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

export const partial: Native = (machine, given, place, scope) => {
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

export const text: Native = (_, given) => {
  const value = first(given);
  if (value?.type === "text") return value;
  return value?.type === "number" && !value.float ? textValue(String(value.value)) : undefined;
};

export const stop: Native = () => {
  throw new PythonError("the script ends here");
};

export const identity: Native = (_, given) => first(given);

export const where: Native = (_, given, place) => {
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

/** `cond(test, then, otherwise, *operands)` of Keras, TensorFlow and jax.lax, which calls one of the two. */
export const cond: Native = (machine, given, place, scope) => {
  const named = (name: string): Value | undefined => given.keywords.get(name)?.value;
  const [test, then, otherwise] = given.positional.map(({ value }) => value);
  const holds = truth(test ?? named("pred") ?? none);
  const chosen = holds === true ? (then ?? named("true_fn")) : (otherwise ?? named("false_fn"));
  if (holds === undefined || !chosen) return undefined;
  const operands = {
    positional: given.positional.slice(3),
    keywords: new Map(),
    range: given.range,
  };
  return machine.call(chosen, operands, place, scope);
};

export const progress: Native = (_, given) => first(given) ?? given.keywords.get("iterable")?.value;
