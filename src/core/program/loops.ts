import { BREAK, CONTINUE, NORMAL, type Completion, type Eval, type Exec } from "./code";
import type { Compiler } from "./compiler";
import { openWalk } from "./displays";
import type { Frame } from "./frame";
import type { Machine } from "./machine";
import { compilePattern, type NameWriter } from "./patterns";
import type { Local } from "./scope";
import { block, declareName, inner } from "./statements";
import type { ForEach, ForLoop, While } from "./statementTree";
import { forgetfulLoop, UndecidedJump, type Question } from "./undecided";
import { Cell, UNSET, type Open, type Site, type Value } from "./values";

/** Whether a jump is for another loop than the one with this label. */
const isForeign = (frame: Frame, label: string | undefined): boolean =>
  frame.label !== undefined && frame.label !== label;

/** What a loop does after its body: goes on (undefined), or ends with a completion. */
function after(
  frame: Frame,
  completion: Completion,
  label: string | undefined,
): Completion | undefined {
  if (completion === NORMAL) return undefined;
  if (completion !== BREAK && completion !== CONTINUE) return completion;
  if (isForeign(frame, label)) return completion;
  frame.label = undefined;
  return completion === BREAK ? NORMAL : undefined;
}

interface Loop {
  readonly site: Site;
  readonly text: string;
  /** One round, its condition included; false where the loop is over. */
  readonly body: Exec;
}

/** Runs a loop; where a jump or its condition is undecided, all that it changes is unknown. */
function guarded(compiler: Compiler, { site, text, body }: Loop, run: Exec): Exec {
  const { machine } = compiler;
  if (!compiler.tracked) return run;
  return (frame) => {
    const question = (open: Open): Question => ({ condition: text, site, open });
    try {
      return run(frame);
    } catch (error) {
      if (!(error instanceof UndecidedJump)) throw error;
      return forgetfulLoop(machine, question(error.question.open), frame, body);
    }
  };
}

function openLoop(
  { machine }: Compiler,
  { site, text, body }: Loop,
  open: Open,
  frame: Frame,
): Completion {
  return forgetfulLoop(machine, { condition: text, site, open }, frame, body);
}

export function compileWhile(compiler: Compiler, node: While): Exec {
  const { machine } = compiler;
  const before = compiler.cost;
  const test = compiler.expression(node.test);
  const body = inner(compiler, node.body);
  const cost = compiler.cost - before + 1;
  const otherwise = node.otherwise && inner(compiler, node.otherwise);
  const site = compiler.site(node.test);
  const text = compiler.textOf(node.test.range);
  const loop: Loop = { site, text, body };
  return guarded(compiler, loop, (frame) => {
    for (let first = true; ; first = false) {
      machine.spend(cost);
      if (!node.testLast || !first) {
        const truth = machine.truth(test(frame));
        if (truth === false) return otherwise?.(frame) ?? NORMAL;
        if (truth !== true) return openLoop(compiler, loop, truth, frame);
      }
      const ended = after(frame, body(frame), node.label);
      if (ended !== undefined) return ended;
    }
  });
}

export function compileForLoop(compiler: Compiler, node: ForLoop): Exec {
  return compiler.scope.inBlock(() => {
    const { machine } = compiler;
    const locals = loopVariables(compiler, node.initial);
    const initial = node.initial && compiler.statement(node.initial);
    const before = compiler.cost;
    const test = node.test && compiler.expression(node.test);
    const body = inner(compiler, node.body);
    const update = node.update && compiler.expression(node.update);
    const cost = compiler.cost - before + 1;
    const site = compiler.site(node.test ?? node);
    const text = node.test ? compiler.textOf(node.test.range) : "this loop";
    const loop: Loop = { site, text, body: forgetfulBody(body, update) };
    const renew = renewer(locals);
    const clear = locals.filter((local) => local.boxed || local.early);
    return guarded(compiler, loop, (frame) => {
      for (const { index, boxed } of clear) frame.values[index] = boxed ? new Cell(UNSET) : UNSET;
      initial?.(frame);
      for (;;) {
        machine.spend(cost);
        const truth = test ? machine.truth(test(frame)) : true;
        if (truth === false) return NORMAL;
        if (truth !== true) return openLoop(compiler, loop, truth, frame);
        const ended = after(frame, body(frame), node.label);
        if (ended !== undefined) return ended;
        renew?.(frame);
        update?.(frame);
      }
    });
  });
}

