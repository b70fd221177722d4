import type { ClassExpression, Expression, FunctionExpression, Pattern } from "./tree";
import type { Statement } from "./statementTree";

const mentioned = new WeakMap<object, ReadonlySet<string>>();
const nested = new WeakMap<object, ReadonlySet<string>>();

type Functional = FunctionExpression | ClassExpression;

/** The names that functions and classes inside of `parts` mention: variables that they may see. */
export function namesOfInner(owner: object, parts: unknown): ReadonlySet<string> {
  const known = nested.get(owner);
  if (known) return known;
  const names = new Set<string>();
  visit(
    parts,
    () => undefined,
    (inner) => {
      for (const name of namesOf(inner)) names.add(name);
    },
  );
  nested.set(owner, names);
  return names;
}

/** Every name that a function or class mentions, those inside of it included. */
function namesOf(owner: Functional): ReadonlySet<string> {
  const known = mentioned.get(owner);
  if (known) return known;
  const names = new Set<string>();
  const parts: readonly unknown[] = Object.values(owner).filter((part) => typeof part === "object");
  visit(
    parts,
    (name) => names.add(name),
    (inner) => {
      for (const name of namesOf(inner)) names.add(name);
    },
  );
  mentioned.set(owner, names);
  return names;
}

function visit(
  part: unknown,
  onName: (name: string) => void,
  onInner: (f: Functional) => void,
): void {
  if (Array.isArray(part)) {
    for (const item of part) visit(item, onName, onInner);
    return;
  }
  if (typeof part !== "object" || part === null) return;
  const node = part as {
    readonly type?: unknown;
    readonly name?: unknown;
    readonly names?: unknown;
  };
  if (node.type === "name" && typeof node.name === "string") onName(node.name);
  if (
    node.type === "outer" ||
    node.type === "unsupported" ||
    node.type === "unsupportedStatement"
  ) {
    for (const name of node.names as readonly string[]) onName(name);
  }
  if (node.type === "function" || node.type === "class") {
    onInner(part as Functional);
    return;
  }
  for (const child of Object.values(part)) {
    if (typeof child === "object") visit(child, onName, onInner);
  }
}

/** The names that a pattern binds; members and items are changed, not bound. */
export function boundBy(pattern: Pattern, add: (name: string) => void): void {
  switch (pattern.type) {
    case "name":
      add(pattern.name);
      break;
    case "listPattern":
      for (const item of pattern.items) if (item) boundBy(item.target, add);
      break;
    case "dictPattern":
      for (const { target } of pattern.entries) boundBy(target, add);
      if (pattern.rest) boundBy(pattern.rest, add);
      break;
    case "unsupported":
      pattern.names.forEach(add);
  }
}

/**
 * The names that statements bind for the whole function, with `var`; with `assigned`, all that they
 * may give a value. Functions inside are not entered.
 */
export function hoisted(statements: readonly Statement[], assigned: boolean): ReadonlySet<string> {
  const names = new Set<string>();
  const outer = new Set<string>();
  collect(statements, assigned, (name) => names.add(name), outer);
  for (const name of outer) names.delete(name);
  return names;
}

type Add = (name: string) => void;

function collect(
  statements: readonly Statement[],
  assigned: boolean,
  add: Add,
  outer: Set<string>,
): void {
  for (const statement of statements) {
    const inside = (body: readonly Statement[] | undefined) => {
      if (body) collect(body, assigned, add, outer);
    };
    switch (statement.type) {
      case "assignment":
        for (const target of statement.targets) boundBy(target, add);
        assignedIn(statement.value, add, assigned);
        break;
      case "declaration":
        if (statement.kind === "var")
          for (const { target } of statement.declarators) boundBy(target, add);
        break;
      case "functionDefinition":
      case "classDefinition":
        if (assigned) add(statement.name.name);
        break;
      case "import":
        for (const { local } of statement.bindings) add(local);
        break;
      case "outer":
        for (const name of statement.names) outer.add(name);
        break;
      case "delete":
        if (assigned) for (const target of statement.targets) boundBy(target, add);
        break;
      case "expression":
      case "return":
        assignedIn(statement.value, add, assigned);
        break;
      case "if":
        assignedIn(statement.test, add, assigned);
        inside(statement.then);
        inside(statement.otherwise);
        break;
      case "while":
        assignedIn(statement.test, add, assigned);
        inside(statement.body);
        inside(statement.otherwise);
        break;
      case "forEach":
        if (assigned || statement.declares === "var") boundBy(statement.target, add);
        inside(statement.body);
        inside(statement.otherwise);
        break;
      case "forLoop":
        if (statement.initial) inside([statement.initial]);
        inside(statement.body);
        break;
      case "switch":
        for (const one of statement.cases) inside(one.body);
        break;
      case "match":
        for (const one of statement.cases) {
          if (one.pattern.type === "any" && one.pattern.name) add(one.pattern.name.name);
          inside(one.body);
        }
        break;
      case "try":
        inside(statement.body);
        for (const handler of statement.handlers) {
          if (assigned && handler.target) boundBy(handler.target, add);
          inside(handler.body);
        }
        inside(statement.otherwise);
        inside(statement.finally);
        break;
      case "with":
        for (const { target } of statement.items) if (target) boundBy(target, add);
        inside(statement.body);
        break;
      case "block":
        inside(statement.body);
    }
  }
}

/** An assignment within an expression. */
function assignedIn(value: Expression | undefined, add: Add, assigned: boolean): void {
  if (!assigned || !value) return;
  const search = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const node = part as { readonly type?: unknown; readonly target?: unknown };
    if (node.type === "function" || node.type === "class") return;
    if (node.type === "assign") boundBy(node.target as Pattern, add);
    for (const child of Object.values(part)) search(child);
  };
  search(value);
}
