import type { Range } from "../../text/range";
import { Compiler } from "../../program/compiler";
import { InterpreterError, OpenError } from "../../program/errors";
import { compileCode } from "../../program/functions";
import { Machine } from "../../program/machine";
import { Budget, Meter } from "../../program/meter";
import type { Global } from "../../program/scope";
import { customFunction, runWithin, translated } from "../../program/stepFunction";
import { typescriptSemantics } from "../../program/typescript/semantics";
import * as Program from "../../program/values";
import { Cell, UNSET } from "../../program/values";
import { functionValue, Lowering } from "../../syntax/typescript/lower";
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
  readonly machine: Machine;
  /** The helpers that it has come upon, compiled or about to be. */
  readonly cells: Map<string, Cell>;
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
    const callee = callableOf(session, closure);
    return customFunction(session.machine, callee, closure.range);
  } catch (error) {
    return refusal(reading, closure, error);
  }
}

function newSession(reading: Reading, closure: Closure, use: Range): Session {
  const foreign = closure.site.module.uri === undefined ? undefined : use;
  const meter = new Meter(budgetOf(reading));
  const machine = new Machine({ semantics: typescriptSemantics, meter, tracked: false });
  return { reading, machine, cells: new Map(), foreign };
}

function refusal(reading: Reading, closure: Closure, error: unknown): SourceUnknown {
  const { range } = closure;
  if (error instanceof OpenError)
    return unknownValue(error.site?.range ?? range, error.symbol, error.reason);
  const known = error instanceof InterpreterError ? error : translated(error, range);
  reading.blame(known.range, known.message, "custom-function");
  const { text } = closure.site.module;
  const symbol = text.slice(closure.node.startIndex, closure.node.endIndex).slice(0, 120);
  return unknownValue(range, symbol, "unfinished");
}

function callableOf(session: Session, closure: Closure): Program.Value {
  const cell = cellOf(session, closure);
  return typeof cell.value === "symbol" ? undefined : cell.value;
}

/** The variable of a helper. It may call itself: then the variable is filled once it is compiled. */
function cellOf(session: Session, closure: Closure): Cell {
  const { node, site } = closure;
  const key = `${site.module.uri ?? ""}#${node.id}`;
  const known = session.cells.get(key);
  if (known) return known;
  const cell = new Cell(UNSET);
  session.cells.set(key, cell);
  const { module } = site;
  const blame = module.uri === undefined ? undefined : session.foreign;
  const surroundings = {
    find: (_: string, range?: Range) => findAround(session, closure, range, blame),
  };
  const compiler = new Compiler(session.machine, { text: module.text, surroundings, blame });
  const tree = functionValue(new Lowering(module.text), node);
  cell.value = new Program.Closure(compileCode(compiler, tree).code, [], undefined);
  return cell;
}

/** What a name in a function stands for outside of it; undefined where nothing declares it. */
function findAround(
  session: Session,
  { node, site }: Closure,
  range: Range | undefined,
  blame: Range | undefined,
): Global | undefined {
  const use = range && node.descendantForIndex(range.start, range.end);
  if (!use) return undefined;
  const place = blame ?? rangeOf(use);
  const name = textOf(use, site.module);
  if (!resolveName(name, use, site.module)) return undeclared(session, use, site);
  const value = nameValue(session.reading, use, site);
  const inside = { ...session, foreign: session.foreign ?? place };
  const helper = session.reading.closureOf(value);
  const cell = helper ? cellOf(inside, helper) : new Cell(plainOf(inside, value, place));
  return { type: "global", cell, fixed: true };
}

/** A name that nothing declares may be one that the user has given a value for. */
function undeclared({ reading }: Session, use: SyntaxNode, site: Site): Global | undefined {
  if (typescriptSemantics.builtin(textOf(use, site.module))) return undefined;
  const value = reading.runtime(use, site);
  if (value.type !== "number") return undefined;
  return { type: "global", cell: new Cell(value.value), fixed: true };
}

/** A value that was read without running anything, as the evaluator's own. */
function plainOf(session: Session, value: Value, range: Range): Program.Value {
  const primitive = primitiveOf(value);
  if (primitive) return primitive.is;
  const closure = session.reading.closureOf(value);
  if (closure) return callableOf(session, closure);
  switch (value.type) {
    case "array":
      return new Program.List(
        "list",
        value.items.map((item) => plainOf(session, item, range)),
      );
    case "object":
      return Program.Dict.of(
        value.entries.map((entry) => [entry.key, plainOf(session, entry.value, range)]),
      );
    case "unknown":
      throw new OpenError(value.symbol, value.reason, { range, literal: false });
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
    const callee = callableOf(session, closure);
    const plain = values.map((value) => plainOf(session, value, range));
    const { machine } = session;
    const run = () => machine.apply(callee, plain, { range, literal: false });
    return valueOf(runWithin(machine, run, range), range);
  } catch (error) {
    if (site.module.uri === undefined) return { ...refusal(reading, closure, error), range };
    return unknownValue(range, textOf(node, site.module).slice(0, 120), "runtime");
  }
}

/** An evaluator's value as one of the definition's, standing at `range`. */
function valueOf(plain: Program.Value, range: Range): Value {
  const base = { range, literal: false };
  if (plain instanceof Program.List)
    return { type: "array", items: plain.items.map((item) => sourceOf(item, range)), ...base };
  if (plain instanceof Program.Dict) {
    const entries = [...plain.entries].map(([key, entry]): SourceEntry => ({
      key: String(key),
      keyRange: range,
      range,
      value: sourceOf(entry.value, range),
    }));
    return { type: "object", entries, ...base };
  }
  if (Program.isObject(plain)) return unknownValue(range, "function", "runtime");
  return scalar(plain, range);
}

function sourceOf(plain: Program.Value, range: Range): SourceValue {
  const value = valueOf(plain, range);
  return value.type === "closure" || value.type === "undefined"
    ? unknownValue(range, "undefined", "runtime")
    : value;
}
