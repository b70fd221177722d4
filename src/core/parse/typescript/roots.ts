import type { Range } from "../../text/range";
import { MAX_ROOTS } from "../limits";
import type { SourceRoot } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { Binding } from "./bindings";
import { DEFINE, DEFINITION_TYPE } from "./builders";
import { isPackage } from "./exports";
import { importsOf, resolveName } from "./lookup";
import { textOf, type SourceModule } from "./module";
import type { Trace } from "./trace";
import { literalPattern } from "../../text/literalPattern";

/** What tells one definition from another. */
export interface RootHead {
  /** The offset of the word that marks it. */
  readonly marker: number;
  /** All of it: the call, or the constant's value. */
  readonly range: Range;
  readonly anchor: Range;
  readonly exportName: string | undefined;
  readonly isCall: boolean;
  /** The constant that is the definition, where a name alone stands for it. */
  readonly named: string | undefined;
}

/** Where a definition stands in the tree. */
export interface RootPlace extends RootHead {
  /** The expression that is the definition; undefined where nothing is typed yet. */
  readonly value: SyntaxNode | undefined;
  readonly whole: SyntaxNode;
  /** What finding it depended on. */
  readonly trace: Trace;
}

/** A definition as it was read before, where nothing that it depends on has changed. */
export interface KeptRoot extends RootHead {
  readonly source: SourceRoot;
  /** The statement of the file in which it stands. */
  readonly statement: Range;
  readonly trace: Trace;
}

/** By the offsets of their markers. */
export type KeptRoots = ReadonlyMap<number, KeptRoot>;

/** What one reading of a document leaves to the next. */
export interface Kept {
  readonly roots: KeptRoots;
  /** `SourceModule.absent` */
  readonly absent: ReadonlyMap<string, boolean>;
}

export const NOTHING_KEPT: Kept = { roots: new Map(), absent: new Map() };

export interface RootSearch {
  readonly found: readonly (RootPlace | KeptRoot)[];
  /** Offsets of calls and typed constants of which the tree could not make any. */
  readonly broken: readonly number[];
  /** There are more than are read. */
  readonly more: boolean;
}

const WORD = "(?<![\\w$])(?:NAMES)(?![\\w$])";

/** Whether a text can hold a definition at all; costs next to nothing. */
export const mayDefine = (text: string): boolean =>
  text.includes(DEFINE) || text.includes(DEFINITION_TYPE);

interface SearchOptions {
  /** Definitions before this offset are not searched. */
  readonly from?: number;
  /** By their markers' offsets. */
  readonly kept?: KeptRoots | undefined;
}

/** Finds the definitions of a module by the words that mark them, not by walking its tree. */
export function findRoots(
  module: SourceModule,
  { from = 0, kept }: SearchOptions = {},
): RootSearch {
  const found: (RootPlace | KeptRoot)[] = [];
  const broken: number[] = [];
  const seen = new Set<number>();
  for (const match of module.text.matchAll(markers(module))) {
    if (match.index < from) continue;
    if (found.length + broken.length >= MAX_ROOTS) return { found, broken, more: true };
    const place = kept?.get(match.index) ?? placeAt(match.index, match[0], module);
    if (place === "broken") broken.push(match.index);
    else if (place && !seen.has(place.range.start)) {
      seen.add(place.range.start);
      found.push(place);
    }
  }
  return { found: withoutArguments(found), broken, more: false };
}

function placeAt(
  marker: number,
  word: string,
  module: SourceModule,
): RootPlace | "broken" | undefined {
  const node = module.tree.rootNode.descendantForIndex(marker, marker + word.length);
  if (!node || IGNORED.has(node.type) || node.startIndex !== marker) return undefined;
  const { result: place, trace } = module.tracer.run(() =>
    word === DEFINITION_TYPE ? typedPlace(node, module) : callPlace(node, module),
  );
  if (place === undefined || place === "broken") return place;
  const { value, whole } = place;
  return {
    ...place,
    marker,
    trace,
    range: rangeOf(whole),
    isCall: whole.type === "call_expression",
    named: value?.type === "identifier" ? textOf(value, module) : undefined,
  };
}

/** What the tree says of a definition. */
type TreePlace = Pick<RootPlace, "value" | "whole" | "anchor" | "exportName">;

const IGNORED: ReadonlySet<string> = new Set([
  "comment",
  "string_fragment",
  "string",
  "template_string",
]);

function markers(module: SourceModule): RegExp {
  const names = new Set([DEFINE, DEFINITION_TYPE]);
  if (module.text.includes(`${DEFINE} as `)) {
    for (const binding of importsOf(module.outer ?? module).values()) {
      if (binding.kind === "import" && binding.imported === DEFINE) names.add(binding.name);
    }
  }
  const alternatives = [...names].map(literalPattern).join("|");
  return new RegExp(
    WORD.replace("NAMES", () => alternatives),
    "g",
  );
}

