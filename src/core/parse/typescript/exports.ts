import { partsOf, type SyntaxNode } from "../syntaxTree";
import { bindingsOf, type Binding } from "./bindings";
import type { ModuleLoader } from "./loader";
import { moduleBinding } from "./lookup";
import { textOf, type SourceModule } from "./module";
import { unescape } from "./strings";

/** The name under which programs import the run-time library. */
export const PACKAGE = "learning-rate-designer";

export const isPackage = (specifier: string): boolean =>
  specifier === PACKAGE || specifier.startsWith(`${PACKAGE}/`);

/** What a file exports: a name of its own, or the expression behind `export default`. */
export type Exported = Binding | { readonly value: SyntaxNode; readonly module: SourceModule };

type Import = Binding & { readonly kind: "import" };

/**
 * Where an imported name comes from in the end, through re-exports: a binding of the file that
 * declares it, or an import of the library. Undefined where a file is not at hand.
 */
export function importedBinding(loader: ModuleLoader, binding: Import): Exported | undefined {
  if (isPackage(binding.specifier)) return binding;
  if (binding.imported === "*") return binding;
  const module = loader.load(binding.specifier, binding.module);
  return module && exported(loader, module, binding.imported, new Set());
}

function exported(
  loader: ModuleLoader,
  module: SourceModule,
  name: string,
  seen: Set<SourceModule>,
): Exported | undefined {
  if (seen.has(module)) return undefined;
  seen.add(module);
  if (name !== "default") {
    const own = ownExport(loader, module, name, seen);
    if (own) return own;
  }
  for (const statement of exportStatements(module)) {
    const found = fromStatement(loader, module, statement, name, seen);
    if (found) return found;
  }
  return undefined;
}

/** `export const name = …`, `export function name`, `export enum name`. */
function ownExport(
  loader: ModuleLoader,
  module: SourceModule,
  name: string,
  seen: Set<SourceModule>,
): Exported | undefined {
  const binding = moduleBinding(name, module);
  if (!binding || binding.kind === "import") return undefined;
  const node =
    binding.kind === "constant"
      ? binding.declarator.parent
      : "node" in binding
        ? binding.node
        : undefined;
  return node?.parent?.type === "export_statement" ? settle(loader, binding, seen) : undefined;
}

/** Follows a name on where it is itself imported from elsewhere. */
function settle(
  loader: ModuleLoader,
  binding: Binding,
  seen: Set<SourceModule>,
): Exported | undefined {
  if (binding.kind !== "import" || isPackage(binding.specifier)) return binding;
  if (binding.imported === "*") return binding;
  const module = loader.load(binding.specifier, binding.module);
  return module && exported(loader, module, binding.imported, seen);
}

function exportStatements(module: SourceModule): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const match of module.text.matchAll(/(?<![\w$.])export\s*(?=[{*]|default\b)/g)) {
    const statement = module.tree.rootNode.descendantForIndex(match.index, match.index + 1)?.parent;
    if (statement?.type === "export_statement") found.push(statement);
  }
  return found;
}

function fromStatement(
  loader: ModuleLoader,
  module: SourceModule,
  statement: SyntaxNode,
  name: string,
  seen: Set<SourceModule>,
): Exported | undefined {
  const value = statement.childForFieldName("value");
  if (value) return name === "default" ? { value, module } : undefined;
  const declared = statement.childForFieldName("declaration");
  if (declared) return name === "default" ? bindingsOf(declared, module)[0] : undefined;
  const source = statement.childForFieldName("source");
  const specifier = source ? unescape(textOf(source, module).slice(1, -1)) : undefined;
  const whole = partsOf(statement).find((part) => part.type === "namespace_export");
  if (whole)
    return specifier === undefined ? undefined : namespaceOf(whole, module, specifier, name);
  const clause = partsOf(statement).find((part) => part.type === "export_clause");
  if (!clause) {
    const next = specifier === undefined ? undefined : loader.load(specifier, module);
    return next && name !== "default" ? exported(loader, next, name, seen) : undefined;
  }
  for (const part of partsOf(clause)) {
    const local = part.childForFieldName("name");
    const alias = part.childForFieldName("alias") ?? local;
    if (!local || !alias || textOf(alias, module) !== name) continue;
    const imported = textOf(local, module);
    const binding: Binding | undefined =
      specifier === undefined
        ? moduleBinding(imported, module)
        : { kind: "import", module, name, specifier, imported };
    return binding && settle(loader, binding, seen);
  }
  return undefined;
}

/** `export * as name from "./file"`: all that the file exports, under that name. */
function namespaceOf(
  node: SyntaxNode,
  module: SourceModule,
  specifier: string,
  name: string,
): Binding | undefined {
  const [alias] = partsOf(node);
  return alias && textOf(alias, module) === name
    ? { kind: "import", module, name, specifier, imported: "*" }
    : undefined;
}
