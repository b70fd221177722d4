import { isStill } from "../../program/identity";
import type { SourceValue } from "../sourceValue";
import { mathConstants } from "../pure";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { Binding, PatternStep } from "./bindings";
import { importedBinding, isPackage } from "./exports";
import { resolveName } from "./lookup";
import { followed, type Changed } from "./follow";
import { changedNames } from "./mutation";
import { declaredMember, enumMember, enumValue } from "./members";
import { originIn, placeOf, textOf, type Site, type SourceModule } from "./module";
import type { Handler, Reading } from "./reading";
import {
  hasOpenSpread,
  moved,
  movedDeep,
  scalar,
  spreadUnknown,
  type Mover,
  type Value,
} from "./value";

const GLOBALS: ReadonlyMap<string, number | undefined> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["undefined", undefined],
]);

/** What looking a name up costs, in visits. */
const NAME_VISITS = 4;

/** What a name is worth where it is used. */
export const nameValue: Handler = (reading, node, site) => {
  const name = textOf(node, site.module);
  reading.spend(NAME_VISITS);
  const binding = resolveName(name, node, site.module);
  if (binding) return bindingValue(reading, binding, node, site);
  if (GLOBALS.has(name)) return scalar(GLOBALS.get(name), rangeOf(node));
  // a lone name that nothing declares, in the place of an entry, is a key being typed
  return node.type === "shorthand_property_identifier"
    ? reading.unfinished(node, site)
    : reading.runtime(node, site);
};

export function bindingValue(
  reading: Reading,
  binding: Binding,
  node: SyntaxNode,
  site: Site,
): Value {
  switch (binding.kind) {
    case "constant":
      return used(reading, constantValue(reading, binding, node, site), binding.module, node, site);
    case "function": {
      const { node: declared, module } = binding;
      const closure: Value = {
        type: "closure",
        node: declared,
        site: { module },
        range: rangeOf(declared),
        literal: true,
      };
      return used(reading, closure, module, node, site);
    }
    case "enum":
      return used(
        reading,
        enumValue(reading, binding.node, binding.module),
        binding.module,
        node,
        site,
      );
    case "enumMember":
      return enumMember(reading, binding.node, binding.name, binding.module, node, site);
    case "namespace":
    case "class":
      return reading.runtime(node, site);
    case "import":
      return importValue(reading, binding, node, site);
    case "variable":
      return changedValue(reading, binding, node, site);
    case "parameter":
    case "runtime":
      return reading.runtime(node, site);
  }
}

/** A value as it stands where a name stands for it, be that in the same file or in another. */
export function used(
  reading: Reading,
  value: Value,
  from: SourceModule,
  node: SyntaxNode,
  site: Site,
): Value {
  const range = rangeOf(node);
  if (value.type === "unknown") return reasonedUnknown(value, from, range);
  if (fileOf(from) === fileOf(site.module)) return moved(value, range, originIn(from, value.range));
  const move: Mover = (part) => {
    reading.spend(1);
    return moved(part, range, originIn(from, part.range));
  };
  return movedDeep(value, move);
}

const fileOf = (module: SourceModule): string | undefined => module.uri;

const reasonedUnknown = (
  value: Value & { type: "unknown" },
  from: SourceModule,
  range: Value["range"],
): Value => spreadUnknown(value, range, originIn(from, value.range));

type Constant = Binding & { readonly kind: "constant" };

function constantValue(reading: Reading, binding: Constant, use: SyntaxNode, site: Site): Value {
  if (isChanged(binding)) return changedValue(reading, binding, use, site);
  const { module, declarator, path } = binding;
  const whole = declaredValue(reading, declarator, { module });
  if (!whole) return reading.runtime(use, site);
  return followPattern(reading, whole, path, declarator, { module });
}

