import { Owner } from "../disposables";

/** Between two updates of the code while a handle moves, in milliseconds. */
const LEAST = 80;
/** The code may take this share of the time; the rest is for the drag itself. */
const SHARE = 1 / 4;

/** Updates that are asked for at every move of a drag, made as often as their cost allows. */
export class Refreshing extends Owner {
  private readonly wanted = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private cost = 0;

  constructor(private readonly refresh: (source: string) => void) {
    super();
    this.own({
      dispose: () => {
        clearTimeout(this.timer);
      },
    });
  }

  /** The last move is never left out. */
  ask(source: string): void {
    this.wanted.add(source);
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        const sources = [...this.wanted];
        this.wanted.clear();
        for (const one of sources) this.refresh(one);
      },
      Math.max(LEAST, this.cost / SHARE),
    );
  }

  /** What the last update took, in milliseconds. */
  took(cost: number): void {
    this.cost = cost;
  }
}
