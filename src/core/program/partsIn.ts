import type { Expression } from "./tree";
import type { Statement } from "./statementTree";

export type Part = Statement | Expression;

/**
 * Every statement and expression in a part of a program, itself included, in no particular order;
 * without what functions in it do, where that is asked.
 */
export function* partsIn(root: unknown, intoFunctions = true): Generator<Part> {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Part;
    if ("type" in next) yield part;
    if (part.type === "function" && next !== root && !intoFunctions) continue;
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
}
