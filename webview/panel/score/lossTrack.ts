import { words } from "../strings";
import { h, setHidden } from "../ui/dom";

/** Not the name of any track: a click on it leads to what all of the loss follows from. */
const LOSS_TRACK = ":loss";

/**
 * The place of the probe's loss below the rate, as large before there is one as with one: what is
 * drawn there comes with the probe's code.
 */
export class LossTrack {
  readonly element: HTMLElement;
  /** How the training goes, or how it ended. */
  readonly status = h("span", { class: "probe-status faint" });
  /** What the curve reads at the crosshair, and how it is drawn. */
  readonly tools = h("span", { class: "loss-tools" });
  readonly plot = h("div", { class: "plot", "data-track": LOSS_TRACK });
  /** Which stroke is what. */
  readonly foot = h("div", { class: "loss-foot" });
  private readonly ghost = h("p", { class: "ghost faint" }, words.noLossYet());

  constructor() {
    const title = h("h2", { class: "track-name" }, words.loss());
    const head = h("div", { class: "track-head" }, title, this.status, this.tools);
    this.plot.append(this.ghost);
    this.element = h("section", { class: "track loss-track" }, head, this.plot, this.foot);
  }

  showGhost(on: boolean): void {
    setHidden(this.ghost, !on);
    this.element.classList.toggle("empty", on);
  }
}
