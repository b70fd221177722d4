/** A file that was asked for, and what the answer was. */
export interface ImportRequest {
  readonly specifier: string;
  readonly from: string;
  readonly answer: { readonly uri: string; readonly text: string } | undefined;
}

/**
 * What the reading of one definition looked at outside of its own statement. As long as none of it
 * changes, reading the definition again gives the same.
 */
export class Trace {
  /**
   * Names looked up at module level. True where a declaration like `const NAME` or an import
   * settled it: then a mere mention of the name cannot.
   */
  readonly names = new Map<string, boolean>();
  readonly requests = new Map<string, ImportRequest>();
  /** The texts of files that values come from, by their addresses. */
  readonly files = new Map<string, string>();
  /** No less than what reading it alone would cost. */
  visits = 0;
  /** The answer depends on more than this: on an order, on a limit, or a problem is told with it. */
  unsettled = false;
  private readonly absorbed = new Set<Trace>();

  addName(name: string, firm: boolean): void {
    this.names.set(name, firm && this.names.get(name) !== false);
  }

  absorb(other: Trace): void {
    this.visits += other.visits;
    this.unsettled ||= other.unsettled;
    if (this.absorbed.has(other)) return;
    this.absorbed.add(other);
    for (const [name, firm] of other.names) this.addName(name, firm);
    for (const [key, request] of other.requests) this.requests.set(key, request);
    for (const [uri, text] of other.files) this.files.set(uri, text);
  }
}

/** Notes down for each part that is being read what it depends on. */
export class Tracer {
  private current: Trace | undefined;

  /** Reads a part with a trace of its own, of which the part around it gets everything. */
  run<Result>(read: () => Result): { result: Result; trace: Trace } {
    const around = this.current;
    const trace = new Trace();
    this.current = trace;
    try {
      return { result: read(), trace };
    } finally {
      this.current = around;
      around?.absorb(trace);
    }
  }

  /** What is taken from a part that was read before. */
  absorb(trace: Trace): void {
    this.current?.absorb(trace);
  }

  name(name: string, firm: boolean): void {
    this.current?.addName(name, firm);
  }

  request(request: ImportRequest): void {
    this.current?.requests.set(`${request.specifier}\n${request.from}`, request);
  }

  file(uri: string, text: string): void {
    this.current?.files.set(uri, text);
  }

  visits(count: number): void {
    if (this.current) this.current.visits += count;
  }

  unsettle(): void {
    if (this.current) this.current.unsettled = true;
  }
}
