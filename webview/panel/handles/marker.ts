import type { HandleView } from "../../../src/protocol/handles";
import { trackTitle } from "../../../src/core/text/titles";
import { handleWords } from "./words";
import { h, setAttributes, setStyle } from "../ui/dom";
import { clipPath, hitArea, type Point } from "./hitArea";
import { placeOf, roleName } from "./texts";

export interface MarkerEvents {
  readonly pointerdown: (event: PointerEvent) => void;
  readonly keydown: (event: KeyboardEvent) => void;
  readonly focus: () => void;
  readonly blur: () => void;
  readonly hover: (over: boolean) => void;
  /** An exact value is wanted. */
  readonly open: () => void;
}

/** The element of one handle: a slider of 24 × 24 pixels around a small mark. */
export class Marker {
  readonly element = h("div", { class: "handle", role: "slider" });

  constructor(
    private readonly track: string,
    events: MarkerEvents,
  ) {
    const { element } = this;
    element.addEventListener("pointerdown", events.pointerdown);
    element.addEventListener("keydown", events.keydown);
    element.addEventListener("focus", events.focus);
    element.addEventListener("blur", events.blur);
    element.addEventListener("pointerenter", () => {
      events.hover(true);
    });
    element.addEventListener("pointerleave", () => {
      events.hover(false);
    });
    element.addEventListener("dblclick", (event) => {
      // The chart's own would show the whole run.
      event.stopPropagation();
      events.open();
    });
  }

  describe(handle: HandleView, through: boolean): void {
    const { id, level, time, step, value, role } = handle;
    const axis = level ?? time;
    const refused = !through && isRefused(handle);
    setAttributes(this.element, {
      "data-handle": id,
      "data-role": role,
      "data-moves": [time && "time", level && "level"].filter(Boolean).join(" "),
      "aria-label": `${trackTitle(this.track)}: ${roleName(handle)}`,
      "aria-valuemin": decimal(axis?.min ?? 0),
      "aria-valuemax": decimal(axis?.max ?? 0),
      "aria-valuenow": decimal(level ? value : step),
      "aria-valuetext": placeOf(handle),
      "aria-orientation": level ? "vertical" : "horizontal",
      "aria-readonly": refused && "true",
      "aria-description": refused ? handleWords.handleRefusedHelp() : handleWords.handleHelp(),
    });
    this.element.classList.toggle("refused", refused);
  }

  place(x: number, y: number): void {
    const [left, top] = [Math.round(x * 2) / 2, Math.round(y * 2) / 2];
    setStyle(this.element, "transform", `translate(${left}px, ${top}px)`);
  }

  /** The pointer hits the handle only where it is the nearest one. */
  hit(middle: Point, others: readonly Point[]): void {
    setStyle(this.element, "--hit", clipPath(hitArea(middle, others)));
  }
}

/** ARIA's numbers have no exponent; what has no limit has a very large one. */
function decimal(value: number): string {
  const within = Math.min(1e15, Math.max(-1e15, value));
  const digits = within.toFixed(15);
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}

/** Whether nothing of it can be moved. */
export const isRefused = ({ time, level }: HandleView): boolean =>
  (time === undefined || time.refusal !== undefined) &&
  (level === undefined || level.refusal !== undefined);
