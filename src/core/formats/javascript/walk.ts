import type { Expression, Statement } from "../../program/tree";

/** Every expression and statement in some parts of a program; those inside of functions too if asked. */
export function* partsIn(root: unknown, intoFunctions = false): Generator<Expression | Statement> {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Expression | Statement;
    if ("type" in part) yield part;
    if (part.type === "function" && next !== root && !intoFunctions) continue;
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
}

/** Every name that is mentioned. */
export function namesIn(root: unknown): Set<string> {
  const names = new Set<string>();
  for (const part of partsIn(root, true)) if (part.type === "name") names.add(part.name);
  return names;
}

/** The names that statements give values to. */
export function assignedIn(root: unknown): Set<string> {
  const names = new Set<string>();
  for (const part of partsIn(root))
    if (part.type === "assign" || part.type === "update") addTarget(part.target, names);
    else if (part.type === "declaration")
      for (const { target } of part.declarators) addTarget(target, names);
  return names;
}

function addTarget(target: Expression | { readonly type: string }, names: Set<string>): void {
  // of `a.b = c` the object is another afterwards
  const root = target as Expression;
  if (root.type === "member" || root.type === "index") addTarget(root.object, names);
  else for (const name of namesIn(root)) names.add(name);
}
