import { lookUpMember } from "../inheritance";
import type { Machine } from "../machine";
import { argument } from "../natives/native";
import { numberOf, type Given, type InstanceValue, type LibraryObject, type Value } from "../value";
import { PUBLISHED } from "./published";

/** Data sets that are made of others, at most so deep. */
const DEEPEST = 8;

/**
 * How many items data has, or batches a loader of torch gives; undefined where only the run knows.
 * A loader that is shared among processes gives each of them fewer.
 */
export function sizeOf(machine: Machine, value: Value | undefined, depth = 0): number | undefined {
  if (depth > DEEPEST || mayHaveChanged(machine, value)) return undefined;
  const inner = (part: Value | undefined): number | undefined => sizeOf(machine, part, depth + 1);
  switch (value?.type) {
    case "list":
      return (value.uncertain ?? value.more) ? undefined : value.items.length;
    case "choice":
      return onlyOne(value.options.map(inner));
    case "instance":
      return sizeOfInstance(machine, value);
    case "object":
      return sizeOfObject(machine, value, inner);
    default:
      return undefined;
  }
}

/** What is not followed may take items out of data that it is given; a loader it just runs over. */
function mayHaveChanged({ findings }: Machine, value: Value | undefined): boolean {
  if (value?.type === "instance") return findings.escaped.has(value);
  return value?.type === "object" && !LOADER.test(value.path) && findings.escaped.has(value);
}

type Inner = (part: Value | undefined) => number | undefined;

const onlyOne = ([first, ...rest]: readonly (number | undefined)[]): number | undefined =>
  rest.every((one) => one === first) ? first : undefined;

/** What a class of the script says by `__len__`; without one, what it inherits from torchvision. */
function sizeOfInstance(machine: Machine, object: InstanceValue): number | undefined {
  if (isUnsure(machine, object)) return undefined;
  const found = lookUpMember(object.of, "__len__");
  if (found?.value.type === "function") {
    const nothing: Given = { positional: [], keywords: new Map(), range: object.range };
    const method = { ...found.value, self: object, owner: found.owner };
    return numberOf(machine.callFunction(method, nothing, object.range));
  }
  const base = machine.findings.baseCalls.get(object.attributes);
  return base && sizePublished(base.base, base.given, object.attributes);
}

/**
 * What an object counts itself in a loop has been read in one round; what a setter does, not at all; and
 * a list may be what is left of the lines of a file.
 */
const isUnsure = ({ findings }: Machine, { of, attributes }: InstanceValue): boolean =>
  findings.changedInLoops.has(attributes) ||
  [...attributes.values()].some(({ type }) => type === "list") ||
  [...attributes.keys()].some((name) => lookUpMember(of, name)?.value.type === "function");

const LOADER = /^torch\.utils\.data\.(?:dataloader\.)?DataLoader$/;
const TORCH_DATA = /^torch\.utils\.data\.(?:[a-z]\w*\.)?([A-Z]\w*)$/;

function sizeOfObject(machine: Machine, object: LibraryObject, inner: Inner): number | undefined {
  const { path, given, attributes } = object;
  const kind = TORCH_DATA.exec(path)?.[1];
  if (machine.findings.shared.has(object) || given.open) return undefined;
  switch (kind) {
    case undefined:
      return sizePublished(path, given, attributes) ?? rowsOf(path, given);
    case "DataLoader":
      return batchesOf(given, inner);
    case "BatchSampler":
      return inBatches(
        inner(argument(given, "sampler", 0)),
        argument(given, "batch_size", 1),
        argument(given, "drop_last", 2),
      );
    case "Subset": {
      // random_split's parts have the number of their items for these
      const indices = argument(given, "indices", 1);
      return numberOf(indices) ?? inner(indices);
    }
    case "RandomSampler":
    case "WeightedRandomSampler": {
      const drawn = argument(given, "num_samples", kind === "RandomSampler" ? 2 : 1);
      return drawn && drawn.type !== "none" ? numberOf(drawn) : inner(given.positional[0]?.value);
    }
    case "ConcatDataset":
      return together(argument(given, "datasets", 0), inner);
    case "SequentialSampler":
    case "SubsetRandomSampler":
    case "TensorDataset":
      return inner(given.positional[0]?.value);
    default:
      return undefined;
  }
}

/** What a loader, or a part of a data set, keeps of what it was made of. */
export function ofData({ path, given }: LibraryObject, name: string): Value | undefined {
  const kind = TORCH_DATA.exec(path)?.[1];
  if (name === "batch_size" && kind === "DataLoader") return argument(given, name, 1);
  const holds = kind === "DataLoader" || kind === "Subset";
  return name === "dataset" && holds ? argument(given, name, 0) : undefined;
}

function together(parts: Value | undefined, inner: Inner): number | undefined {
  if (parts?.type !== "list" || inner(parts) === undefined) return undefined;
  let sum: number | undefined = 0;
  for (const part of parts.items) {
    const size = inner(part);
    sum = sum === undefined || size === undefined ? undefined : sum + size;
  }
  return sum;
}

const isGiven = (value: Value | undefined): boolean => value !== undefined && value.type !== "none";

/** `DataLoader(dataset, batch_size=1, shuffle, sampler, batch_sampler, …, drop_last=False)` (torch 2.13). */
function batchesOf(given: Given, inner: Inner): number | undefined {
  const sampler = argument(given, "sampler", 3);
  const batches = argument(given, "batch_sampler", 4);
  if (isGiven(batches)) return inner(batches);
  const items = inner(isGiven(sampler) ? sampler : argument(given, "dataset", 0));
  return inBatches(items, argument(given, "batch_size", 1), argument(given, "drop_last", 8));
}

function inBatches(
  items: number | undefined,
  batch: Value | undefined,
  dropLast: Value | undefined,
): number | undefined {
  if (batch?.type === "none") return items;
  const size = batch ? numberOf(batch) : 1;
  const drops = dropLast?.type === "boolean" ? dropLast.value : dropLast ? undefined : false;
  if (items === undefined || size === undefined || !(size >= 1) || drops === undefined)
    return undefined;
  return drops ? Math.floor(items / size) : Math.ceil(items / size);
}

/** What holds the items: a script that sets it has chosen among them. */
const HELD = ["data", "targets", "labels", "samples", "imgs", "_labels", "_images"];

function sizePublished(
  path: string,
  given: Given,
  attributes: ReadonlyMap<string, Value>,
): number | undefined {
  const name = /^torchvision\.datasets\.(?:[a-z]\w*\.)?([A-Z]\w*)$/.exec(path)?.[1] ?? "";
  const known = Object.hasOwn(PUBLISHED, name) ? PUBLISHED[name] : undefined;
  if (!known || given.open || HELD.some((one) => attributes.has(one))) return undefined;
  const part = argument(given, known.by, known.place);
  const said = part?.type === "boolean" || part?.type === "text" ? String(part.value) : undefined;
  const key = part ? said : known.usual;
  return key !== undefined && Object.hasOwn(known.parts, key) ? known.parts[key] : undefined;
}

const SHAPED =
  /^(?:torch|numpy)\.(?:zeros|ones|empty|full|rand|randn|random\.(?:rand|randn|random))$/;

/** `torch.randn(1000, 10)`, `np.zeros((1000, 10))`: the first of its dimensions. */
function rowsOf(path: string, given: Given): number | undefined {
  if (!SHAPED.test(path)) return undefined;
  const size = given.keywords.get("size")?.value ?? given.positional[0]?.value;
  return numberOf(size?.type === "list" ? size.items[0] : size);
}
