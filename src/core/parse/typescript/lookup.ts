import type { SyntaxNode } from "../syntaxTree";
import { bindingsOf, declarationsIn, isFunction, parameterNames, type Binding } from "./bindings";
import type { SourceModule } from "./module";

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
  if (BLOCKS.has(scope.type)) return declarationsIn(scope, module).get(name);
  if (!LOOPS.has(scope.type)) return undefined;
  const head =
    scope.childForFieldName("initializer") ??
    scope.childForFieldName("left") ??
    scope.childForFieldName("parameter");
  const text = head ? module.text.slice(head.startIndex, head.endIndex) : "";
  return wholeWord(name).test(text) ? { kind: "runtime", name } : undefined;
}

const wholeWord = (name: string, before = "", after = ""): RegExp =>
  new RegExp(`${before}(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])${after}`, "gu");

/**
 * A name at module level. Its declaration is searched in the text and only then looked up in the
 * tree: walking thousands of statements at every keystroke would take longer than all the rest.
 */
export function moduleBinding(name: string, module: SourceModule): Binding | undefined {
  if (module.bindings.has(name)) return module.bindings.get(name);
  const binding =
    declared(
      name,
      module,
      wholeWord(name, "\\b(?:const|let|var|function|enum|class)\\s+"),
      Infinity,
    ) ??
    importsOf(module).get(name) ??
    declared(name, module, wholeWord(name, "[,{[:.(]\\s*", "\\s*(?=[,=:}\\]])"), MAX_WEAK);
  const found = binding ?? (module.outer && moduleBinding(name, module.outer));
  module.bindings.set(name, found);
  return found;
}

function declared(
  name: string,
  module: SourceModule,
  pattern: RegExp,
  limit: number,
): Binding | undefined {
  let looked = 0;
  for (const match of module.text.matchAll(pattern)) {
    if (++looked > limit) return undefined;
    const end = match.index + match[0].length;
    const offset = module.text.lastIndexOf(name, end);
    const statement = moduleStatement(
      module.tree.rootNode.descendantForIndex(offset, offset + name.length),
    );
    const found =
      statement && bindingsOf(statement, module).find((binding) => binding.name === name);
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
