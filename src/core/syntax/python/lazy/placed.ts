import type { FunctionExpression } from "../../../program/tree";
import type { Statement } from "../../../program/statementTree";
import type { Range } from "../../../text/range";

/** From a place in the text that was parsed to that in the document. */
export type Placing = (at: number) => number;

/** What becomes of a function once it stands where it belongs. */
export type Adopt = (made: FunctionExpression) => FunctionExpression;

/** Statements as they stand elsewhere: the same, with every range moved. */
export function placed(statements: readonly Statement[], to: Placing, adopt: Adopt): Statement[] {
  return copied(statements, to, adopt) as Statement[];
}

function copied(part: unknown, to: Placing, adopt: Adopt): unknown {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((item) => copied(item, to, adopt));
  const copy: Record<string, unknown> = {};
  // a node's own keys, and nothing that they inherit: what is lowered are plain objects
  for (const key in part) {
    const value = (part as Readonly<Record<string, unknown>>)[key];
    const isPlain = typeof value !== "object" || value === null;
    copy[key] = isPlain
      ? value
      : key === "range" || key === "nameRange"
        ? moved(value as Range, to)
        : copied(value, to, adopt);
  }
  return copy["type"] === "function" ? adopt(copy as unknown as FunctionExpression) : copy;
}

const moved = ({ start, end }: Range, to: Placing): Range => ({ start: to(start), end: to(end) });
