import type { Host } from "./host";

const KEEP_MS = 400;

/** What is kept with `setState`; each part reads its own back without trusting it. */
export interface Kept {
  readonly view?: unknown;
  readonly run?: unknown;
  readonly runKey?: unknown;
  /** The schedule that the run belongs to. */
  readonly runOf?: unknown;
  readonly overlay?: unknown;
}

/** Keeps the panel's state while it is hidden or reloaded, a moment after each change. */
export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly state: () => Kept,
  ) {
    // The last chance before a hidden webview is thrown away.
    window.addEventListener("pagehide", () => {
      this.keep();
    });
  }

  /** While a change is not kept yet the page says so (`data-keeping`). */
  keepSoon(): void {
    document.body.dataset.keeping = "";
    this.timer ??= setTimeout(() => {
      this.keep();
    }, KEEP_MS);
  }

  private keep(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.host.keepState(this.state());
    delete document.body.dataset.keeping;
  }
}

/** What was kept before; nothing where it is not ours. */
export function keptBefore(host: Host): Kept {
  const kept = host.keptState();
  return typeof kept === "object" && kept !== null ? kept : {};
}
