import type {
  Argument,
  ClassExpression,
  Expression,
  FunctionExpression,
  Name,
} from "../../../program/tree";
import type { Statement } from "../../../program/statementTree";
import type { Range } from "../../../text/range";
import type { Dotted, Outline } from "./outline";

/** What parsing a piece gives; asked for once. */
type Parse = () => readonly Statement[];

/** The definition that an outline tells of, at its place; `parse` gives it with all that it has. */
export function definitionAt(outline: Outline, start: number, parse: Parse): Statement {
  const name = nameAt(outline.name, outline.nameStart + start);
  const range = { start: outline.range.start + start, end: outline.range.end + start };
  return outline.kind === "function"
    ? { type: "functionDefinition", range, name, value: functionOf(outline, name, range, parse) }
    : { type: "classDefinition", range, name, value: classOf(outline, name, range, parse) };
}

const NONE: readonly never[] = [];
/** Of a text that is broken in a way that its first line does not show. */
const NO_FUNCTION = { parameters: NONE, body: NONE };

// each has its fields in one place: there are hundreds of them
function functionOf(
  { suspended, members }: Outline,
  { name, range: nameRange }: Name,
  range: Range,
  parse: Parse,
): FunctionExpression {
  let made: Pick<FunctionExpression, "parameters" | "body"> | undefined;
  const parsed = () =>
    (made ??= parse().find((one) => one.type === "functionDefinition")?.value ?? NO_FUNCTION);
  return {
    type: "function",
    range,
    name,
    nameRange,
    decorators: NONE,
    suspended,
    late: members,
    get parameters() {
      return parsed().parameters;
    },
    get body() {
      return parsed().body;
    },
  };
}

function classOf(
  { bases, members, nameStart }: Outline,
  { name, range: nameRange }: Name,
  range: Range,
  parse: Parse,
): ClassExpression {
  const moved = nameRange.start - nameStart;
  let made: readonly Statement[] | undefined;
  return {
    type: "class",
    range,
    name,
    nameRange,
    decorators: NONE,
    bases: bases.map((base) => argumentAt(base, moved)),
    late: members,
    get body() {
      return (made ??= parse().find((one) => one.type === "classDefinition")?.value.body ?? NONE);
    },
  };
}

const spanOf = (text: string, start: number): Range => ({ start, end: start + text.length });

const nameAt = (name: string, start: number): Name => ({
  type: "name",
  range: spanOf(name, start),
  name,
});

function argumentAt({ name, start }: Dotted, moved: number): Argument {
  const value = dottedAt(name, start + moved);
  return { kind: "positional", range: value.range, value };
}

function dottedAt(dotted: string, start: number): Expression {
  const point = dotted.lastIndexOf(".");
  if (point < 0) return nameAt(dotted, start);
  const name = dotted.slice(point + 1);
  return {
    type: "member",
    range: spanOf(dotted, start),
    object: dottedAt(dotted.slice(0, point), start),
    name,
    nameRange: spanOf(name, start + point + 1),
  };
}
