import type { Range } from "../../text/range";
import { Compiler } from "../interpreter/compiler";
import { InterpreterError, UnknownSymbolError } from "../interpreter/error";
import { compileFunction as compileNode } from "../interpreter/functions";
import { Budget, Meter } from "../interpreter/meter";
import { isArray, isCallable, record, type Callable, type Plain } from "../interpreter/plain";
import { customFunction, runWithin } from "../interpreter/program";
import { tables } from "../interpreter/tables";
import type { CustomFunction, SourceEntry, SourceUnknown, SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import { resolveName } from "./lookup";
import { placeOf, textOf, type Site } from "./module";
import { nameValue } from "./names";
import type { HelperCall, Reading } from "./reading";
import {
  primitiveOf,
  scalar,
  spreadUnknown,
  unknownValue,
  type Closure,
  type Value,
} from "./value";

/** The state of compiling one function with the helpers that it calls. */
interface Session {
  readonly reading: Reading;
  readonly meter: Meter;
  readonly callables: Map<string, Callable>;
  /** Where an error in an imported helper is shown in this document. */
  readonly foreign: Range | undefined;
}

/** The file's functions share what they may take; a file of a thousand cannot take a thousandfold. */
const budgets = new WeakMap<Reading, Budget>();

function budgetOf(reading: Reading): Budget {
  const known = budgets.get(reading) ?? new Budget();
  budgets.set(reading, known);
  return known;
}

/** Makes the function of a custom phase callable, or says what in it cannot be known or read. */
export function compileFunction(
  reading: Reading,
  closure: Closure,
): CustomFunction | SourceUnknown {
  const session = newSession(reading, closure, closure.range);
  try {
    return customFunction(compileClosure(session, closure), session.meter, closure.range);
  } catch (error) {
    return refusal(reading, closure, error);
  }
}

function newSession(reading: Reading, closure: Closure, use: Range): Session {
  const foreign = closure.site.module.uri === undefined ? undefined : use;
  return { reading, meter: new Meter(budgetOf(reading)), callables: new Map(), foreign };
}

function refusal(reading: Reading, closure: Closure, error: unknown): SourceUnknown {
  if (error instanceof UnknownSymbolError)
    return unknownValue(error.range, error.symbol, error.reason);
  if (!(error instanceof InterpreterError)) throw error;
  reading.blame(error.range, error.message, "custom-function");
  const { text } = closure.site.module;
  const symbol = text.slice(closure.node.startIndex, closure.node.endIndex).slice(0, 120);
  return unknownValue(closure.range, symbol, "unfinished");
}

function compileClosure(session: Session, closure: Closure): Callable {
  const { node, site } = closure;
  const key = `${site.module.uri ?? ""}#${node.id}`;
  const known = session.callables.get(key);
  if (known) return known;
  // a function may call itself: the helper that it finds then is this one, once it is compiled
  const state: { target: Callable | undefined } = { target: undefined };
  const indirect: Callable = { kind: "function", invoke: (values) => state.target?.invoke(values) };
  session.callables.set(key, indirect);
  const compiler = new Compiler(surroundingsOf(session, closure), session.meter, tables);
  state.target = compileNode(compiler, node)(undefined);
  return state.target;
}

function surroundingsOf(session: Session, { site }: Closure) {
  const foreign = site.module.uri === undefined ? undefined : session.foreign;
  return {
    text: (node: SyntaxNode) => textOf(node, site.module),
    rangeOf: (node: SyntaxNode) => foreign ?? rangeOf(node),
    lookUp: (node: SyntaxNode) => lookUp(session, node, site, foreign ?? rangeOf(node)),
  };
}

function lookUp(
  session: Session,
  node: SyntaxNode,
  site: Site,
  range: Range,
): { value: Plain } | undefined {
  const name = textOf(node, site.module);
  if (!resolveName(name, node, site.module)) return unresolved(session, node, site, range);
  const value = nameValue(session.reading, node, site);
  const useRange = session.foreign ?? range;
  return { value: plainOf({ ...session, foreign: useRange }, value, range) };
}

const HOST_NAMES: ReadonlySet<string> = new Set([
  "undefined",
  "NaN",
  "Infinity",
  "Math",
  "Number",
  "Array",
]);
const FUNCTION_NAMES: ReadonlySet<string> = new Set([
  "String",
  "Boolean",
  "parseFloat",
  "parseInt",
  "isNaN",
  "isFinite",
]);

/** A name that nothing declares may be one that the user has given a value for. */
function unresolved(
  session: Session,
  node: SyntaxNode,
  site: Site,
  range: Range,
): { value: Plain } | undefined {
  const name = textOf(node, site.module);
  if (HOST_NAMES.has(name) || FUNCTION_NAMES.has(name)) return undefined;
  const value = session.reading.runtime(node, site);
  if (value.type === "number") return { value: value.value };
  throw new UnknownSymbolError(name, "runtime", range);
}

/** A value that was read without running anything, as the interpreter's own. */
function plainOf(session: Session, value: Value, range: Range): Plain {
  const primitive = primitiveOf(value);
  if (primitive) return primitive.is;
  const closure = session.reading.closureOf(value);
  if (closure) return compileClosure(session, closure);
  switch (value.type) {
    case "array":
      return value.items.map((item) => plainOf(session, item, range));
    case "object":
      return record(
        new Map(value.entries.map((entry) => [entry.key, plainOf(session, entry.value, range)])),
      );
    case "unknown":
      throw new UnknownSymbolError(value.symbol, value.reason, range);
    default:
      return undefined;
  }
}

/** The result of a helper function that loops or assigns, for arguments that are known. */
export function interpretHelper(
  reading: Reading,
  { closure, values }: HelperCall,
  node: SyntaxNode,
  site: Site,
): Value {
  const range = rangeOf(node);
  const unknown = values.find((value) => value.type === "unknown");
  if (unknown?.type === "unknown") return spreadUnknown(unknown, range, placeOf(node, site.module));
  const session = newSession(reading, closure, range);
  try {
    const callable = compileClosure(session, closure);
    const plain = values.map((value) => plainOf(session, value, range));
    return valueOf(runWithin(callable, plain, session.meter, range), range);
  } catch (error) {
    if (site.module.uri === undefined) return { ...refusal(reading, closure, error), range };
    return unknownValue(range, textOf(node, site.module).slice(0, 120), "runtime");
  }
}

/** An interpreter's value as one of the definition's, standing at `range`. */
function valueOf(plain: Plain, range: Range): Value {
  const base = { range, literal: false };
  if (isArray(plain))
    return { type: "array", items: plain.map((item) => sourceOf(item, range)), ...base };
  if (typeof plain !== "object" || plain === null) return scalar(plain, range);
  if (isCallable(plain)) return unknownValue(range, "function", "runtime");
  const entries = plain.keys.map((key): SourceEntry => ({
    key,
    keyRange: range,
    range,
    value: sourceOf(plain.get(key), range),
  }));
  return { type: "object", entries, ...base };
}

function sourceOf(plain: Plain, range: Range): SourceValue {
  const value = valueOf(plain, range);
  return value.type === "closure" || value.type === "undefined"
    ? unknownValue(range, "undefined", "runtime")
    : value;
}
