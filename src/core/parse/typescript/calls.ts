import { t } from "../../text/words";
import type { SourceEntry } from "../sourceValue";
import { partsOf, rangeOf, type SyntaxNode } from "../syntaxTree";
import { DEFINE, isBuilder, unitBuilders } from "./builders";
import { readItems } from "./containers";
import { importedBinding, isPackage } from "./exports";
import { evaluated } from "./evaluate";
import { resolveName } from "./lookup";
import { placeOf, textOf, type Site } from "./module";
import type { Handler, Reading } from "./reading";
import { scalar, spreadUnknown, unknownValue, type Value } from "./value";

const call: Handler = (reading, node, site) => {
  const callee = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!callee || list?.type !== "arguments") return reading.runtime(node, site);
  const builder = builderName(reading, callee, site);
  if (builder) return build(reading, builder, list, node, site);
  // what is not finished in its arguments is told where it stands
  if (list.hasError) readItems(reading, list, site);
  return evaluated(reading, node, site);
};

export interface BuilderName {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** The library's function that a callee names: imported, a namespace's member, or not declared. */
export function builderName(
  reading: Reading,
  callee: SyntaxNode,
  site: Site,
): BuilderName | undefined {
  if (callee.type === "member_expression") return namespaceBuilder(callee, site);
  if (callee.type !== "identifier") return undefined;
  const name = textOf(callee, site.module);
  const binding = resolveName(name, callee, site.module);
  if (!binding) return isBuilder(name) ? { name, node: callee } : undefined;
  if (binding.kind !== "import") return undefined;
  const origin = importedBinding(reading.loader, binding);
  if (origin && "kind" in origin && origin.kind === "import")
    return { name: origin.imported, node: callee };
  return !origin && isBuilder(binding.imported)
    ? { name: binding.imported, node: callee }
    : undefined;
}

function namespaceBuilder(callee: SyntaxNode, site: Site): BuilderName | undefined {
  const object = callee.childForFieldName("object");
  const property = callee.childForFieldName("property");
  if (object?.type !== "identifier" || !property) return undefined;
  const binding = resolveName(textOf(object, site.module), object, site.module);
  const isLibrary =
    binding?.kind === "import" && binding.imported === "*" && isPackage(binding.specifier);
  return isLibrary ? { name: textOf(property, site.module), node: property } : undefined;
}

function build(
  reading: Reading,
  builder: BuilderName,
  list: SyntaxNode,
  node: SyntaxNode,
  site: Site,
): Value {
  const [argument, second] = readItems(reading, list, site);
  if (second)
    reading.report(site, second.range, t`${builder.name} takes one argument.`, "arguments");
  if (builder.name === DEFINE) return argument ?? missingArgument(reading, builder, list, site);
  const unit = unitBuilders.get(builder.name);
  if (unit) return buildUnit(reading, builder, { unit, argument, list }, node, site);
  return buildPhase(reading, builder, argument, node, site);
}

function missingArgument(
  reading: Reading,
  builder: BuilderName,
  list: SyntaxNode,
  site: Site,
): Value {
  reading.report(site, rangeOf(list), t`${builder.name} lacks its argument.`);
  return unknownValue(rangeOf(list), "", "unfinished");
}

interface UnitCall {
  readonly unit: (amount: number) => string;
  readonly argument: Value | undefined;
  readonly list: SyntaxNode;
}

function buildUnit(
  reading: Reading,
  builder: BuilderName,
  { unit, argument, list }: UnitCall,
  node: SyntaxNode,
  site: Site,
): Value {
  if (!argument) return { ...missingArgument(reading, builder, list, site), range: rangeOf(node) };
  const place = placeOf(list, site.module);
  const origin = argument.origin ?? { ...place, range: argument.range };
  if (argument.type === "unknown") return spreadUnknown(argument, rangeOf(node), origin);
  if (argument.type === "number") return scalar(unit(argument.value), rangeOf(node), origin);
  reading.report(site, argument.range, `${builder.name} takes a number.`, "wrong-type");
  return unknownValue(rangeOf(node), textOf(node, site.module), "unfinished");
}

/** `linear({ … })`: the object given, its `kind` the builder's name. */
function buildPhase(
  reading: Reading,
  builder: BuilderName,
  argument: Value | undefined,
  node: SyntaxNode,
  site: Site,
): Value {
  const range = rangeOf(node);
  const builderRange = rangeOf(builder.node);
  const kind: SourceEntry = {
    key: "kind",
    keyRange: builderRange,
    range: builderRange,
    value: { type: "string", value: builder.name, range: builderRange, literal: false },
  };
  if (!argument) return { type: "object", entries: [kind], range, builderRange, literal: true };
  if (argument.type === "unknown")
    return spreadUnknown(argument, range, placeOf(node, site.module));
  if (argument.type !== "object") {
    reading.report(
      site,
      argument.range,
      t`${builder.name} takes one object of parameters.`,
      "wrong-type",
    );
    return unknownValue(range, textOf(node, site.module), "unfinished");
  }
  const entries = [kind, ...argument.entries.filter(({ key }) => key !== "kind")];
  return { ...argument, entries, range, builderRange };
}

const fresh: Handler = (reading, node, site) => {
  const [first] = partsOf(node);
  return first ? reading.runtime(node, site) : reading.unfinished(node, site);
};

export const callHandlers: readonly (readonly [string, Handler])[] = [
  ["call_expression", call],
  ["new_expression", fresh],
];
