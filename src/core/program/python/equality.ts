import { keyOf } from "../keys";
import type { Machine } from "../machine";
import { isObject, numberOf, type List, type Site, type Value } from "../values";
import { t } from "../../text/words";

/** Python's `==`. */
export function equal(machine: Machine, left: Value, right: Value): boolean {
  machine.spend(1);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a === b;
  if (!isObject(left) || !isObject(right)) return left === right;
  if (left === right) return true;
  if (left.kind === "list" && right.kind === "list") return equalLists(machine, left, right);
  if (left.kind === "dict" && right.kind === "dict") {
    if (left.entries.size !== right.entries.size) return false;
    return [...left.entries].every(([key, entry]) => {
      const other = right.entries.get(key);
      return other !== undefined && equal(machine, entry.value, other.value);
    });
  }
  if (left.kind === "library" && right.kind === "library") return left.path === right.path;
  if (left.kind === "span" && right.kind === "span")
    return left.length === right.length && left.start === right.start && left.step === right.step;
  return false;
}

function equalLists(machine: Machine, left: List, right: List): boolean {
  if (left.type !== right.type || left.items.length !== right.items.length) return false;
  if (left.type === "set") {
    const keys = new Set(right.items.map(keyOf));
    return left.items.every((item) => keys.has(keyOf(item)));
  }
  return left.items.every((item, index) => equal(machine, item, right.items[index]));
}

/** Which of two comes first: negative, zero, positive; NaN where a NaN is compared. */
export function order(machine: Machine, left: Value, right: Value, site: Site): number {
  machine.spend(1);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a === b ? 0 : a < b ? -1 : a > b ? 1 : NaN;
  if (typeof left === "string" && typeof right === "string")
    return left < right ? -1 : left > right ? 1 : 0;
  const areLists =
    isObject(left) && isObject(right) && left.kind === "list" && right.kind === "list";
  if (!areLists || left.type !== right.type || left.type === "set")
    throw machine.error(t("These two have no order."), site, "TypeError");
  for (const [index, item] of left.items.entries()) {
    const other = right.items[index];
    if (index >= right.items.length) return 1;
    if (!equal(machine, item, other)) return order(machine, item, other, site);
  }
  return left.items.length - right.items.length;
}

/** `item in container`. */
export function contains(machine: Machine, item: Value, container: Value, site: Site): boolean {
  if (typeof container === "string" && typeof item === "string") return container.includes(item);
  if (!isObject(container)) throw machine.error(t("Nothing can be in this."), site, "TypeError");
  if (container.kind === "list") return container.items.some((one) => equal(machine, one, item));
  if (container.kind === "dict")
    return keyOf(item) !== undefined && container.entries.has(keyOf(item));
  if (container.kind === "span") {
    const number = numberOf(item);
    if (number === undefined) return false;
    const index = (number - container.start) / container.step;
    return Number.isInteger(index) && index >= 0 && index < container.length;
  }
  throw machine.error(t("Nothing can be in this."), site, "TypeError");
}