const forgetfulBody =
  (body: Exec, update: Eval | undefined): Exec =>
  (frame) => {
    const completion = body(frame);
    update?.(frame);
    return completion;
  };

/** The variables that a loop declares in its head. */
function loopVariables(compiler: Compiler, initial: ForLoop["initial"]): Local[] {
  if (initial?.type !== "declaration" || initial.kind === "var") return [];
  const locals: Local[] = [];
  for (const { target } of initial.declarators) {
    if (target.type === "name")
      locals.push(compiler.scope.declare(target.name, initial.kind === "const", false));
  }
  return locals;
}

/** Each round has its own variables, with the values of the round before. */
function renewer(locals: readonly Local[]): ((frame: Frame) => void) | undefined {
  const boxed = locals.filter((local) => local.boxed);
  if (boxed.length === 0) return undefined;
  return (frame) => {
    for (const { index } of boxed) {
      const known = frame.values[index];
      if (!(known instanceof Cell)) continue;
      const next = new Cell(known.value);
      next.place = known.place;
      frame.values[index] = next;
    }
  };
}

export function compileForEach(compiler: Compiler, node: ForEach): Exec {
  const { machine } = compiler;
  const over = compiler.expression(node.iterable);
  const site = compiler.site(node.iterable);
  const text = compiler.textOf(node.iterable.range);
  const compile = (): Exec => {
    const write = compilePattern(compiler, node.target, targetWriter(compiler, node));
    const before = compiler.cost;
    const body = node.declares ? inner(compiler, node.body) : block(compiler, node.body);
    const cost = compiler.cost - before + 1;
    const otherwise = node.otherwise && inner(compiler, node.otherwise);
    const loop: Loop = { site, text, body: openRound(machine, write, body, site, text) };
    return guarded(compiler, loop, (frame) => {
      const value = over(frame);
      const open = openWalk(machine, value, site);
      if (open) return openLoop(compiler, loop, open, frame);
      return walkOver(compiler, { value, site, cost, keys: node.keys === true }, frame, {
        write,
        body,
        otherwise,
        label: node.label,
      });
    });
  };
  return !node.declares ? compile() : compiler.scope.inBlock(compile);
}

function targetWriter(compiler: Compiler, node: ForEach): NameWriter | undefined {
  if (!node.declares) return undefined;
  return declareName(node.declares);
}

/** A round over something unknown: so is what the variable is. */
function openRound(
  machine: Machine,
  write: (frame: Frame, value: Value, place: Site | undefined) => void,
  body: Exec,
  site: Site,
  text: string,
): Exec {
  return (frame) => {
    write(frame, machine.unknown(text, site), site);
    return body(frame);
  };
}

interface Round {
  readonly write: (frame: Frame, value: Value, place: Site | undefined) => void;
  readonly body: Exec;
  readonly otherwise: Exec | undefined;
  readonly label: string | undefined;
}

interface Over {
  readonly value: Value;
  readonly site: Site;
  readonly cost: number;
  readonly keys: boolean;
}

function walkOver(
  { machine }: Compiler,
  { value, site, cost, keys }: Over,
  frame: Frame,
  round: Round,
): Completion {
  const { write, body, otherwise, label } = round;
  const source = keys ? machine.semantics.keys(machine, value, site) : value;
  const walk = machine.semantics.walk(machine, source, site);
  for (let index = 0; index < walk.length(); index++) {
    machine.spend(cost);
    write(frame, walk.at(index), walk.slot(index)?.place ?? site);
    const ended = after(frame, body(frame), label);
    if (ended !== undefined) return ended;
  }
  return otherwise?.(frame) ?? NORMAL;
}