/** Whether a name stands for something else than its declaration says, as a statement changes it. */
export const isChanged = (binding: Binding): binding is Changed =>
  binding.kind === "variable" ||
  (binding.kind === "constant" &&
    !holdsFunction(binding.declarator) &&
    changedNames(binding.module).has(binding.name));

/** A function stays what it is, whatever is changed under a name that it has, too. */
const holdsFunction = (declarator: SyntaxNode): boolean =>
  /^(?:arrow_function|function_expression)$/.test(
    declarator.childForFieldName("value")?.type ?? "",
  );

/** A part of it is changed after it is declared: never the old value. */
function changedValue(reading: Reading, binding: Changed, use: SyntaxNode, site: Site): Value {
  reading.tracer.unsettle();
  return followed(reading, binding, use, site) ?? reading.runtime(use, site);
}

/** The value behind a declarator, read once. */
function declaredValue(reading: Reading, declarator: SyntaxNode, site: Site): Value | undefined {
  const { constants } = site.module;
  const known = constants.get(declarator.id);
  const { tracer } = reading;
  if (known === "busy") {
    tracer.unsettle();
    return undefined;
  }
  if (known) {
    tracer.absorb(known.trace);
    return known.value;
  }
  constants.set(declarator.id, "busy");
  const { result: value, trace } = tracer.run(() => initializerValue(reading, declarator, site));
  constants.delete(declarator.id);
  if (value) constants.set(declarator.id, { value, trace });
  return value;
}

function initializerValue(reading: Reading, declarator: SyntaxNode, site: Site): Value | undefined {
  const initializer = declarator.childForFieldName("value");
  if (!initializer) return declarator.hasError ? reading.unfinished(declarator, site) : undefined;
  if (hasErrorAfter(declarator)) return reading.unfinished(initializer, site);
  return reading.evaluate(initializer, site);
}

/** `const x = 3 +;` leaves the sign as an error after the declarator: 3 is not what x will be. */
function hasErrorAfter(declarator: SyntaxNode): boolean {
  const siblings = declarator.parent?.hasError ? declarator.parent.children : [];
  const index = siblings.findIndex((sibling) => sibling?.id === declarator.id);
  return (
    siblings[index + 1]?.isError === true ||
    declarator.children.some((child) => child?.isError === true)
  );
}

/** The part of a value that a destructuring pattern takes. */
export function followPattern(
  reading: Reading,
  whole: Value,
  path: readonly PatternStep[],
  node: SyntaxNode,
  site: Site,
): Value {
  let value = whole;
  for (const step of path) {
    const { key, fallback, rest } = step;
    if (value.type === "unknown") return value;
    if (rest) {
      value = restOf(value, step, rest);
      continue;
    }
    const part = partOf(value, key);
    if (part) value = part;
    else if (fallback) value = reading.evaluate(fallback, site);
    else return scalar(undefined, rangeOf(node));
  }
  return value;
}

/** What `...rest` takes of a list or an object. */
function restOf(value: Value, step: PatternStep, taken: readonly string[]): Value {
  if (value.type === "array") {
    const items = value.items.slice(Number(step.key));
    isStill(items, step);
    return { ...value, items, literal: false };
  }
  if (value.type !== "object") return value;
  const entries = value.entries.filter((entry) => !taken.includes(entry.key));
  isStill(entries, step);
  return { ...value, entries, literal: false };
}

/** An own part of an object or array; a prototype is never looked at. */
export function partOf(value: Value, key: string | number): SourceValue | undefined {
  if (value.type === "array") return value.items[Number(key)];
  if (value.type !== "object") return undefined;
  return value.entries.find((entry) => entry.key === String(key))?.value;
}

type Import = Binding & { readonly kind: "import" };

