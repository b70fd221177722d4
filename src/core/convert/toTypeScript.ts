import { entryOf, type ParsedDocument } from "../parse/sourceValue";
import { phaseBuilders, unitBuilders, DEFINE, DEFINITION_TYPE } from "../parse/typescript/builders";
import { namedSources, type NamedSource } from "../schedule/read";
import { asLines, commentsIn } from "./comments";
import { CannotConvert, converted, type Conversion } from "./conversion";
import { identifierFor } from "./identifiers";
import { typescriptDefinition } from "./typescriptDefinition";
import { t } from "../text/words";

/** A definition with the name of its constant. */
export interface Constant {
  readonly named: NamedSource;
  readonly identifier: string;
  readonly base: Constant | undefined;
}

/**
 * The definitions of a JSON file as a TypeScript file: phases as calls of their builders, durations
 * as calls of their units, `extends` as a spread. Comments, order and the spelling of numbers stay.
 * With `only`, that schedule alone, with those that it extends. Their curves are the same.
 */
export const toTypeScript = (document: ParsedDocument, only?: string): Conversion =>
  converted(() => {
    if (document.problems.length > 0)
      throw new CannotConvert(t("The file has errors in its syntax: mend them first."));
    const constants = constantsOf(document, only);
    const [first] = constants;
    if (!first) throw new CannotConvert(t("There is no schedule to convert."));
    return fileOf(document, constants, only === undefined);
  });

function constantsOf(document: ParsedDocument, only: string | undefined): Constant[] {
  const sources = namedSources(document, []);
  const taken = new Set([DEFINE, DEFINITION_TYPE, ...phaseBuilders, ...unitBuilders.keys()]);
  const made = new Map<string, Constant>();
  const make = (named: NamedSource, chain: readonly string[]): Constant => {
    const known = made.get(named.name);
    if (known) return known;
    const base = baseOf(named, sources, chain);
    const found = base && make(base, [...chain, base.name]);
    const identifier = identifierFor(named.name, taken);
    taken.add(identifier);
    taken.add(`${identifier}Definition`);
    const constant = { named, identifier, base: found };
    made.set(named.name, constant);
    return constant;
  };
  for (const named of sources)
    if (only === undefined || named.name === only) make(named, [named.name]);
  return [...made.values()];
}

function baseOf(
  { source }: NamedSource,
  sources: readonly NamedSource[],
  chain: readonly string[],
): NamedSource | undefined {
  const base = entryOf(source, "extends")?.value;
  if (base === undefined) return undefined;
  const name = base.type === "string" ? base.value : "";
  const found = sources.find((other) => other.name === name);
  if (!found)
    throw new CannotConvert(
      t`It extends "${name}", which is not in this file: TypeScript spreads a constant instead.`,
    );
  if (chain.includes(name)) throw new CannotConvert(t`"${name}" extends itself.`);
  return found;
}

function fileOf(document: ParsedDocument, constants: readonly Constant[], whole: boolean): string {
  const used = new Set<string>([DEFINE]);
  const bases = new Set(constants.map(({ base }) => base));
  const inOrder = whole ? byText(constants) : constants;
  const parts = inOrder.map((constant, i) => {
    const text = typescriptDefinition(document, constant, used);
    const comments = i === 0 || !whole ? [] : commentsBefore(document, constants, constant);
    return asLines(comments) + declaration(constant, text, bases.has(constant), used);
  });
  const outside = whole ? outsideOf(document, byPlace(constants)) : { head: "", tail: "" };
  const imports = [...used].sort(byName).map(importName).join(", ");
  return `${outside.head}import { ${imports} } from "learning-rate-designer";\n\n${parts.join("\n")}${outside.tail}`;
}

/** A constant must stand before what spreads it; else the order of the text. */
function byText(constants: readonly Constant[]): readonly Constant[] {
  const done = new Set<Constant>();
  const put = (constant: Constant): void => {
    if (constant.base) put(constant.base);
    done.add(constant);
  };
  for (const constant of byPlace(constants)) put(constant);
  return [...done];
}

const byPlace = (constants: readonly Constant[]): Constant[] =>
  [...constants].sort((a, b) => a.named.source.range.start - b.named.source.range.start);

const byName = (a: string, b: string): number =>
  a.localeCompare(b, "en", { sensitivity: "base" }) || (a < b ? -1 : 1);

const importName = (name: string): string => (name === DEFINITION_TYPE ? `type ${name}` : name);

function declaration(
  { identifier }: Constant,
  text: string,
  isBase: boolean,
  used: Set<string>,
): string {
  if (!isBase) return `export const ${identifier} = ${DEFINE}(${text});\n`;
  used.add(DEFINITION_TYPE);
  const definition = `${identifier}Definition`;
  return `const ${definition} = ${text} satisfies ${DEFINITION_TYPE};\nexport const ${identifier} = ${DEFINE}(${definition});\n`;
}

/** The comments between a definition and the one written before it. */
function commentsBefore(
  { text }: ParsedDocument,
  constants: readonly Constant[],
  { named }: Constant,
): string[] {
  const { start } = named.source.range;
  const earlier = constants
    .map((other) => other.named.source.range.end)
    .filter((end) => end <= start);
  return commentsIn(text, { start: Math.max(0, ...earlier), end: start });
}

function outsideOf(
  { text }: ParsedDocument,
  ordered: readonly Constant[],
): { head: string; tail: string } {
  const start = ordered[0]?.named.source.range.start ?? 0;
  const end = ordered.at(-1)?.named.source.range.end ?? text.length;
  return {
    head: asLines(commentsIn(text, { start: 0, end: start })),
    tail: asLines(commentsIn(text, { start: end, end: text.length })),
  };
}
