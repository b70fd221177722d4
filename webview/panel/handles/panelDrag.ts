import type { DragMove } from "../../../src/protocol/handles";
import type { PanelContext } from "../panelContext";

type Sent = Omit<DragMove, "type" | "drag">;

let lastDrag = 0;

/**
 * One drag as the host is told of it. Moves are sent at most once a frame, the latest of them; the
 * host works on one and keeps the latest of the others.
 */
export class PanelDrag {
  private readonly drag = ++lastDrag;
  private waiting: Sent | undefined;
  private frame: number | undefined;
  private over = false;

  constructor(
    private readonly panel: PanelContext,
    schedule: string,
    handle: string,
    constant: boolean,
  ) {
    const { revision } = panel;
    const { drag } = this;
    const start = { revision, schedule, handle, drag, constant };
    panel.host.messenger.send({ type: "drag.start", ...start });
  }

  is(drag: number): boolean {
    return this.drag === drag;
  }

  /** At once, or in the next frame where one has been sent in this. */
  move(move: Sent): void {
    if (this.over) return;
    this.waiting = move;
    if (this.frame === undefined) this.flush();
  }

  end(): void {
    if (this.over) return;
    this.flush();
    this.over = true;
    this.panel.host.messenger.send({ type: "drag.end", drag: this.drag });
  }

  cancel(): void {
    if (this.over) return;
    this.stop();
    this.panel.host.messenger.send({ type: "drag.cancel", drag: this.drag });
  }

  /** The host has ended it: nothing more is sent. */
  stop(): void {
    this.over = true;
    this.waiting = undefined;
    this.forgetFrame();
  }

  private flush(): void {
    this.forgetFrame();
    const { waiting, drag } = this;
    this.waiting = undefined;
    if (!waiting) return;
    this.panel.host.messenger.send({ type: "drag.move", drag, ...waiting });
    this.frame = requestAnimationFrame(() => {
      this.flush();
    });
  }

  private forgetFrame(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }
}
