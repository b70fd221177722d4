import type { Range } from "../../../text/range";
import { lookUpMember } from "./inheritance";
import type { Machine } from "./machine";
import { binary } from "./operators";
import {
  listValue,
  numberValue,
  unknownValue,
  type DictValue,
  type Given,
  type InstanceValue,
  type Value,
} from "./value";

/** torch's class from which scripts derive schedulers of their own (torch/optim/lr_scheduler.py). */
const BASE = /^torch\.optim\.lr_scheduler\.(?:_LRScheduler|LRScheduler)$/;

export const isSchedulerBase = (base: string | undefined): boolean => BASE.test(base ?? "");

/** Calls a method of an object of the script's; undefined where its class has none of that name. */
export function callMethod(
  machine: Machine,
  self: InstanceValue,
  name: string,
  range: Range,
  args: readonly Value[] = [],
): Value | undefined {
  const found = lookUpMember(self.of, name);
  if (found?.value.type !== "function") return undefined;
  const positional = args.map((value) => ({ value, range }));
  const given: Given = { positional, keywords: new Map(), range };
  return machine.callFunction({ ...found.value, self, owner: found.owner }, given, range);
}

/** `super()` stands for the object under another class: this is the object itself. */
const itself = ({ findings }: Machine, { attributes }: InstanceValue): InstanceValue | undefined =>
  findings.instances.find((one) => one.attributes === attributes);

/**
 * What `LRScheduler.__init__(optimizer, last_epoch=-1)` does: it keeps the rates to begin with in
 * `base_lrs` and makes the first step.
 */
export function startScheduler(machine: Machine, self: InstanceValue, given: Given): void {
  const optimizer = given.keywords.get("optimizer")?.value ?? given.positional[0]?.value;
  const last = given.keywords.get("last_epoch")?.value ?? given.positional[1]?.value;
  const set = (name: string, value: Value): void => {
    machine.journal.set(self.attributes, name, value);
  };
  set("optimizer", optimizer ?? unknownValue("optimizer", given.range));
  const groups = groupsOf(machine, self, given.range);
  for (const { entries } of groups) {
    const rate = entries.get("initial_lr") ?? entries.get("lr");
    if (rate) machine.journal.set(entries, "initial_lr", rate);
  }
  const rates = groups.map(({ entries }) => entries.get("initial_lr"));
  set("base_lrs", listValue(rates.filter((rate) => rate !== undefined)));
  set("last_epoch", last ?? numberValue(-1));
  set("_step_count", numberValue(0));
  const own = itself(machine, self) ?? self;
  if (callMethod(machine, own, "step", given.range) === undefined)
    stepScheduler(machine, self, { positional: [], keywords: new Map(), range: given.range });
}

/**
 * What `LRScheduler.step(epoch=None)` does: one further, or to `epoch`, and then what get_lr gives
 * becomes the groups' rates.
 */
export function stepScheduler(machine: Machine, self: InstanceValue, given: Given): void {
  const own = itself(machine, self) ?? self;
  const epoch = given.keywords.get("epoch")?.value ?? given.positional[0]?.value;
  const to = epoch?.type === "none" ? undefined : epoch;
  const next = (name: string): Value =>
    binary("+", self.attributes.get(name) ?? numberValue(-1), numberValue(1)) ??
    unknownValue(name, given.range, "loop");
  machine.journal.set(self.attributes, "_step_count", next("_step_count"));
  machine.journal.set(self.attributes, "last_epoch", to ?? next("last_epoch"));
  const rates =
    (to && callMethod(machine, own, "_get_closed_form_lr", given.range)) ??
    callMethod(machine, own, "get_lr", given.range) ??
    unknownValue("get_lr()", given.range);
  machine.journal.set(self.attributes, "_last_lr", rates);
  groupsOf(machine, self, given.range).forEach(({ entries }, index) => {
    machine.journal.set(entries, "lr", rateOf(rates, index, given.range));
  });
}

function rateOf(rates: Value, index: number, range: Range): Value {
  if (rates.type === "list" && !rates.uncertain)
    return rates.items[index] ?? unknownValue("the rate of a parameter group", range);
  return rates.type === "list" ? (rates.uncertain ?? rates) : rates;
}

/** The parameter groups of the optimizer that a scheduler was given. */
export function groupsOf(machine: Machine, self: InstanceValue, range: Range): DictValue[] {
  const optimizer = self.attributes.get("optimizer");
  if (!optimizer) return [];
  const place = { range, calleeRange: range, text: "optimizer.param_groups" };
  const groups = machine.member(optimizer, "param_groups", place, self.of.scope);
  const items = groups.type === "list" ? groups.items : [];
  return items.filter((item) => item.type === "dict");
}
