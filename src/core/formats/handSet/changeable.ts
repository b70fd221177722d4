import type { Program, Statement } from "../../program/statementTree";
import { optimizerGroups } from "../python/script/optimizers";
import type { Machine } from "../python/script/machine";
import { assignedIn } from "../python/script/training";
import type { LibraryObject, Scope, Value } from "../python/script/value";

/** A place that some round of a loop may write, and how to write it. */
export interface ChangeablePlace {
  readonly holder: object;
  readonly key: string | number;
  readonly before: Value;
  readonly write: (value: unknown) => void;
}

/** What statements of a program assign to: attributes by name, and names of the module. */
interface Assigned {
  readonly members: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
}

const known = new WeakMap<Program, Assigned>();

function assignedAnywhere(program: Program): Assigned {
  const done = known.get(program);
  if (done) return done;
  const members = new Set<string>();
  const globals = new Set<string>();
  const open: unknown[] = [...program.body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Statement;
    // what the constructor sets is set before any round
    if (part.type === "functionDefinition" && part.name.name === "__init__") continue;
    if (part.type === "assignment")
      for (const target of part.targets) if (target.type === "member") members.add(target.name);
    if (part.type === "outer") for (const name of part.names) globals.add(name);
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
  const found = { members, globals };
  known.set(program, found);
  return found;
}

/**
 * Every place that a round may write although the first ones do not: names that the body assigns,
 * names of the module that functions assign, attributes, and the rates of the optimizer itself.
 */
export function changeablePlaces(
  machine: Machine,
  program: Program,
  {
    body,
    scope,
    optimizer,
  }: {
    readonly body: readonly Statement[];
    readonly scope: Scope;
    readonly optimizer: LibraryObject | undefined;
  },
): ChangeablePlace[] {
  const { members, globals } = assignedAnywhere(program);
  const names = new Set([...assignedIn(body), ...globals]);
  const places: ChangeablePlace[] = [];
  const add = <Key extends string | number>(map: Map<Key, Value>, key: Key): void => {
    const before = map.get(key);
    if (before)
      places.push({
        holder: map,
        key,
        before,
        write: (value) => void map.set(key, value as Value),
      });
  };
  for (let at: Scope | undefined = scope; at; at = at.outer)
    for (const [name, value] of at.names) {
      if (names.has(name)) add(at.names, name);
      if (value.type === "instance") for (const member of members) add(value.attributes, member);
    }
  const groups =
    optimizer && (optimizer.attributes.get("param_groups") ?? freshGroups(machine, optimizer));
  for (const group of groups?.type === "list" ? groups.items : [])
    if (group.type === "dict") add(group.entries, "lr");
  return places;
}

function freshGroups(machine: Machine, optimizer: LibraryObject): Value | undefined {
  const items = optimizerGroups(machine, optimizer);
  if (!items) return undefined;
  const list: Value = { type: "list", tuple: false, items };
  optimizer.attributes.set("param_groups", list);
  return list;
}
