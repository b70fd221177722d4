import { h } from "../ui/dom";

/** How a line looks, and what it is. */
export interface Stroke {
  readonly text: string;
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
}

const SVG = "http://www.w3.org/2000/svg";

/** A legend: each line as it is drawn, and what it is. */
export class StrokeList {
  readonly element = h("ul", { class: "legend faint" });
  private shown = "";

  draw(strokes: readonly Stroke[]): void {
    const key = JSON.stringify(strokes);
    if (key === this.shown) return;
    this.shown = key;
    this.element.replaceChildren(
      ...strokes.map((stroke) => {
        const item = h("li", {}, stroke.text);
        item.prepend(sample(stroke));
        return item;
      }),
    );
  }
}

function sample({ color, width, dash }: Stroke): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 22 8");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "line");
  const ends = { x1: 0, x2: 22, y1: 4, y2: 4, "stroke-width": width };
  for (const [key, value] of Object.entries(ends)) line.setAttribute(key, String(value));
  line.setAttribute("stroke-dasharray", dash.join(" "));
  // As a property: an attribute does not know every colour that a style sheet knows.
  line.style.stroke = color;
  svg.append(line);
  return svg;
}
