import type { Expression } from "../../program/tree";
import type { Statement } from "../../program/statementTree";
import type { ClassValue } from "../python/script/value";

/**
 * Attributes that a class's methods give values to or change in place.
 *
 * @param others Methods that do not count: its constructor, unless told otherwise.
 */
export function changedByMethods(of: ClassValue, others = /^__init__$/): ReadonlySet<string> {
  const names = new Set<string>();
  collect(of, others, names, 0);
  return names;
}

function collect(of: ClassValue, others: RegExp, names: Set<string>, depth: number): void {
  if (depth > 16) return;
  for (const base of of.bases) if (base.type === "class") collect(base, others, names, depth + 1);
  const open: unknown[] = [...of.node.body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Statement | Expression;
    if (part.type === "functionDefinition" && others.test(part.name.name)) continue;
    for (const target of changedBy(part)) names.add(target);
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
}

/** Methods of lists and dicts that change what they are called on. */
const IN_PLACE =
  /^(?:append|extend|insert|pop|popleft|remove|clear|sort|reverse|update|setdefault)$/;

function changedBy(part: Statement | Expression): readonly string[] {
  if (part.type === "assignment")
    return part.targets.flatMap((target) => {
      if (target.type === "member") return [target.name];
      return target.type === "index" && target.object.type === "member" ? [target.object.name] : [];
    });
  if (part.type !== "call" || part.callee.type !== "member") return [];
  const { name, object } = part.callee;
  return IN_PLACE.test(name) && object.type === "member" ? [object.name] : [];
}
