import type { HandleView } from "../../../src/protocol/handles";
import { handleWords } from "./words";
import { h, oncePerFrame, setHidden, setText } from "../ui/dom";
import { placeOf, roleName } from "./texts";

const WARNING_MS = 4000;

/** The words beside a handle: what it is and where it stands. Hidden from screen readers, who hear
 * them from the handle itself. */
export class Tip {
  private readonly element = h("div", { class: "handle-tip", "aria-hidden": "true", hidden: true });
  private readonly name = h("span", { class: "faint" });
  private readonly place = h("span");
  private warnedUntil = 0;
  /** In pixels of the plot, from its left. */
  private at = 0;
  /** Its size is asked for just before the frame is laid out anyway. */
  private readonly arrange = oncePerFrame(() => {
    this.arrangeNow();
  });

  constructor() {
    this.element.append(this.name, this.place);
  }

  show(plot: HTMLElement, handle: HandleView, x: number, shut: boolean): void {
    if (performance.now() < this.warnedUntil) return;
    const refusal = handle.level?.refusal ?? handle.time?.refusal;
    setText(this.name, roleName(handle));
    setText(
      this.place,
      shut && refusal ? handleWords.handleRefused(refusal.reason) : placeOf(handle),
    );
    this.putInto(plot, x);
  }

  /** A line that stays for a while: why a drag has ended. */
  warn(text: string): void {
    if (!this.element.isConnected) return;
    setText(this.name, "");
    setText(this.place, text);
    setHidden(this.element, false);
    this.warnedUntil = performance.now() + WARNING_MS;
  }

  /** The same beside no handle. */
  tell(plot: HTMLElement, text: string): void {
    this.putInto(plot, 0);
    this.warn(text);
  }

  hide(): void {
    if (performance.now() < this.warnedUntil) return;
    setHidden(this.element, true);
  }

  private putInto(plot: HTMLElement, x: number): void {
    const { element } = this;
    setHidden(element, false);
    if (element.parentElement !== plot) plot.append(element);
    this.at = x;
    this.arrange();
  }

  /** Above the chart, whose curve it must not hide, and as near to the handle as it fits. */
  private arrangeNow(): void {
    const { element, at } = this;
    const plot = element.parentElement;
    if (!plot) return;
    const { offsetWidth, offsetHeight } = element;
    const left = Math.min(plot.clientWidth - offsetWidth, Math.max(0, at - offsetWidth / 2));
    element.style.transform = `translate(${Math.max(0, left)}px, ${-offsetHeight}px)`;
  }
}
