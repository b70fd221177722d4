import type { Statement, Try, With } from "../../../program/statementTree";
import { remove, assignment } from "./assign";
import { condition, match } from "./branches";
import { classValue } from "./definitions";
import { runImport } from "./importing";
import type { Completion, Machine } from "./machine";
import { PythonError } from "./operators";
import { forEach, whileLoop } from "./runLoop";
import { setName } from "./scope";
import { none, type Scope } from "./value";

/** Runs statements in order; says how they ended where that was before their end. */
export function execute(
  machine: Machine,
  statements: readonly Statement[],
  scope: Scope,
): Completion | undefined {
  for (const statement of statements) {
    machine.burn();
    const completion = step(machine, statement, scope);
    if (completion) return completion;
  }
  return undefined;
}

function step(machine: Machine, statement: Statement, scope: Scope): Completion | undefined {
  try {
    return executeOne(machine, statement, scope);
  } catch (error) {
    if (error instanceof PythonError) return { type: "raise" };
    throw error;
  }
}

function executeOne(machine: Machine, statement: Statement, scope: Scope): Completion | undefined {
  switch (statement.type) {
    case "expression":
      machine.evaluate(statement.value, scope);
      return undefined;
    case "assignment":
      assignment(machine, statement, scope);
      return undefined;
    case "if":
      return condition(machine, statement, scope);
    case "forEach":
      return forEach(machine, statement, scope);
    case "while":
      return whileLoop(machine, statement, scope);
    case "try":
      return attempt(machine, statement, scope);
    case "with":
      return context(machine, statement, scope);
    case "functionDefinition": {
      const value = machine.evaluate(statement.value, scope);
      setName(machine.journal, scope, statement.name.name, value);
      return undefined;
    }
    case "classDefinition":
      setName(machine.journal, scope, statement.name.name, classValue(machine, statement, scope));
      return undefined;
    case "return":
      return {
        type: "return",
        value: statement.value ? machine.evaluate(statement.value, scope) : none,
      };
    case "break":
    case "continue":
      return { type: statement.type };
    case "raise":
      return { type: "raise" };
    case "import":
      runImport(machine, statement, scope);
      return undefined;
    case "outer":
      for (const name of statement.names) scope.outerNames.set(name, statement.kind);
      return undefined;
    case "delete":
      for (const target of statement.targets) remove(machine, target, scope);
      return undefined;
    case "match":
      return match(machine, statement, scope);
    case "block":
      return machine.execute(statement.body, scope);
    default:
      return undefined;
  }
}

/** What is tried is taken to work; where it raises, the first handler that goes on counts. */
function attempt(machine: Machine, statement: Try, scope: Scope): Completion | undefined {
  let completion = machine.execute(statement.body, scope);
  if (!completion && statement.otherwise) completion = machine.execute(statement.otherwise, scope);
  for (const { body } of completion?.type === "raise" ? statement.handlers : []) {
    completion = machine.execute(body, scope);
    if (completion?.type !== "raise") break;
  }
  const last = statement.finally && machine.execute(statement.finally, scope);
  return last ?? completion;
}

function context(machine: Machine, statement: With, scope: Scope): Completion | undefined {
  for (const { value, target } of statement.items) {
    const entered = machine.evaluate(value, scope);
    if (target) machine.assign(target, entered, scope);
  }
  return machine.execute(statement.body, scope);
}
