import { h, setAttributes, setStyle, setText } from "../ui/dom";
import { isPlainKey } from "../ui/plainKey";
import { words } from "../strings";
import type { Span, Tick } from "../time";
import { MARGIN } from "./lineChart";

export interface AxisKeys {
  /** Moves the crosshair by so many pixels. */
  readonly move: (pixels: number) => void;
  /** Puts the crosshair at the beginning (0) or the end (1) of what is shown. */
  readonly jump: (share: number) => void;
  readonly zoom: (factor: number) => void;
  readonly whole: () => void;
  readonly reveal: () => void;
}

const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -40,
  PageUp: 40,
};

/** Of the labels, at most. */
const CHARACTER_WIDTH = 7;

/** The labels below a chart. */
export class TimeLabels {
  readonly element = h("div", { class: "time-labels", "aria-hidden": "true" });

  draw(window: Span, ticks: readonly Tick[], width: number): void {
    const size = width - MARGIN.left - MARGIN.right;
    const span = window.last - window.first;
    while (this.element.children.length > ticks.length) this.element.lastElementChild?.remove();
    ticks.forEach(({ x, label }, index) => {
      const there = this.element.children[index] as HTMLElement | undefined;
      const place = there ?? this.element.appendChild(h("span"));
      setText(place, label);
      const left = MARGIN.left + ((x - window.first) / span) * size;
      setStyle(place, "left", `${left}px`);
      // "1000B" must not be cut to "1000": what would reach over the edge ends at it.
      const over = left + (label.length * CHARACTER_WIDTH) / 2 > width;
      setStyle(place, "transform", over ? `translateX(calc(-100% + ${width - left}px))` : "");
    });
  }
}

/**
 * The time axis. It is also the keyboard's way into the charts: a slider whose value
 * is the position of the crosshair.
 */
export class TimeAxis {
  readonly element = h("div", {
    class: "time-axis",
    role: "slider",
    tabindex: 0,
    "aria-orientation": "horizontal",
  });
  private readonly labels = new TimeLabels();

  constructor(keys: AxisKeys) {
    setAttributes(this.element, {
      "aria-label": words.crosshair(),
      "aria-description": words.crosshairHelp(),
    });
    this.element.append(this.labels.element);
    this.element.addEventListener("keydown", (event) => {
      if (isPlainKey(event) && act(event, keys)) event.preventDefault();
    });
  }

  draw(window: Span, ticks: readonly Tick[], width: number): void {
    this.labels.draw(window, ticks, width);
  }

  /** Tells the crosshair's place: numbers for the slider, words for those who listen. */
  setValue(window: Span, at: number | undefined, text: string): void {
    setAttributes(this.element, {
      "aria-valuemin": window.first,
      "aria-valuemax": window.last,
      "aria-valuenow": at ?? window.first,
      "aria-valuetext": text,
    });
  }
}

function act(event: KeyboardEvent, keys: AxisKeys): boolean {
  const { key, shiftKey } = event;
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
  if (move !== undefined) keys.move(move * (shiftKey && Math.abs(move) === 1 ? 10 : 1));
  else if (key === "Home" || key === "End") keys.jump(key === "Home" ? 0 : 1);
  else if (key === "+" || key === "=") keys.zoom(2);
  else if (key === "-" || key === "_") keys.zoom(1 / 2);
  else if (key === "0") keys.whole();
  else if (key === "Enter") keys.reveal();
  else return false;
  return true;
}
