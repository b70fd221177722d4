import type { PanelContext } from "../panelContext";
import type { Score } from "../score/score";
import type { Handles } from "./handles";

/** What tells that somebody turns to the panel. */
const SIGNS = ["pointerover", "focusin", "keydown"] as const;

/**
 * Fetches the handles' code once somebody turns to the panel, by pointer or keyboard: the charts can
 * be read without them, and most panels are only looked at.
 */
export class HandlesLoader {
  private handles: Handles | undefined;
  private wanted = false;

  constructor(
    private readonly panel: PanelContext,
    private readonly score: Score,
  ) {
    for (const sign of SIGNS) {
      document.addEventListener(
        sign,
        () => {
          this.load();
        },
        { once: true, passive: true },
      );
    }
  }

  draw(): void {
    this.handles?.draw();
  }

  private load(): void {
    if (this.wanted) return;
    this.wanted = true;
    import("./handles")
      .then(({ Handles }) => {
        this.handles = new Handles(this.panel, this.score);
        this.handles.draw();
      })
      .catch((error: unknown) => {
        this.wanted = false;
        this.panel.host.log("error", String(error));
      });
  }
}
