import { thingOf } from "../../program/identity";
import type { Value as Evaluated } from "../../program/values";
import {
  Cell,
  Dict,
  Library,
  List,
  ModuleValue,
  UNSET,
  Unknown,
  type Variable,
} from "../../program/values";
import type { Site as Place, Slot } from "../../program/values";
import { literalPattern } from "../../text/literalPattern";
import type { SourceArray, SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import { isBuilder } from "./builders";
import type { Binding } from "./bindings";
import { importedBinding, isPackage, PACKAGE } from "./exports";
import { followedValue } from "./follow";
import { calleeOf } from "../../program/stepFunction";
import { resolveName } from "./lookup";
import { declaredMember } from "./members";
import type { Site } from "./module";
import { isChanged, namespaceMember, nameValue } from "./names";
import type { Session } from "./session";
import { hasOpenSpread, primitiveOf, type Value } from "./value";

/** A variable around a piece of code, and what in it only the running program knows. */
interface Outer {
  readonly cell: Cell | undefined;
  readonly open: readonly Unknown[];
}

/** The variable that a name stands for at `use`; without a cell where nothing declares it. */
export function outerValue(session: Session, name: string, use: SyntaxNode, site: Site): Outer {
  const known = libraryValue(session, name, use, site) ?? membersOf(session, name, use, site);
  if (known) return { cell: new Cell(known), open: [] };
  const binding = resolveName(name, use, site.module);
  if (!binding) return { cell: undefined, open: [] };
  const changed = changedName(session, binding, use, site);
  if (changed) return changed;
  const value = nameValue(session.reading, use, site);
  const closure = session.reading.closureOf(value);
  if (closure) {
    const { cell, around } = session.helper(closure, rangeOf(use));
    return { cell, open: around.open.map((one) => one.value) };
  }
  const here: Place = { uri: site.module.uri, range: rangeOf(use), literal: value.literal };
  const open: Unknown[] = [];
  const cell = new Cell(plainOf({ session, here, open }, value));
  cell.place = placeOf(value, here);
  return { cell, open };
}

/** What the file's statements have made of a name up to here. */
function changedName(
  { reading, tracked }: Session,
  binding: Binding,
  use: SyntaxNode,
  site: Site,
): Outer | undefined {
  if (!isChanged(binding)) return undefined;
  // a function of the step is called once the file has been run
  const found = followedValue(reading, binding, use, site, tracked ? "here" : "in the end");
  if (!found) return undefined;
  reading.tracer.unsettle();
  const cell = new Cell(found.value);
  cell.place = found.place;
  return { cell, open: found.open };
}

/** A name of the run-time library. */
function libraryValue(
  { reading }: Session,
  name: string,
  use: SyntaxNode,
  { module }: Site,
): Evaluated {
  const binding = resolveName(name, use, module);
  if (!binding) return isBuilder(name) ? new Library(`${PACKAGE}.${name}`) : undefined;
  if (binding.kind !== "import") return undefined;
  const found = importedBinding(reading.loader, binding);
  if (!found || !("kind" in found) || found.kind !== "import") return undefined;
  if (!isPackage(found.specifier)) return undefined;
  return new Library(found.imported === "*" ? PACKAGE : `${PACKAGE}.${found.imported}`);
}

/** A namespace, a class, a file: those of its members that this code names. */
function membersOf(session: Session, name: string, use: SyntaxNode, site: Site): Evaluated {
  const { reading } = session;
  const binding = resolveName(name, use, site.module);
  const direct = binding?.kind === "import" ? importedBinding(reading.loader, binding) : binding;
  if (!direct || !("kind" in direct)) return undefined;
  const isWhole = direct.kind === "import" && direct.imported === "*";
  if (!isWhole && direct.kind !== "namespace" && direct.kind !== "class") return undefined;
  const member = new RegExp(`${literalPattern(name)}\\s*\\??\\.\\s*([\\w$]+)`, "g");
  const names = new Set([...site.module.text.matchAll(member)].map(([, key = ""]) => key));
  const here: Place = { uri: site.module.uri, range: rangeOf(use), literal: false };
  const read = (key: string): Variable => {
    const value =
      namespaceMember(reading, use, key, use, site) ?? declaredMember(reading, use, key, use, site);
    return value && value.type !== "unknown" ? plainOf({ session, here, open: [] }, value) : UNSET;
  };
  const members = new Map<string, Variable>(
    [...names].slice(0, MAX_MEMBERS).map((key) => [key, read(key)]),
  );
  return new ModuleValue(name, (key) => (members.has(key) ? members.get(key) : UNSET));
}

/** Members of one name that are looked up. */
const MAX_MEMBERS = 50;

interface Use {
  readonly session: Session;
  readonly here: Place;
  /** Gets what is found to be unknown. */
  readonly open: Unknown[];
}

/** A value that was read without running anything, as the evaluator's own. */
function plainOf(use: Use, value: Value): Evaluated {
  const primitive = primitiveOf(value);
  if (primitive) return primitive.is;
  use.session.reading.spend(1);
  switch (value.type) {
    case "closure":
    case "function":
      return functionOf(use, value);
    case "array":
      return listOf(use, value);
    case "object":
      return dictOf(use, value);
    case "unknown":
      return unknown(use, value.symbol, value.reason, placeOf(value, use.here));
    default:
      return unknown(use, "", "runtime", use.here);
  }
}

function unknown(
  { session, open }: Use,
  symbol: string,
  reason: Unknown["reason"],
  place: Place,
): Unknown {
  const value = session.unknown(symbol, reason, place);
  open.push(value);
  return value;
}

function functionOf(use: Use, value: Extract<Value, { type: "closure" | "function" }>): Evaluated {
  const { session, here } = use;
  const closure = session.reading.closureOf(value);
  if (!closure) return value.type === "function" ? calleeOf(value.call) : undefined;
  const { cell, around } = session.helper(closure, here.range);
  use.open.push(...around.open.map((one) => one.value));
  return cell.value === UNSET ? unknown(use, "function", "runtime", here) : cell.value;
}

function listOf(use: Use, value: SourceArray): Evaluated {
  const { items } = value;
  const list = new List(items.map((item) => plainOf(use, item)));
  list.identity = thingOf(items);
  if (use.session.tracked) list.slots = items.map((item) => slotOf(item, use.here));
  if (hasOpenSpread(value)) list.opaque = list.items.find((item) => item instanceof Unknown);
  return list;
}

function dictOf(
  use: Use,
  { entries, absent = [], builderRange }: Extract<Value, { type: "object" }>,
): Evaluated {
  const dict = new Dict();
  dict.identity = thingOf(entries);
  const { here } = use;
  for (const { key, keyRange, value } of entries) {
    const keySite = { uri: here.uri, range: keyRange, literal: false };
    const slot = slotOf(value, here);
    dict.entries.set(key, { key, value: plainOf(use, value), slot, keySite });
  }
  for (const key of absent) dict.set(key, undefined);
  if (builderRange) dict.builder = { uri: here.uri, range: builderRange, literal: false };
  return dict;
}

function slotOf(value: SourceValue, here: Place): Slot {
  const use = { uri: here.uri, range: value.range, literal: value.literal };
  return { use, place: placeOf(value, use), call: undefined };
}

/** Where the literal of a value stands. */
const placeOf = ({ range, literal, origin }: Value, { uri }: Place): Place =>
  origin ? { uri: origin.uri, range: origin.range, literal: true } : { uri, range, literal };
