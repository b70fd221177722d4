import type { LibraryOptimizer } from "../../libraries/construction";
import type { Optimizer } from "../../schedule/definition";
import type { LibraryRecord } from "../../libraries/value";
import type { Range } from "../../text/range";
import { t } from "../../text/words";
import type { Asking } from "./asking";
import { toLibrary } from "./convert";
import {
  betasOf,
  optimizerArgument,
  optimizerGroups,
  optimizerKind,
  baseRate,
} from "./script/optimizers";
import { numberOf, type DictValue, type LibraryObject, type Value } from "./script/value";

export interface ScriptOptimizer {
  readonly library: LibraryOptimizer;
  readonly own: Optimizer | undefined;
}

const lastName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("."), path.lastIndexOf("#")) + 1);

/** The first optimizer that a value holds, through wrappers of whatever kind. */
export function optimizerIn(value: Value | undefined): LibraryObject | undefined {
  if (value?.type === "choice") {
    const all = value.options.map(optimizerIn);
    return all.length > 0 && all.every((one) => one === all[0]) ? all[0] : undefined;
  }
  if (value?.type !== "object") return undefined;
  if (optimizerKind(value)) return value;
  return undefined;
}

/** Our names of what is given to an optimizer, and torch's. */
const PLACES = [
  ["weightDecay", "weight_decay"],
  ["momentum", "momentum"],
  ["beta1", "betas"],
  ["beta2", "betas"],
] as const;

/**
 * The optimizer that a scheduler drives, its rates as they are when the scheduler is made;
 * undefined with its rate asked for. For a scheduler that replaces the rates, those of an optimizer
 * that the script makes may be unknown: they are NaN then.
 */
export function scriptOptimizer(
  value: Value | undefined,
  asking: Asking,
  { replaced = false }: { readonly replaced?: boolean } = {},
): ScriptOptimizer | undefined {
  const object = optimizerIn(value);
  const kind = object && optimizerKind(object);
  if (!object || !kind) return unknownOptimizer(value, asking);
  const groups = groupsOf(object, asking);
  const argument = optimizerArgument(object, kind, "lr");
  const rates = groups.map((group, index) => {
    const rate = group.entries.get("lr");
    const { range } = rate === argument?.value && argument ? argument : object;
    asking.setting("lr", rate, { group: index, range });
    return replaced ? (numberOf(rate) ?? NaN) : asking.number(rate, "rate");
  });
  if (rates.includes(undefined)) return undefined;
  const learningRates = rates.map((rate) => rate ?? NaN);
  if (object.path.startsWith("torch.optim.")) {
    const range = argument?.range ?? object.calleeRange;
    if (learningRates.some((rate) => rate < 0)) refuseNegative(range, asking);
  }
  const base = numberOf(baseRate(object, kind)) ?? learningRates.at(-1) ?? NaN;
  const momentum =
    kind.momentum === undefined
      ? undefined
      : (numberOf(optimizerArgument(object, kind, "momentum")?.value) ?? kind.momentum);
  const weightDecay =
    kind.weightDecay === undefined
      ? undefined
      : (numberOf(optimizerArgument(object, kind, "weight_decay")?.value) ?? kind.weightDecay);
  const betas = betasOf(object, kind);
  for (const [key, name] of PLACES)
    asking.place(["optimizer", key], optimizerArgument(object, kind, name));
  const name = lastName(object.path);
  const shared = {
    ...(momentum !== undefined && { momentum }),
    ...(weightDecay !== undefined && { weightDecay }),
  };
  return {
    library: {
      kind: name,
      learningRates,
      defaultLearningRate: base,
      ...shared,
      ...(betas && { betas }),
      groups: groups.map((group) => plainGroup(group, asking)),
    },
    own: { name, ...shared, ...(betas && { beta1: betas[0], beta2: betas[1] }) },
  };
}

/** Every optimizer of torch raises on a rate below 0 (`Invalid learning rate`). */
function refuseNegative(range: Range, asking: Asking): void {
  const message = t("PyTorch refuses a negative learning rate.");
  asking.refuse([{ code: "refused-value", path: [], message }], () => range);
}

function groupsOf(object: LibraryObject, asking: Asking): DictValue[] {
  const { machine, findings } = asking.script;
  const groups = optimizerGroups(machine, object) ?? [];
  const added = findings.methods
    .filter(({ method, object: on }) => on === object && method === "add_param_group")
    .flatMap(({ given }) => given.slice(0, 1));
  return [...groups, ...added].flatMap((group) => {
    if (group.type !== "dict") return [];
    if (group.entries.has("lr")) return [group];
    const first = groups[0];
    const rate = first?.type === "dict" ? first.entries.get("lr") : undefined;
    return [
      { ...group, entries: new Map([...group.entries, ...(rate ? [["lr", rate] as const] : [])]) },
    ];
  });
}

/** What of a group the formulas read: its numbers and texts. */
function plainGroup({ entries }: DictValue, asking: Asking): LibraryRecord {
  const plain: Record<string, LibraryRecord[string]> = {};
  for (const [key, value] of entries) {
    if (key === "initial_lr" || key === "params") continue;
    if (value.type !== "number" && value.type !== "text" && value.type !== "boolean") continue;
    const converted = toLibrary(value, asking);
    if (converted !== undefined) plain[String(key)] = converted;
  }
  const resumed = entries.get("initial_lr");
  if (resumed?.type === "number" && entries.has("lr")) plain["initial_lr"] = resumed.value;
  return plain;
}

/** An optimizer that comes from elsewhere: its rate has to be asked for. */
function unknownOptimizer(value: Value | undefined, asking: Asking): ScriptOptimizer | undefined {
  const name =
    value?.type === "unknown"
      ? value.symbol
      : value?.type === "object"
        ? (value.label ?? "optimizer")
        : "optimizer";
  const symbol = `${name}.param_groups[0]["lr"]`;
  const range = value?.type === "unknown" || value?.type === "object" ? value.range : asking.anchor;
  const rate = asking.ask(symbol, range, "rate");
  if (rate === undefined) return undefined;
  return {
    library: { kind: "", learningRates: [rate], defaultLearningRate: rate },
    own: undefined,
  };
}
