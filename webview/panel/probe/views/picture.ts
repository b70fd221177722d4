import { h } from "../../ui/dom";

/** Draws in CSS pixels, on a clean canvas of this size. */
export type Paint = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/** A canvas as large as the style sheet makes it, sharp at any pixel ratio. */
export class Picture {
  readonly element: HTMLCanvasElement;

  /** @param label What it shows, for those who do not see it; the figures stand in a table. */
  constructor(className: string, label: string) {
    this.element = h("canvas", { class: className, role: "img", "aria-label": label });
  }

  set label(label: string) {
    this.element.setAttribute("aria-label", label);
  }

  draw(paint: Paint): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    const context = this.element.getContext("2d");
    if (width === 0 || height === 0 || !context) return;
    const ratio = window.devicePixelRatio;
    this.element.width = Math.round(width * ratio);
    this.element.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    paint(context, width, height);
  }
}
