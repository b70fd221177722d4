import { partsOf, type SyntaxNode } from "../syntaxTree";
import { textOf, type SourceModule } from "./module";
import { unescape } from "./strings";
import { literalPattern } from "../../text/literalPattern";

/** What a name stands for. */
export type Binding =
  | {
      readonly kind: "constant";
      readonly module: SourceModule;
      readonly name: string;
      readonly declarator: SyntaxNode;
      readonly path: readonly PatternStep[];
    }
  | {
      readonly kind: "function" | "enum" | "namespace" | "class";
      readonly module: SourceModule;
      readonly name: string;
      readonly node: SyntaxNode;
    }
  | {
      /** A member of an enum as the members after it name it. */
      readonly kind: "enumMember";
      readonly module: SourceModule;
      readonly name: string;
      readonly node: SyntaxNode;
    }
  | { readonly kind: "parameter"; readonly function: SyntaxNode; readonly name: string }
  | {
      readonly kind: "import";
      readonly module: SourceModule;
      readonly name: string;
      readonly specifier: string;
      readonly imported: string;
    }
  /** Known to change, or to be known, only while the program runs. */
  | { readonly kind: "runtime"; readonly name: string }
  /** A variable of the file that its statements give other values. */
  | { readonly kind: "variable"; readonly module: SourceModule; readonly name: string };

/** The way into a destructured value, with the default that the pattern gives. */
export interface PatternStep {
  readonly key: string | number;
  readonly fallback: SyntaxNode | undefined;
  /** Of `...rest`: the items from `key` on, or all but these entries. */
  readonly rest?: readonly string[];
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "function_declaration",
  "method_definition",
  "generator_function",
  "generator_function_declaration",
]);
const DECLARATIONS: ReadonlySet<string> = new Set(["lexical_declaration", "variable_declaration"]);

export const isFunction = (node: SyntaxNode): boolean => FUNCTIONS.has(node.type);

/** The parameters of a function: each an identifier, a pattern or a required/optional_parameter. */
function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const single = node.childForFieldName("parameter");
  if (single) return [single];
  const list = node.childForFieldName("parameters");
  return list ? partsOf(list) : [];
}

/** The names that a function's parameters bind, destructured ones included. */
export function parameterNames(node: SyntaxNode, module: SourceModule): string[] {
  return parametersOf(node).flatMap((parameter) => {
    const pattern = parameter.childForFieldName("pattern") ?? parameter;
    return patternNames(pattern, module).map(({ name }) => name);
  });
}

interface PatternName {
  readonly name: string;
  /** The way into the value; undefined where it cannot be followed. */
  readonly path: readonly PatternStep[] | undefined;
}

/** The names that a pattern binds. */
function patternNames(pattern: SyntaxNode, module: SourceModule): PatternName[] {
  const found: PatternName[] = [];
  eachPatternName(pattern, module, [], (name, path) => found.push({ name, path }));
  return found;
}

/** What the direct children of a block declare. */
export function declarationsIn(
  block: SyntaxNode,
  module: SourceModule,
): ReadonlyMap<string, Binding> {
  const known = module.blocks.get(block.id);
  if (known) {
    module.tracer.absorb(known.trace);
    return known.declared;
  }
  const { result: declared, trace } = module.tracer.run(() => {
    const found = new Map<string, Binding>();
    for (const child of partsOf(block)) {
      const statement = child.childForFieldName("declaration") ?? child;
      for (const binding of bindingsOf(statement, module)) found.set(binding.name, binding);
    }
    return found;
  });
  module.blocks.set(block.id, { declared, trace });
  return declared;
}

/** What one statement declares. */
export function bindingsOf(statement: SyntaxNode, module: SourceModule): Binding[] {
  if (DECLARATIONS.has(statement.type)) return declaratorBindings(statement, module);
  if (statement.type === "import_statement") return importBindings(statement, module);
  // `namespace X { … }` is an expression's statement to the grammar
  const node = statement.type === "expression_statement" ? partsOf(statement)[0] : statement;
  const name = node?.childForFieldName("name");
  if (!node || (name?.type !== "identifier" && name?.type !== "type_identifier")) return [];
  const kind = KINDS.get(node.type);
  return kind ? [{ kind, module, name: textOf(name, module), node }] : [];
}

const KINDS: ReadonlyMap<string, "function" | "enum" | "namespace" | "class"> = new Map([
  ["function_declaration", "function"],
  ["enum_declaration", "enum"],
  ["internal_module", "namespace"],
  ["class_declaration", "class"],
]);

function declaratorBindings(statement: SyntaxNode, module: SourceModule): Binding[] {
  const fixed = textOf(statement, module).startsWith("const");
  return partsOf(statement).flatMap((declarator) => {
    const pattern =
      declarator.type === "variable_declarator" && declarator.childForFieldName("name");
    if (!pattern) return [];
    const found: Binding[] = [];
    eachPatternName(pattern, module, [], (name, path) => {
      const changes = !fixed && isReassigned(name, module);
      if (changes) found.push({ kind: "variable", module, name });
      else if (path === undefined) found.push({ kind: "runtime", name });
      else found.push({ kind: "constant", module, name, declarator, path });
    });
    return found;
  });
}

type OnName = (name: string, path: readonly PatternStep[] | undefined) => void;

