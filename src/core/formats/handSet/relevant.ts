import { partsIn, type Part } from "../../program/partsIn";
import type { ForEach, Program, Statement, While } from "../../program/statementTree";

/** What says that a function has to do with rates. */
const RATE = /param_groups|lr\b|learning_?rate|\bglobal\b|\bnonlocal\b/i;

/** Names of the script's functions and methods that may set or decide a rate. */
function ratefulFunctions({ body, text }: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of partsIn(body))
    if (part.type === "functionDefinition")
      if (RATE.test(text.slice(part.range.start, part.range.end))) names.add(part.name.name);
  return names;
}

const calleeName = (part: Part): string => {
  if (part.type !== "call") return "";
  const { callee } = part;
  return callee.type === "name" || callee.type === "member" ? callee.name : "";
};

/**
 * A loop without the statements that have nothing to do with its rates: those that neither write one,
 * nor make an update, nor leave the loop, nor give a value to a name that such a statement reads.
 * What functions of the script do beside that is not followed: whoever uses the rest of the loop
 * compares what it gives with what the whole loop gives.
 */
export function relevantPart<Loop extends ForEach | While>(loop: Loop, program: Program): Loop {
  const rateful = ratefulFunctions(program);
  const matters = (statement: Statement): boolean => {
    for (const part of partsIn(statement)) {
      if (part.type === "break" || part.type === "return" || part.type === "continue") return true;
      if (part.type === "member" && part.name === "param_groups") return true;
      const name = calleeName(part);
      if (name === "step" || name === "minimize" || rateful.has(name)) return true;
    }
    return false;
  };
  const kept = new Set<Statement>();
  const all = statementsIn(loop.body);
  const needed = new Set<string>();
  const keep = (statement: Statement): void => {
    kept.add(statement);
    for (const name of namesRead(statement)) needed.add(name);
  };
  for (const statement of all) if (matters(statement)) keep(statement);
  for (let before = -1; before !== kept.size;) {
    before = kept.size;
    for (const statement of all)
      if (!kept.has(statement) && [...namesGiven(statement)].some((name) => needed.has(name)))
        keep(statement);
  }
  return { ...loop, body: onlyKept(loop.body, kept) };
}

/** Statements of a body, those of loops in it one by one. */
const statementsIn = (body: readonly Statement[]): Statement[] =>
  body.flatMap((statement) =>
    isLoop(statement) ? [statement, ...statementsIn(statement.body)] : [statement],
  );

const isLoop = (statement: Statement): statement is ForEach | While =>
  statement.type === "forEach" || statement.type === "while";

const onlyKept = (body: readonly Statement[], kept: ReadonlySet<Statement>): Statement[] =>
  body
    .filter((statement) => kept.has(statement))
    .map((statement) =>
      isLoop(statement) ? { ...statement, body: onlyKept(statement.body, kept) } : statement,
    );

/** Names and attributes that a statement mentions; of a loop, what its rounds hang on. */
function namesRead(statement: Statement): Set<string> {
  const root = isLoop(statement)
    ? statement.type === "while"
      ? statement.test
      : [statement.target, statement.iterable]
    : statement;
  const names = new Set<string>();
  for (const part of partsIn(root)) {
    if (part.type === "name") names.add(part.name);
    if (part.type === "member") names.add(part.name);
  }
  return names;
}

/** Names and attributes that it gives values to; of a loop, its variable. */
function namesGiven(statement: Statement): Set<string> {
  const names = new Set<string>();
  const add = (target: unknown): void => {
    for (const part of partsIn(target)) {
      if (part.type === "name") names.add(part.name);
      if (part.type === "member") names.add(part.name);
    }
  };
  if (statement.type === "forEach") add(statement.target);
  if (isLoop(statement)) return names;
  for (const part of partsIn(statement)) {
    if (part.type === "assignment") part.targets.forEach(add);
    if (part.type === "assign" || part.type === "forEach") add(part.target);
    // `rates.append(x)` and its like change what they are called on
    if (part.type === "call" && part.callee.type === "member" && part.callee.object.type === "name")
      names.add(part.callee.object.name);
    if (part.type === "import") for (const { local } of part.bindings) names.add(local);
    if (part.type === "with") for (const { target } of part.items) add(target);
  }
  return names;
}
