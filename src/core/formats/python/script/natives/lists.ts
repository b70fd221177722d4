import { sizeOf } from "../data/sizes";
import { binary, truth } from "../operators";
import { openKeys } from "../tables";
import { booleanValue, listValue, none, numberOf, numberValue, type Value } from "../value";
import { type Native, first } from "./native";

export const chosen =
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

const MOST_ITEMS = 100_000;

/** Longer ones are those of training loops, of which the length alone is asked. */
const LONGEST_RANGE = 4000;

export const range: Native = (_, given) => {
  const limits = given.positional.map(({ value }) => numberOf(value));
  if (limits.includes(undefined)) return undefined;
  const [a = 0, b, step = 1] = limits.map((limit) => limit ?? 0);
  const [start, end] = b === undefined ? [0, a] : [a, b];
  const count = step === 0 ? NaN : Math.max(0, Math.ceil((end - start) / step));
  if (!(count <= LONGEST_RANGE)) return undefined;
  return listValue(Array.from({ length: count }, (_, index) => numberValue(start + index * step)));
};

export const length: Native = (machine, given) => {
  const value = first(given);
  if (value?.type === "dict") return openKeys(value) ? undefined : numberValue(value.entries.size);
  if (value?.type === "text") return numberValue(value.value.length);
  const size = sizeOf(machine, value);
  return size === undefined ? undefined : numberValue(size);
};

export const list =
  (tuple: boolean): Native =>
  (machine, given) => {
    const value = first(given);
    const items = value ? machine.iterate(value) : [];
    return items && listValue(items, tuple);
  };

export const sum: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  let total: Value | undefined = first(given, 1) ?? numberValue(0);
  for (const item of items ?? []) total = total && binary("+", total, item);
  return items && total;
};

export const quantified =
  (all: boolean): Native =>
  (machine, given) => {
    const items = first(given) && machine.iterate(first(given) ?? none);
    const known = items?.map(truth);
    if (!known || known.includes(undefined)) return undefined;
    return booleanValue(all ? !known.includes(false) : known.includes(true));
  };

export const enumerate: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  const start = numberOf(given.keywords.get("start")?.value ?? first(given, 1)) ?? 0;
  return (
    items &&
    listValue(items.map((item, index) => listValue([numberValue(index + start), item], true)))
  );
};

export const zip: Native = (machine, given) => {
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

export const reversed: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  return items && listValue(items.toReversed());
};

export const sorted: Native = (machine, given) => {
  const items = first(given) && machine.iterate(first(given) ?? none);
  if (!items || given.keywords.has("key") || items.some((item) => numberOf(item) === undefined))
    return undefined;
  const ascending = items.toSorted((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0));
  const backwards = truth(given.keywords.get("reverse")?.value ?? none);
  return backwards === undefined
    ? undefined
    : listValue(backwards ? ascending.reverse() : ascending);
};

export const linspace: Native = (_, given) => {
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

/** An element of a list; beyond its ends the libraries differ. */
export const take: Native = (_, given) => {
  const [items, index] = [first(given), numberOf(first(given, 1))];
  if (items?.type !== "list" || items.uncertain || index === undefined) return undefined;
  return items.items[index];
};