function importValue(reading: Reading, binding: Import, node: SyntaxNode, site: Site): Value {
  if (isPackage(binding.specifier)) return reading.runtime(node, site);
  const json = reading.loader.loadJson(binding.specifier, binding.module);
  if (json) return jsonValue(reading, json, binding, node, site);
  const found = importedBinding(reading.loader, binding);
  if (!found) return reading.runtime(node, site);
  if ("value" in found) {
    const value = reading.evaluate(found.value, { module: found.module });
    return used(reading, value, found.module, node, site);
  }
  if (found.kind === "import") return reading.runtime(node, site);
  const module = "module" in found ? found.module : site.module;
  const value = bindingValue(reading, found, found.kind === "constant" ? found.declarator : node, {
    module,
  });
  return value.type === "unknown"
    ? reading.runtime(node, site)
    : used(reading, value, module, node, site);
}

function jsonValue(
  reading: Reading,
  json: { value: SourceValue; uri: string },
  binding: Import,
  node: SyntaxNode,
  site: Site,
): Value {
  const value =
    binding.imported === "default" || binding.imported === "*"
      ? json.value
      : partOf(json.value, binding.imported);
  if (!value) return reading.runtime(node, site);
  const range = rangeOf(node);
  return movedDeep(value, (part) => moved(part, range, { uri: json.uri, range: part.range }));
}

const member: Handler = (reading, node, site) => {
  const object = node.childForFieldName("object");
  const property = node.childForFieldName("property");
  if (!object || !property) return reading.unfinished(node, site);
  const name = textOf(property, site.module);
  const constant = mathConstants.get(`${textOf(object, site.module)}.${name}`);
  if (constant !== undefined && !resolveName(textOf(object, site.module), object, site.module)) {
    return scalar(constant, rangeOf(node));
  }
  return access(reading, node, site, { object, key: name });
};

const subscript: Handler = (reading, node, site) => {
  const object = node.childForFieldName("object");
  const index = node.childForFieldName("index");
  if (!object || !index) return reading.unfinished(node, site);
  const key = reading.evaluate(index, site);
  if (key.type === "unknown") return spreadUnknown(key, rangeOf(node), placeOf(index, site.module));
  if (key.type !== "string" && key.type !== "number") return reading.runtime(node, site);
  return access(reading, node, site, { object, key: key.value });
};

function access(
  reading: Reading,
  node: SyntaxNode,
  site: Site,
  { object, key }: { object: SyntaxNode; key: string | number },
): Value {
  const namespace =
    namespaceMember(reading, object, String(key), node, site) ??
    declaredMember(reading, object, String(key), node, site);
  if (namespace) return namespace;
  const value = reading.evaluate(object, site);
  if (value.type === "unknown") {
    return value.reason === "runtime"
      ? reading.runtime(node, site)
      : { ...value, range: rangeOf(node) };
  }
  if (value.type === "array" && hasOpenSpread(value)) return reading.runtime(node, site);
  if (key === "length" && value.type === "array") return scalar(value.items.length, rangeOf(node));
  if (key === "length" && value.type === "string") return scalar(value.value.length, rangeOf(node));
  if (value.type !== "object" && value.type !== "array") return reading.runtime(node, site);
  const part = partOf(value, key);
  if (!part) return scalar(undefined, rangeOf(node));
  return moved(part, rangeOf(node), originIn(site.module, part.range));
}

/** `constants.PEAK` after `import * as constants from "./constants"`. */
export function namespaceMember(
  reading: Reading,
  object: SyntaxNode,
  name: string,
  node: SyntaxNode,
  site: Site,
): Value | undefined {
  if (object.type !== "identifier") return undefined;
  const binding = resolveName(textOf(object, site.module), object, site.module);
  const found = binding?.kind === "import" ? importedBinding(reading.loader, binding) : undefined;
  if (!found || !("kind" in found) || found.kind !== "import") return undefined;
  if (found.imported !== "*" || found.specifier.endsWith(".json")) return undefined;
  return importValue(reading, { ...found, imported: name }, node, site);
}

export const nameHandlers: readonly (readonly [string, Handler])[] = [
  ["identifier", nameValue],
  ["member_expression", member],
  ["subscript_expression", subscript],
];
