import { partsIn } from "../../program/partsIn";
import type { Expression } from "../../program/tree";

/** Every name that is mentioned. */
export function namesIn(root: unknown): Set<string> {
  const names = new Set<string>();
  for (const part of partsIn(root)) if (part.type === "name") names.add(part.name);
  return names;
}

/** The names that statements give values to. */
export function assignedIn(root: unknown): Set<string> {
  const names = new Set<string>();
  for (const part of partsIn(root, false))
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
