import type { Machine } from "./machine";
import type { BinaryOperator, CompareOperator, Unary } from "./tree";
import type { List, Site, Slot, Value } from "./values";

/** What can be walked over, item by item, while it may still grow. */
export interface Walk {
  length(): number;
  at(index: number): Value;
  /** Where an item stands. */
  slot(index: number): Slot | undefined;
}

/** Where languages differ in what the same tree means. No operand is open (`isOpen`). */
export interface Semantics {
  /** A global name of the language. */
  builtin(name: string): { readonly value: Value } | undefined;
  /** What the evaluator itself knows of a library's name, by its full path: `math.pi`. */
  library(path: string): { readonly value: Value } | undefined;
  truth(value: Value): boolean;
  unary(machine: Machine, operator: Unary["operator"], value: Value, site: Site): Value;
  binary(machine: Machine, operator: BinaryOperator, left: Value, right: Value, site: Site): Value;
  compare(
    machine: Machine,
    operator: CompareOperator,
    left: Value,
    right: Value,
    site: Site,
  ): Value;
  /** An attribute of what is neither open nor a library; `undefined` may be its value. */
  member(machine: Machine, object: Value, name: string, site: Site): Value;
  setMember(
    machine: Machine,
    object: Value,
    name: string,
    value: Value,
    slot: Slot | undefined,
    site: Site,
  ): void;
  deleteMember(machine: Machine, object: Value, name: string, site: Site): void;
  index(machine: Machine, object: Value, index: Value, site: Site): Value;
  setIndex(
    machine: Machine,
    object: Value,
    index: Value,
    value: Value,
    slot: Slot | undefined,
    site: Site,
  ): void;
  deleteIndex(machine: Machine, object: Value, index: Value, site: Site): void;
  walk(machine: Machine, value: Value, site: Site): Walk;
  /** JavaScript's `for … in`. */
  keys(machine: Machine, value: Value, site: Site): List;
  format(
    machine: Machine,
    value: Value,
    format: string | undefined,
    conversion: string | undefined,
    site: Site,
  ): string;
}
