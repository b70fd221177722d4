import type { Plain } from "./plain";

/** The variables of one call of a function. */
export class Frame {
  result: Plain = undefined;

  constructor(
    readonly values: Plain[],
    readonly parent: Frame | undefined,
  ) {}
}

export interface Slot {
  readonly index: number;
  readonly fixed: boolean;
  /** False until the declaration is compiled: before it the name may not be used. */
  ready: boolean;
}

/** Which names a function's body can see while it is compiled, block by block. */
export class FunctionScope {
  size = 0;
  private readonly blocks: Map<string, Slot>[] = [new Map<string, Slot>()];

  constructor(readonly parent: FunctionScope | undefined) {}

  declare(name: string, fixed: boolean, ready: boolean): Slot {
    const slot = { index: this.size++, fixed, ready };
    this.blocks.at(-1)?.set(name, slot);
    return slot;
  }

  /** The slot that the innermost block itself declares for `name`. */
  own(name: string): Slot | undefined {
    return this.blocks.at(-1)?.get(name);
  }

  inBlock<T>(compile: () => T): T {
    this.blocks.push(new Map());
    try {
      return compile();
    } finally {
      this.blocks.pop();
    }
  }

  /** The slot of a name, and how many functions out it lies. */
  find(name: string): { readonly slot: Slot; readonly depth: number } | undefined {
    for (let index = this.blocks.length - 1; index >= 0; index--) {
      const slot = this.blocks[index]?.get(name);
      if (slot) return { slot, depth: 0 };
    }
    const outer = this.parent?.find(name);
    return outer && { slot: outer.slot, depth: outer.depth + 1 };
  }
}
