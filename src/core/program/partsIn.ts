import type { Expression, Statement } from "./tree";

export type Part = Statement | Expression;

/** Every statement and expression in a part of a program, itself included, in no particular order. */
export function* partsIn(root: unknown): Generator<Part> {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if ("type" in next) yield next as Part;
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
}
