import { BREAK, CONTINUE, NORMAL, RETURN, type Completion, type Eval, type Exec } from "./code";
import type { Compiler } from "./compiler";
import { ProgramError } from "./errors";
import { forgetful } from "./forgetful";
import type { Frame } from "./frame";
import { joined, type Owner, type State } from "./journal";
import type { Machine } from "./machine";
import { ownerOf } from "./owners";
import { Unknown, type Open, type Site, type Value } from "./values";

/** A condition that only the run decides. */
export interface Question {
  readonly condition: string;
  readonly site: Site;
  readonly open: Open;
}

export const causeOf = ({ condition, site, open }: Question): Unknown =>
  open.kind === "unknown" ? open : new Unknown(condition, "runtime", site);

/** Where a loop is left or gone on with, nobody knows whether: its loop is done as a whole. */
export class UndecidedJump extends Error {
  override readonly name = "UndecidedJump";
  constructor(readonly question: Question) {
    super("undecided");
  }
}

interface Way<T> {
  readonly failed: ProgramError | undefined;
  readonly result: T | undefined;
  /** What it changed, and how that was before it. */
  readonly before: ReadonlyMap<Owner, State>;
  readonly after: ReadonlyMap<Owner, State>;
}

/** One way, its changes undone afterwards. */
function tryWay<T>(machine: Machine, run: () => T): Way<T> {
  const { depth } = machine;
  return machine.noting((journal) => {
    let failed: ProgramError | undefined;
    let result: T | undefined;
    try {
      result = run();
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      machine.depth = depth;
      failed = error;
    }
    const after = journal.states();
    journal.undo();
    return { failed, result, before: journal.before, after };
  });
}

/** Goes on as after `yes`, with choices where `no` would have left other values. */
function keep(question: Question, yes: Way<unknown>, no: Way<unknown>): void {
  const cause = causeOf(question);
  const { condition, site } = question;
  for (const state of no.after.values()) state.restore();
  const others = new Map([...no.before, ...yes.after]);
  for (const state of others.values()) {
    state.join((then, otherwise) => joined(condition, site, then, otherwise, cause), cause);
  }
}

/** Goes on as after one way; what the other has changed outside of this call is not known. */
function follow(question: Question, taken: Way<unknown>, left: Way<unknown>, frame: Frame): void {
  const cause = causeOf(question);
  for (const state of taken.after.values()) state.restore();
  for (const [owner, state] of left.after) {
    if (owner !== ownerOf(frame)) state.join(() => cause, cause);
  }
}

/** Runs both ways of a condition and keeps what both leave behind: a choice where they differ. */
export function undecided(
  { machine }: Compiler,
  question: Question,
  frame: Frame,
  then: Eval,
  otherwise: Eval,
): Value {
  const yes = tryWay(machine, () => then(frame));
  const no = tryWay(machine, () => otherwise(frame));
  if (yes.failed && no.failed) throw yes.failed;
  machine.place = question.site;
  if (yes.failed ?? no.failed) {
    const [taken, left] = yes.failed ? [no, yes] : [yes, no];
    follow(question, taken, left, frame);
    return taken.result;
  }
  keep(question, yes, no);
  return joined(question.condition, question.site, yes.result, no.result, causeOf(question));
}

interface Ended {
  readonly completion: Completion;
  readonly result: Value;
}

/** The same of statements: a way that returns leaves its value pending, and the other goes on. */
export function undecidedStatement(
  { machine }: Compiler,
  question: Question,
  frame: Frame,
  then: Exec,
  otherwise: Exec,
): Completion {
  const run = (way: Exec) => (): Ended => ({ completion: way(frame), result: frame.result });
  const yes = tryWay(machine, run(then));
  const no = tryWay(machine, run(otherwise));
  if (yes.failed && no.failed) throw yes.failed;
  if (yes.failed ?? no.failed)
    return goOn(question, frame, yes.failed ? no : yes, yes.failed ? yes : no);
  const [first, second] = [yes.result?.completion ?? NORMAL, no.result?.completion ?? NORMAL];
  if (first === second && first !== RETURN) {
    keep(question, yes, no);
    return first;
  }
  if (first === RETURN && second === RETURN) return returnBoth(question, frame, yes, no);
  if (jumps(first) || jumps(second)) {
    if (machine.forgetful === 0) throw new UndecidedJump(question);
    keep(question, yes, no);
    for (const way of [yes, no])
      if (way.result?.completion === RETURN) leave(question, frame, way, way === yes);
    return NORMAL;
  }
  const [returning, going] = first === RETURN ? [yes, no] : [no, yes];
  leave(question, frame, returning, returning === yes);
  return goOn(question, frame, going, returning);
}

const jumps = (completion: Completion): boolean => completion === BREAK || completion === CONTINUE;

function goOn(question: Question, frame: Frame, taken: Way<Ended>, left: Way<Ended>): Completion {
  follow(question, taken, left, frame);
  frame.result = taken.result?.result;
  return taken.result?.completion ?? NORMAL;
}

function returnBoth(question: Question, frame: Frame, yes: Way<Ended>, no: Way<Ended>): Completion {
  keep(question, yes, no);
  const { condition, site } = question;
  frame.result = joined(condition, site, yes.result?.result, no.result?.result, causeOf(question));
  frame.resultPlace = site;
  return RETURN;
}

/** The value that a call has where it ends here. */
function leave({ condition, site }: Question, frame: Frame, way: Way<Ended>, holds: boolean): void {
  frame.pending = [...(frame.pending ?? []), { condition, holds, site, value: way.result?.result }];
}

/** A call's result where some of its ends were undecided. */
export function resultOf(frame: Frame): Value {
  let { result } = frame;
  for (const { condition, holds, site, value } of [...(frame.pending ?? [])].reverse()) {
    const cause = new Unknown(condition, "runtime", site);
    result = holds
      ? joined(condition, site, value, result, cause)
      : joined(condition, site, result, value, cause);
  }
  return result;
}

/** A loop of which nobody knows how often it runs. */
export function forgetfulLoop(
  machine: Machine,
  question: Question,
  frame: Frame,
  body: Exec,
): Completion {
  const { condition, site } = question;
  forgetful(machine, causeOf(question), () => {
    if (body(frame) !== RETURN) return;
    const way = { condition, holds: true, site, value: frame.result };
    frame.pending = [...(frame.pending ?? []), way];
  });
  return NORMAL;
}
