import type { SourceEntry } from "../sourceValue";
import { partsOf, rangeOf, type SyntaxNode } from "../syntaxTree";
import { declarationsIn, keyText } from "./bindings";
import { importedBinding } from "./exports";
import { resolveName } from "./lookup";
import { textOf, type Site, type SourceModule } from "./module";
import { bindingValue, partOf, used } from "./names";
import type { Reading } from "./reading";
import { scalar, type Value } from "./value";

/** An enum as an object: its members up to `last`, and the names of numbers, as at run time. */
export function enumValue(
  reading: Reading,
  node: SyntaxNode,
  module: SourceModule,
  last?: string,
): Extract<Value, { type: "object" }> {
  const body = node.childForFieldName("body");
  const entries: SourceEntry[] = [];
  const names: SourceEntry[] = [];
  let next = 0;
  for (const member of body ? partsOf(body) : []) {
    const key = member.childForFieldName("name") ?? member;
    const name = keyText(key, module);
    if (name === undefined) continue;
    if (name === last && entries.some((entry) => entry.key === last)) break;
    const initializer = member.childForFieldName("value");
    const value = initializer
      ? reading.evaluate(initializer, { module })
      : scalar(next, rangeOf(key));
    if (value.type === "number") next = value.value + 1;
    const source = reading.toSource(value);
    const place = { keyRange: rangeOf(key), range: rangeOf(member) };
    if (source) entries.push({ key: name, ...place, value: source });
    if (value.type === "number") {
      const text = { type: "string", value: name, range: place.keyRange, literal: false } as const;
      names.push({ key: String(value.value), ...place, value: text });
    }
    if (name === last) break;
  }
  return { type: "object", entries: [...entries, ...names], range: rangeOf(node), literal: true };
}

/** A member named by a later one; one that names itself is never known. */
export function enumMember(
  reading: Reading,
  declared: SyntaxNode,
  name: string,
  module: SourceModule,
  node: SyntaxNode,
  site: Site,
): Value {
  const { constants } = module;
  if (constants.get(declared.id) === "busy") {
    reading.tracer.unsettle();
    return reading.runtime(node, site);
  }
  constants.set(declared.id, "busy");
  const part = partOf(enumValue(reading, declared, module, name), name);
  constants.delete(declared.id);
  return part ? used(reading, part, module, node, site) : reading.runtime(node, site);
}

/** `Defaults.PEAK` of `namespace Defaults { export const PEAK = … }` or of a class's statics. */
export function declaredMember(
  reading: Reading,
  object: SyntaxNode,
  name: string,
  node: SyntaxNode,
  site: Site,
): Value | undefined {
  if (object.type !== "identifier") return undefined;
  const direct = resolveName(textOf(object, site.module), object, site.module);
  const found = direct?.kind === "import" ? importedBinding(reading.loader, direct) : direct;
  if (!found || !("kind" in found)) return undefined;
  if (found.kind !== "namespace" && found.kind !== "class") return undefined;
  const body = found.node.childForFieldName("body");
  const inner = { module: found.module };
  if (!body) return undefined;
  if (found.kind === "class") return staticMember(reading, body, name, node, { inner, site });
  const binding = declarationsIn(body, found.module).get(name);
  const place = binding?.kind === "constant" ? binding.declarator : undefined;
  if (!binding || !place) return undefined;
  return used(reading, bindingValue(reading, binding, place, inner), found.module, node, site);
}

function staticMember(
  reading: Reading,
  body: SyntaxNode,
  name: string,
  node: SyntaxNode,
  { inner, site }: { inner: Site; site: Site },
): Value | undefined {
  const field = partsOf(body).find((part) => {
    const key = part.type === "public_field_definition" && part.childForFieldName("name");
    const isStatic = part.children.some((child) => child?.type === "static");
    const isFixed = part.children.some((child) => child?.type === "readonly");
    return key && isStatic && isFixed && keyText(key, inner.module) === name;
  });
  const value = field?.childForFieldName("value");
  return value
    ? used(reading, reading.evaluate(value, inner), inner.module, node, site)
    : undefined;
}
