import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Frame } from "./frame";
import { ownerOf } from "./owners";
import type { Location, Local } from "./scope";
import type { Name } from "./tree";
import { Cell, UNSET, type Site, type Value, type Variable } from "./values";
import { t, word } from "../text/words";

export const ONLY_ITS_OWN = word(
  "A schedule's function can change only variables of its own, declared with let.",
);

export type Write = (frame: Frame, value: Value, place: Site | undefined) => void;

/** The value of a name where it is read. */
export function compileName(compiler: Compiler, node: Name): Eval {
  const { name } = node;
  if (name === "this") return (frame) => frame.self;
  const location = compiler.scope.find(name, node.range);
  if (!location) return globalName(compiler, node);
  if (location.type === "global") return readGlobal(compiler, location.cell, node);
  const unset = unsetReader(compiler, node);
  if (location.type === "captured") {
    const { index } = location;
    return readCell(compiler, (frame) => frame.captured[index], unset);
  }
  if (!location.ready) {
    location.early = true;
    if (compiler.isStrict)
      throw compiler.machine.error(t`${name} is used before it is declared.`, compiler.site(node));
  }
  if (location.boxed) {
    const { index } = location;
    return readCell(compiler, (frame) => frame.values[index] as Cell | undefined, unset);
  }
  return readLocal(compiler, location, unset);
}

function readLocal(compiler: Compiler, { index, ready }: Local, unset: Eval): Eval {
  const { machine, tracked } = compiler;
  if (!tracked && ready) return (frame) => frame.values[index] as Value;
  return (frame) => {
    const value = frame.values[index] as Variable;
    if (value === UNSET) return unset(frame);
    if (tracked) machine.place = frame.places[index];
    return value;
  };
}

function readCell(
  compiler: Compiler,
  cellOf: (frame: Frame) => Cell | undefined,
  unset: Eval,
): Eval {
  const { machine, tracked } = compiler;
  return (frame) => {
    const cell = cellOf(frame);
    const value = cell instanceof Cell ? cell.value : UNSET;
    if (value === UNSET) return unset(frame);
    if (tracked) machine.place = cell?.place;
    return value;
  };
}

function readGlobal(compiler: Compiler, cell: Cell, node: Name): Eval {
  const { machine, tracked } = compiler;
  const unset = compiler.isStrict ? unsetReader(compiler, node) : globalName(compiler, node);
  return (frame) => {
    const { value } = cell;
    if (value === UNSET) return unset(frame);
    if (tracked) machine.place = cell.place;
    return value;
  };
}

/** A name that nothing declares: one of the language's, or one that only the run knows. */
function globalName(compiler: Compiler, node: Name): Eval {
  const { machine } = compiler;
  const builtin = machine.semantics.builtin(node.name);
  if (builtin) return compiler.constant(node, builtin.value);
  const site = compiler.site(node);
  if (compiler.isStrict) {
    const value = machine.unknown(node.name, site);
    return () => value;
  }
  return () => {
    machine.place = site;
    return machine.unknown(node.name, site);
  };
}

/** What is read of a variable that has no value yet. */
function unsetReader(compiler: Compiler, node: Name): Eval {
  const { machine } = compiler;
  const site = compiler.site(node);
  return () => {
    throw machine.error(t`${node.name} is used before it is declared.`, site, "ReferenceError");
  };
}

/** Gives a variable a value, told of before where changes are noted. */
export function writeVariable(compiler: Compiler, location: Location): Write {
  const { machine, tracked } = compiler;
  if (location.type === "local" && !location.boxed) return writeLocal(compiler, location);
  if (location.type === "global" && !tracked) return refuseOutside(compiler);
  const cellOf = cellReader(location);
  return (frame, value, place) => {
    const cell = cellOf(frame);
    if (!cell) return;
    if (machine.journal) machine.journal.note(ownerOf(cell));
    cell.value = value;
    if (tracked) cell.place = place;
  };
}

/** A function of a step gives the same for the same step: it keeps nothing between its calls. */
function refuseOutside({ machine }: Compiler): Write {
  return () => {
    throw machine.error(t(ONLY_ITS_OWN), machine.place, "Outside");
  };
}

export function cellReader(location: Location): (frame: Frame) => Cell | undefined {
  if (location.type === "global") return () => location.cell;
  const { index } = location;
  if (location.type === "captured") return (frame) => frame.captured[index];
  return (frame) => {
    const known = frame.values[index];
    if (known instanceof Cell) return known;
    const cell = new Cell(UNSET);
    frame.values[index] = cell;
    return cell;
  };
}

/** What a variable holds, whatever that is. */
export function peek(location: Location): (frame: Frame) => Variable {
  if (location.type !== "local") {
    const cellOf = cellReader(location);
    return (frame) => cellOf(frame)?.value;
  }
  const { index } = location;
  return (frame) => {
    const held = frame.values[index];
    return held instanceof Cell ? held.value : held;
  };
}

function writeLocal({ machine, tracked }: Compiler, { index }: Local): Write {
  if (!tracked) {
    return (frame, value) => {
      frame.values[index] = value;
    };
  }
  return (frame, value, place) => {
    machine.journal?.note(ownerOf(frame));
    frame.values[index] = value;
    frame.places[index] = place;
  };
}

/** A variable that is new each time its declaration is reached. */
export function declareVariable(compiler: Compiler, local: Local): Write {
  if (!local.boxed) return writeLocal(compiler, local);
  return (frame, value, place) => {
    const cell = new Cell(value);
    cell.place = place;
    frame.values[local.index] = cell;
  };
}

/** Empties the variable, as at the start of its block. */
export function clearVariable(local: Local): (frame: Frame) => void {
  const { index, boxed } = local;
  return (frame) => {
    frame.values[index] = boxed ? new Cell(UNSET) : UNSET;
  };
}
