import type { SyntaxParser } from "../../../parse/syntaxTree";
import type { Statement } from "../../../program/statementTree";
import type { Outline } from "./outline";

/** Characters that are remembered of each kind: some ten scripts of usual length. */
const MOST_CHARACTERS = 2_000_000;

/** What was made of texts; what was made first is forgotten first, and made anew where it is in use. */
export class TextMemory<Made> {
  readonly #made = new Map<string, Made>();
  #characters = 0;

  /** What was made of a text before, or is made now; undefined is not remembered. */
  of(text: string, make: () => Made | undefined): Made | undefined {
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    const made = make();
    if (made === undefined) return undefined;
    this.#made.set(detached(text), made);
    this.#characters += text.length;
    for (const [oldest] of this.#made) {
      if (this.#characters <= MOST_CHARACTERS) break;
      this.#made.delete(oldest);
      this.#characters -= oldest.length;
    }
    return made;
  }
}

/** A text of its own: what is cut out of a document would keep all of that document in memory. */
export const detached = (text: string): string => ` ${text}`.slice(1);

/** Statements with ranges relative to their text, and as they last stood in a document. */
export interface Lowered {
  readonly statements: readonly Statement[];
  last?: {
    readonly uri: string;
    readonly start: number;
    readonly statements: readonly Statement[];
  };
}

/** The statements of a function that nothing has asked for yet. */
export interface Later {
  /** A function around them, to be parsed. */
  readonly source: string;
  /** From a place in that source to the one in the piece. */
  readonly moved: number;
}

export interface LoweredPiece extends Lowered {
  /** By the place of the stub, relative to the piece. */
  readonly later: ReadonlyMap<number, Later>;
}

/** A definition of which its first line was read alone. */
export interface OutlinedPiece extends Pick<Lowered, "last"> {
  readonly outline: Outline;
  /** All of it, parsed when it is first asked for. */
  whole(): LoweredPiece | undefined;
}

export interface PythonMemory {
  readonly pieces: TextMemory<LoweredPiece | OutlinedPiece>;
  readonly bodies: TextMemory<Lowered>;
  /** The names that a definition's text holds. */
  readonly names: TextMemory<ReadonlySet<string>>;
}

const memories = new WeakMap<SyntaxParser, PythonMemory>();

/** What was made of the texts that a parser has read. */
export function memoryOf(parser: SyntaxParser): PythonMemory {
  const known = memories.get(parser);
  if (known) return known;
  const fresh = {
    pieces: new TextMemory<LoweredPiece | OutlinedPiece>(),
    bodies: new TextMemory<Lowered>(),
    names: new TextMemory<ReadonlySet<string>>(),
  };
  memories.set(parser, fresh);
  return fresh;
}
