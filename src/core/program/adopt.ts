import { Compiler } from "./compiler";
import { compileCode } from "./functions";
import type { Machine } from "./machine";
import { Closure } from "./values";

const twins = new WeakMap<Machine, WeakMap<Closure, Closure>>();

/** The same function compiled for another machine; it sees the same variables. */
export function adopted(machine: Machine, closure: Closure): Closure {
  const known = twins.get(machine) ?? new WeakMap<Closure, Closure>();
  twins.set(machine, known);
  const twin = known.get(closure) ?? adopt(machine, closure);
  known.set(closure, twin);
  return twin;
}

function adopt(machine: Machine, closure: Closure): Closure {
  const { code, captured, self } = closure;
  const cells = new Map(code.captured.map((name, index) => [name, captured[index]]));
  const surroundings = {
    find: (name: string) => {
      const cell = cells.get(name);
      return cell
        ? ({ type: "global", cell, fixed: false } as const)
        : code.unit.surroundings.find(name);
    },
  };
  const compiler = new Compiler(machine, { ...code.unit, surroundings });
  return new Closure(compileCode(compiler, code.tree).code, [], self);
}
