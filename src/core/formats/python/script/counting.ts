import type { Expression } from "../../../program/tree";
import type { Assignment, ForEach, Statement, While } from "../../../program/statementTree";

/** Where a loop's counter grows, and by how much each time. */
export interface Counting {
  readonly by: number;
  /** The loop inside that counts: its rounds, all together, are those that the test is about. */
  readonly within: ForEach | While | undefined;
}

/**
 * How the body of `while step < 1000` counts: the one statement that adds a number to its counter, in
 * every round of the loop that it stands in. Undefined where it counts in any other way.
 */
export function countingOf(counter: string, body: readonly Statement[]): Counting | undefined {
  const found: (Counting | undefined)[] = [];
  walk(body, { counter, within: undefined, isSure: true, found });
  return found.length === 1 ? found[0] : undefined;
}

interface Walk {
  readonly counter: string;
  readonly within: ForEach | While | undefined;
  /** Whether what stands here is done in every round. */
  readonly isSure: boolean;
  readonly found: (Counting | undefined)[];
}

function walk(statements: readonly Statement[], at: Walk): void {
  for (const statement of statements) visit(statement, at);
}

function visit(statement: Statement, at: Walk): void {
  const open = { ...at, isSure: false };
  switch (statement.type) {
    case "assignment":
      if (statement.targets.some((one) => one.type === "name" && one.name === at.counter))
        at.found.push(at.isSure ? addition(statement, at) : undefined);
      break;
    case "forEach":
    case "while":
      walk(statement.body, { ...at, within: statement });
      break;
    case "with":
    case "block":
      walk(statement.body, at);
      break;
    case "if":
      walk(statement.then, open);
      walk(statement.otherwise, open);
      break;
    case "try":
      walk(statement.body, at);
      for (const handler of statement.handlers) walk(handler.body, open);
      break;
    default:
      break;
  }
}

/** `step += 1`, `step = step + 1`. */
function addition(
  { operator, value, targets }: Assignment,
  { counter, within }: Walk,
): Counting | undefined {
  if (!value || targets.length !== 1) return undefined;
  const by = operator === "+" ? value : operator ? undefined : addedTo(counter, value);
  return by?.type === "number" && by.value > 0 ? { by: by.value, within } : undefined;
}

function addedTo(counter: string, value: Expression): Expression | undefined {
  if (value.type !== "binary" || value.operator !== "+") return undefined;
  const { left, right } = value;
  return left.type === "name" && left.name === counter ? right : undefined;
}
