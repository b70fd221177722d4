import type { DictValue, Value } from "../python/script/value";

/** What the entries count; both where they differ, or where epochs are converted to iterations. */
export type Counting = "epochs" | "iterations" | "both";

/** The schedulers of a config: one, or a list of them. */
export const entriesOf = (value: Value): DictValue[] => {
  const items = value.type === "list" ? value.items : [value];
  return items.flatMap((item) => (item.type === "dict" && item.entries.has("type") ? [item] : []));
};

export const entryAt = (value: Value | undefined, key: string): Value | undefined =>
  value?.type === "dict" ? value.entries.get(key) : undefined;

/** MMEngine's default is by epoch. */
export const isByEpoch = (entry: DictValue): boolean => {
  const flag = entryAt(entry, "by_epoch");
  return flag?.type !== "boolean" || flag.value;
};

/** Laid out by epochs, but set at every iteration. */
const converts = (entry: DictValue): boolean => {
  const flag = entryAt(entry, "convert_to_iter_based");
  return flag !== undefined && !(flag.type === "boolean" && !flag.value);
};

export function countingOf(schedulers: Value): Counting {
  const entries = entriesOf(schedulers);
  const epochs = entries.filter(isByEpoch);
  if (entries.some(converts)) return "both";
  if (epochs.length === entries.length) return "epochs";
  return epochs.length === 0 ? "iterations" : "both";
}

/** Schedulers whose curve is laid over their interval, whose end is by default that of the run. */
const LAID_OUT = /^(?:Constant|Linear|Poly|CosineAnnealing)/;

/** Whether the curve of an entry cannot be known before the length of the run is. */
export const needsLength = (entry: DictValue): boolean => {
  const type = entryAt(entry, "type");
  const own = ["end", "T_max", "total_iters"].some((key) => entry.entries.has(key));
  return type?.type === "text" && LAID_OUT.test(type.value) && !own;
};
