import { partsOf, type SyntaxNode } from "../syntaxTree";
import {
  assignments,
  bindingsOf,
  declarationsIn,
  isFunction,
  keyText,
  parameterNames,
  type Binding,
} from "./bindings";
import type { KnownName, SourceModule } from "./module";
import { usesOf } from "./uses";

const BLOCKS: ReadonlySet<string> = new Set([
  "statement_block",
  "switch_body",
  "switch_case",
  "switch_default",
  "ERROR",
]);
const LOOPS: ReadonlySet<string> = new Set(["for_statement", "for_in_statement", "catch_clause"]);
/** Uses of a name that are looked at for a declaration hidden in a list or a pattern. */
const MAX_WEAK = 200;
/** Declarations of one name that are looked at for one at module level. */
const MAX_STRONG = 2_000;

/** What `name` stands for at `node`; undefined where nothing in the file declares it. */
export function resolveName(
  name: string,
  node: SyntaxNode,
  module: SourceModule,
): Binding | undefined {
  for (let scope = node.parent; scope?.parent; scope = scope.parent) {
    const binding = inScope(name, scope, module);
    if (binding) return binding;
  }
  return moduleBinding(name, module);
}

function inScope(name: string, scope: SyntaxNode, module: SourceModule): Binding | undefined {
  if (isFunction(scope)) {
    const bound = parameterNames(scope, module).includes(name);
    return bound ? { kind: "parameter", function: scope, name } : undefined;
  }
  if (scope.type === "enum_body") return memberOf(scope, name, module);
  if (BLOCKS.has(scope.type)) return declarationsIn(scope, module).get(name);
  if (!LOOPS.has(scope.type)) return undefined;
  const head =
    scope.childForFieldName("initializer") ??
    scope.childForFieldName("left") ??
    scope.childForFieldName("parameter");
  const text = head ? module.text.slice(head.startIndex, head.endIndex) : "";
  return usesOf(name, text).next().done === true ? undefined : { kind: "runtime", name };
}

function memberOf(body: SyntaxNode, name: string, module: SourceModule): Binding | undefined {
  const named = partsOf(body).some((member) => {
    const key = member.childForFieldName("name") ?? member;
    return keyText(key, module) === name;
  });
  return named && body.parent ? { kind: "enumMember", module, name, node: body.parent } : undefined;
}

const DECLARED = /\b(?:const|let|var|function|enum|class|namespace|module)\s+$/;
const LISTED_BEFORE = /[,{[:.(]\s*$/;
const LISTED_AFTER = /^\s*[,=:}\]]/;
/** Characters before a name that are looked at for what declares it. */
const BEFORE = 40;

const isDeclared = (text: string, at: number): boolean =>
  DECLARED.test(text.slice(Math.max(0, at - BEFORE), at));

const isListed = (text: string, at: number, name: string): boolean =>
  LISTED_BEFORE.test(text.slice(Math.max(0, at - BEFORE), at)) &&
  LISTED_AFTER.test(text.slice(at + name.length, at + name.length + BEFORE));

/**
 * A name at module level. Its declaration is searched in the text and only then looked up in the
 * tree: walking thousands of statements at every keystroke would take longer than all the rest.
 */
export function moduleBinding(name: string, module: SourceModule): Binding | undefined {
  const known = module.bindings.get(name) ?? lookUp(name, module);
  module.bindings.set(name, known);
  // imported files are followed as whole texts
  if (module.uri === undefined) module.tracer.name(name, known.firm);
  return known.binding;
}

function lookUp(name: string, module: SourceModule): KnownName {
  const { absent } = module;
  const found = absent.has(name) ? undefined : declared(name, module, isDeclared, MAX_STRONG);
  if (found) return { binding: found, firm: true };
  if (!absent.has(name)) absent.set(name, false);
  const imported = importsOf(module).get(name);
  if (imported) return { binding: imported, firm: true };
  const listed = absent.get(name) === true ? undefined : declared(name, module, isListed, MAX_WEAK);
  if (!listed) absent.set(name, true);
  const binding = listed ?? (module.outer && moduleBinding(name, module.outer));
  return { binding, firm: false };
}

/** Whether a part of a text can say anew what a name stands for at module level. */
export function mayBind(
  name: string,
  firm: boolean,
  text: string,
  part: { readonly start: number; readonly end: number },
): boolean {
  const slice = text.slice(part.start, part.end);
  if (!slice.includes(name)) return false;
  for (const use of usesOf(name, slice)) {
    const at = part.start + use;
    if (isDeclared(text, at) || (!firm && isListed(text, at, name))) return true;
  }
  return assignments(name, slice) > 0;
}

type Test = (text: string, at: number, name: string) => boolean;

function declared(
  name: string,
  module: SourceModule,
  test: Test,
  limit: number,
): Binding | undefined {
  let looked = 0;
  for (const at of usesOf(name, module.text)) {
    if (!test(module.text, at, name)) continue;
    if (++looked > limit) return undefined;
    const node = module.tree.rootNode.descendantForIndex(at, at + name.length);
    const statement = moduleStatement(node);
    const found = statement && bindingsOf(statement, module).find((one) => one.name === name);
    if (found) return found;
  }
  return undefined;
}

/** The declaring statement at module level that holds `node`, if the node is no part of a value. */
function moduleStatement(node: SyntaxNode | null): SyntaxNode | undefined {
  for (let at = node, depth = 0; at && depth < 8; at = at.parent, depth++) {
    const parent = at.parent;
    if (parent === null) return undefined;
    const top = parent.type === "export_statement" ? parent.parent : parent;
    if (top && (top.parent === null || top.type === "ERROR")) return at;
  }
  return undefined;
}

export function importsOf(module: SourceModule): ReadonlyMap<string, Binding> {
  if (module.imports) return module.imports;
  const found = new Map<string, Binding>();
  for (const match of module.text.matchAll(/(?<![\w$.])import\b/g)) {
    const node = module.tree.rootNode.descendantForIndex(match.index, match.index + 1);
    const statement = node?.parent;
    if (statement?.type !== "import_statement") continue;
    for (const binding of bindingsOf(statement, module)) found.set(binding.name, binding);
  }
  module.imports = found;
  return found;
}
