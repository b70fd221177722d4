import type { Origin } from "../sourceValue";
import type { Range } from "../../text/range";
import { rangeOf, type SyntaxNode, type SyntaxTree } from "../syntaxTree";
import type { Binding } from "./bindings";
import type { Trace, Tracer } from "./trace";
import type { Value } from "./value";

/** One file with its tree, or a mended part of one, and what has been found in it so far. */
export interface SourceModule {
  /** Undefined for the document itself, so that origins in it name no file. */
  readonly uri: string | undefined;
  /** Where its relative imports start from. */
  readonly location: string;
  readonly text: string;
  readonly tree: SyntaxTree;
  /** The file of which this is a mended part; it knows the names that the part does not. */
  readonly outer: SourceModule | undefined;
  /** How many imports lie between the document and this file. */
  readonly depth: number;
  /** Told of every name that is looked up at module level. */
  readonly tracer: Tracer;
  readonly bindings: Map<string, KnownName>;
  /**
   * Names that have been searched in vain in all of the text, in this reading or before: true where
   * nothing that could bind them was found, false where only nothing like `const NAME` was.
   */
  readonly absent: Map<string, boolean>;
  readonly blocks: Map<number, KnownBlock>;
  /** Values of constants at module level by their declarator's id; "busy" while one is read. */
  readonly constants: Map<number, KnownConstant | "busy">;
  imports: ReadonlyMap<string, Binding> | undefined;
}

/** What a name stands for at module level; `firm` where `Trace.names` says true. */
export interface KnownName {
  readonly binding: Binding | undefined;
  readonly firm: boolean;
}

export interface KnownBlock {
  readonly declared: ReadonlyMap<string, Binding>;
  readonly trace: Trace;
}

export interface KnownConstant {
  readonly value: Value;
  readonly trace: Trace;
}

export function createModule(
  file: Pick<SourceModule, "uri" | "location" | "text" | "tree" | "depth" | "tracer"> & {
    readonly outer?: SourceModule;
    readonly absent?: ReadonlyMap<string, boolean>;
  },
): SourceModule {
  return {
    ...file,
    outer: file.outer,
    bindings: new Map(),
    absent: new Map(file.absent),
    blocks: new Map(),
    constants: new Map(),
    imports: undefined,
  };
}

export const textOf = (node: SyntaxNode, module: SourceModule): string =>
  module.text.slice(node.startIndex, node.endIndex);

/** A place in a module as an origin: the document's own places name no file. */
export const originIn = (module: SourceModule, range: Range): Origin =>
  module.uri === undefined ? { range } : { uri: module.uri, range };

/** Where code is read. */
export interface Site {
  readonly module: SourceModule;
}

export const placeOf = (node: SyntaxNode, module: SourceModule): Origin =>
  originIn(module, rangeOf(node));
