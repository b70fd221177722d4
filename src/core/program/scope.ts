import type { Range } from "../text/range";
import type { Cell } from "./values";

/** Where a variable lives, as a function's code sees it. */
export type Location =
  Local | { readonly type: "captured"; readonly index: number; readonly fixed: boolean } | Global;
export interface Local {
  readonly type: "local";
  readonly index: number;
  /** Held in a cell, as functions inside may see it. */
  readonly boxed: boolean;
  readonly fixed: boolean;
  /** False until its declaration is compiled: till then it is asked whether it has a value. */
  ready: boolean;
  /** It has been read while it was not ready. */
  early: boolean;
}
export interface Global {
  readonly type: "global";
  readonly cell: Cell;
  readonly fixed: boolean;
}

/** The names around a function or a file. */
export interface Surroundings {
  /** The variable of that name, as it is seen from `range`. */
  find(name: string, range?: Range): Global | undefined;
}

export interface ScopeOptions {
  readonly outer: Scope | undefined;
  readonly surroundings: Surroundings;
  /** Names that functions inside mention. */
  readonly inner: ReadonlySet<string>;
}

/** The names that a function's body can see while it is compiled, block by block. */
export class Scope {
  size = 0;
  /** Where the function that is compiled finds its captured cells when it is made. */
  readonly captures: Location[] = [];
  private readonly capturedNames = new Map<string, Location>();
  private readonly blocks: Map<string, Local>[] = [new Map<string, Local>()];

  constructor(private readonly options: ScopeOptions) {}

  declare(name: string, fixed: boolean, ready: boolean): Local {
    const boxed = this.options.inner.has(name);
    const local: Local = { type: "local", index: this.size++, boxed, fixed, ready, early: false };
    this.blocks.at(-1)?.set(name, local);
    return local;
  }

  own(name: string): Local | undefined {
    return this.blocks.at(-1)?.get(name);
  }

  ownNames(): readonly (readonly [string, Local])[] {
    return [...(this.blocks[0] ?? [])];
  }

  inBlock<T>(compile: () => T): T {
    this.blocks.push(new Map());
    try {
      return compile();
    } finally {
      this.blocks.pop();
    }
  }

  capturedInOrder(): readonly string[] {
    return [...this.capturedNames.keys()];
  }

  find(name: string, range?: Range): Location | undefined {
    for (let index = this.blocks.length - 1; index >= 0; index--) {
      const local = this.blocks[index]?.get(name);
      if (local) return local;
    }
    return this.findOutside(name, range);
  }

  /** The variable of that name outside of this function. */
  findOutside(name: string, range?: Range): Location | undefined {
    const known = this.capturedNames.get(name);
    if (known) return known;
    const { outer, surroundings } = this.options;
    const found = outer ? outer.find(name, range) : surroundings.find(name, range);
    if (!found || found.type === "global") return found;
    const captured: Location = {
      type: "captured",
      index: this.captures.length,
      fixed: found.fixed,
    };
    this.captures.push(found);
    this.capturedNames.set(name, captured);
    return captured;
  }
}