function callPlace(node: SyntaxNode, module: SourceModule): TreePlace | "broken" | undefined {
  const callee = node.parent?.type === "member_expression" ? node.parent : node;
  const call = callee.parent;
  if (!isLibraryName(node, callee, module)) return undefined;
  if (call?.type === "call_expression" && call.childForFieldName("function")?.id === callee.id) {
    return placeOfCall(call, node, module);
  }
  const isCalled = /^\s*\(/.test(module.text.slice(node.endIndex, node.endIndex + 40));
  return isCalled && node.type === "identifier" ? "broken" : undefined;
}

/** A function of the same name that the file itself declares is not the library's. */
function isLibraryName(node: SyntaxNode, callee: SyntaxNode, module: SourceModule): boolean {
  const isMember = callee.type === "member_expression";
  const name = isMember ? callee.childForFieldName("object") : node;
  if (!name) return false;
  const binding: Binding | undefined = resolveName(textOf(name, module), name, module);
  if (!binding) return !isMember;
  return binding.kind === "import" && (!isMember || isPackage(binding.specifier));
}

function placeOfCall(call: SyntaxNode, name: SyntaxNode, module: SourceModule): TreePlace {
  const list = call.childForFieldName("arguments");
  const value = list?.namedChildren.find(
    (child) => child !== null && child.type !== "comment" && !child.isError,
  );
  return { value: value ?? undefined, whole: call, ...holderOf(call, rangeOf(name), module) };
}

function typedPlace(node: SyntaxNode, module: SourceModule): TreePlace | "broken" | undefined {
  const parent = typeOf(node, module).parent;
  if (parent?.type === "satisfies_expression" || parent?.type === "as_expression") {
    const [value] = parent.namedChildren;
    return value && bareOf(value).type === "object"
      ? { value, whole: parent, ...holderOf(parent, rangeOf(node), module) }
      : undefined;
  }
  const declarator = parent?.type === "type_annotation" ? parent.parent : undefined;
  if (declarator?.isError === true) return "broken";
  if (declarator?.type !== "variable_declarator") return undefined;
  const value = declarator.childForFieldName("value");
  const name = declarator.childForFieldName("name");
  if (!value || !name || isCallOfDefine(value, module)) return undefined;
  return { value, whole: value, anchor: rangeOf(name), exportName: textOf(name, module) };
}

/** The whole type: `Readonly<ScheduleDefinition>` is one of a definition, too. */
function typeOf(node: SyntaxNode, module: SourceModule): SyntaxNode {
  const generic = node.parent?.type === "type_arguments" ? node.parent.parent : null;
  const name = generic?.childForFieldName("name");
  return generic && name && WHOLE.has(textOf(name, module)) ? generic : node;
}

/** `Partial` is missing: a part of a definition is none yet. */
const WHOLE: ReadonlySet<string> = new Set(["Readonly", "Required", "DeepReadonly"]);

/** `{ … } as const` without what is said of its type. */
function bareOf(node: SyntaxNode): SyntaxNode {
  const [inner] = WRAPPERS.has(node.type) ? node.namedChildren : [];
  return inner ? bareOf(inner) : node;
}

const isCallOfDefine = (value: SyntaxNode, module: SourceModule): boolean =>
  value.type === "call_expression" &&
  textOf(value.childForFieldName("function") ?? value, module).endsWith(DEFINE);

/** The name of the constant or export that holds an expression, or `fallback` as its anchor. */
function holderOf(
  node: SyntaxNode,
  fallback: Range,
  module: SourceModule,
): { anchor: Range; exportName: string | undefined } {
  for (let at = node.parent; at && at.type !== "program"; at = at.parent) {
    if (at.type === "variable_declarator") {
      const name = at.childForFieldName("name");
      if (name?.type === "identifier")
        return { anchor: rangeOf(name), exportName: textOf(name, module) };
    }
    if (at.type === "export_statement") return { anchor: fallback, exportName: "default" };
    if (!WRAPPERS.has(at.type)) break;
  }
  return { anchor: fallback, exportName: undefined };
}

const WRAPPERS: ReadonlySet<string> = new Set([
  "satisfies_expression",
  "as_expression",
  "parenthesized_expression",
  "non_null_expression",
]);

/** `defineSchedule(base)` with a typed constant `base` is one definition, not two. */
function withoutArguments<Place extends RootHead>(places: readonly Place[]): Place[] {
  const names = new Set(places.map(({ named }) => named));
  return places.filter(
    ({ exportName, isCall }) => isCall || exportName === undefined || !names.has(exportName),
  );
}