/** Calls `on` for every name in a pattern; the path is undefined where it cannot be followed. */
function eachPatternName(
  pattern: SyntaxNode,
  module: SourceModule,
  path: readonly PatternStep[] | undefined,
  on: OnName,
): void {
  switch (pattern.type) {
    case "identifier":
      on(textOf(pattern, module), path);
      return;
    case "object_pattern":
      for (const part of partsOf(pattern)) objectPatternPart(part, module, path, on);
      return;
    case "array_pattern":
      for (const { part, index } of itemsOf(pattern)) {
        const fallback = part.childForFieldName("right") ?? undefined;
        const step = { key: index, fallback, ...(isRest(part) && { rest: [] }) };
        eachPatternName(targetOf(part), module, path && [...path, step], on);
      }
      return;
    default:
  }
}

/** The parts of an array pattern with their places: `[, second]` leaves the first out. */
function itemsOf(pattern: SyntaxNode): { part: SyntaxNode; index: number }[] {
  let index = 0;
  return pattern.children.flatMap((child) => {
    if (child?.type === ",") index++;
    return child?.isNamed === true && child.type !== "comment" ? [{ part: child, index }] : [];
  });
}

const isRest = (part: SyntaxNode): boolean => part.type === "rest_pattern";

function targetOf(part: SyntaxNode): SyntaxNode {
  if (isRest(part)) return partsOf(part)[0] ?? part;
  return part.type === "assignment_pattern" ? (part.childForFieldName("left") ?? part) : part;
}

function objectPatternPart(
  part: SyntaxNode,
  module: SourceModule,
  path: readonly PatternStep[] | undefined,
  on: OnName,
): void {
  if (part.type === "shorthand_property_identifier_pattern") {
    const name = textOf(part, module);
    on(name, path && [...path, { key: name, fallback: undefined }]);
    return;
  }
  if (part.type === "object_assignment_pattern") {
    const [left] = partsOf(part);
    const name = left ? textOf(left, module) : "";
    const fallback = part.childForFieldName("right") ?? undefined;
    on(name, path && [...path, { key: name, fallback }]);
    return;
  }
  if (isRest(part)) {
    const others = (part.parent ? partsOf(part.parent) : []).map((other) =>
      keyOfPart(other, module),
    );
    const rest = others.filter((name) => name !== undefined);
    eachPatternName(
      targetOf(part),
      module,
      path && [...path, { key: "", fallback: undefined, rest }],
      on,
    );
    return;
  }
  const key = part.childForFieldName("key");
  const value = part.childForFieldName("value");
  if (part.type !== "pair_pattern" || !key || !value) {
    for (const inner of partsOf(part)) eachPatternName(inner, module, undefined, on);
    return;
  }
  const fallback = value.childForFieldName("right") ?? undefined;
  const name = keyText(key, module);
  const step = name === undefined ? undefined : { key: name, fallback };
  eachPatternName(targetOf(value), module, path && step && [...path, step], on);
}

/** The entry that a part of an object pattern takes; undefined for the rest. */
function keyOfPart(part: SyntaxNode, module: SourceModule): string | undefined {
  if (part.type === "shorthand_property_identifier_pattern") return textOf(part, module);
  const [left] = partsOf(part);
  if (part.type === "object_assignment_pattern") return left && textOf(left, module);
  const key = part.type === "pair_pattern" ? part.childForFieldName("key") : null;
  return key ? keyText(key, module) : undefined;
}

/** The name that a property's key spells; undefined for a computed one. */
export function keyText(key: SyntaxNode, module: SourceModule): string | undefined {
  const text = textOf(key, module);
  if (key.type === "property_identifier" || key.type === "identifier") return text;
  if (key.type === "string") return unescape(text.slice(1, -1));
  return key.type === "number" ? String(Number(text.replaceAll("_", ""))) : undefined;
}

/** Whether a `let` is given a new value anywhere in the file, which makes it known only at run time. */
function isReassigned(name: string, module: SourceModule): boolean {
  if (module.uri === undefined) module.tracer.name(name, true);
  const declaration = new RegExp(`\\b(?:let|var)\\s+${literalPattern(name)}\\s*=`, "g");
  const declared = module.text.match(declaration) ?? [];
  return assignments(name, module.text) > declared.length;
}

/** How often a text gives a name a value, declarations with one included. */
export const assignments = (name: string, text: string): number =>
  [...text.matchAll(assignmentOf(name))].length;

/** What gives a name a value. */
export function assignmentOf(name: string): RegExp {
  const escaped = literalPattern(name);
  const assignment = `(?<![\\w$.])${escaped}\\s*(?:\\+\\+|--|(?:[-+*/%&|^]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)?=(?![=>]))`;
  const before = `(?:\\+\\+|--)\\s*${escaped}(?![\\w$])`;
  return new RegExp(`${assignment}|${before}`, "g");
}

function importBindings(statement: SyntaxNode, module: SourceModule): Binding[] {
  const source = statement.childForFieldName("source");
  if (!source) return [];
  const specifier = unescape(textOf(source, module).slice(1, -1));
  const clause = partsOf(statement).find((part) => part.type === "import_clause");
  const bind = (imported: string, node: SyntaxNode | null | undefined): Binding[] =>
    node ? [{ kind: "import", module, name: textOf(node, module), specifier, imported }] : [];
  return (clause ? partsOf(clause) : []).flatMap((part) => {
    if (part.type === "identifier") return bind("default", part);
    if (part.type === "namespace_import") return bind("*", partsOf(part)[0]);
    return partsOf(part).flatMap((one) => {
      const name = one.childForFieldName("name");
      return name ? bind(textOf(name, module), one.childForFieldName("alias") ?? name) : [];
    });
  });
}
