/** One thing that was changed: how to read it and how to write it. */
interface Change {
  readonly holder: object;
  readonly key: string | number;
  readonly before: unknown;
  readonly write: (value: unknown) => void;
  readonly read: () => unknown;
}

/** What a stretch of the script changed, with the values that it left. */
export type Changes = readonly (Change & { readonly after: unknown })[];

/** Notes what is written, so that a branch can be undone and its outcome compared. */
export class Journal {
  private open: Change[][] = [];
  /** The entries of dicts: of what one of two branches sets there the other shows that it is missing. */
  readonly tables = new WeakSet<object>();

  /** Sets `key` of a map, so that it can be undone; undefined deletes it. */
  set<Key extends string | number, Item>(
    map: Map<Key, Item>,
    key: Key,
    value: Item | undefined,
  ): void {
    const write = (next: unknown): void => {
      if (next === undefined) map.delete(key);
      else map.set(key, next as Item);
    };
    this.note(map, key, map.get(key), write, () => map.get(key));
    write(value);
  }

  /** Sets a field of an object, so that it can be undone. */
  put<Holder extends object, Key extends keyof Holder & string>(
    holder: Holder,
    key: Key,
    value: Holder[Key],
  ): void {
    const write = (next: unknown): void => {
      holder[key] = next as Holder[Key];
    };
    this.note(holder, key, holder[key], write, () => holder[key]);
    write(value);
  }

  private note(
    holder: object,
    key: string | number,
    before: unknown,
    write: Change["write"],
    read: Change["read"],
  ): void {
    this.open.at(-1)?.push({ holder, key, before, write, read });
  }

  /** Runs `work` and undoes all that it wrote; what it wrote comes back with its result. */
  attempt<Result>(work: () => Result): { readonly result: Result; readonly changes: Changes } {
    this.open.push([]);
    try {
      const result = work();
      const noted = this.open.at(-1) ?? [];
      const changes = noted.map((change) => ({ ...change, after: change.read() }));
      return { result, changes };
    } finally {
      for (const { write, before } of (this.open.pop() ?? []).reverse()) write(before);
    }
  }

  /** Runs `work` and tells what it changed. */
  watch(work: () => void): readonly { readonly holder: object; readonly key: string | number }[] {
    const noted: Change[] = [];
    this.open.push(noted);
    try {
      work();
    } finally {
      this.open.pop();
      this.open.at(-1)?.push(...noted);
    }
    return noted;
  }

  /** Runs `work` and undoes all that it wrote. */
  undoing<Result>(work: () => Result): Result {
    this.open.push([]);
    try {
      return work();
    } finally {
      for (const { write, before } of (this.open.pop() ?? []).reverse()) write(before);
    }
  }

  /** Runs `work`, which is to be undone with nothing: it only makes what was there before. */
  apart<Result>(work: () => Result): Result {
    const { open } = this;
    this.open = [];
    try {
      return work();
    } finally {
      this.open = open;
    }
  }

  /** Writes again what an attempt wrote; the last value of each place counts. */
  redo(changes: Changes): void {
    for (const { holder, key, before, write, read, after } of changes) {
      this.note(holder, key, before, write, read);
      write(after);
    }
  }

  /**
   * Writes what two attempts from one state have left, place by place; `merge` says what stands
   * where they differ.
   */
  join(
    a: Changes,
    b: Changes,
    merge: (holder: object, key: string | number, a: unknown, b: unknown) => unknown,
  ): void {
    const places = new Map<object, Map<string | number, Change & { a: unknown; b: unknown }>>();
    const collect = (changes: Changes, side: "a" | "b"): void => {
      for (const change of changes) {
        const keys =
          places.get(change.holder) ??
          new Map<string | number, Change & { a: unknown; b: unknown }>();
        places.set(change.holder, keys);
        const present = change.read();
        const known = keys.get(change.key) ?? { ...change, a: present, b: present };
        known[side] = change.after;
        keys.set(change.key, known);
      }
    };
    collect(a, "a");
    collect(b, "b");
    for (const [holder, keys] of places)
      for (const [key, change] of keys) {
        this.note(holder, key, change.read(), change.write, change.read);
        change.write(change.a === change.b ? change.a : merge(holder, key, change.a, change.b));
      }
  }
}
