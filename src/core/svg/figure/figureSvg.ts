import { element, escapeText, svg } from "../markup";
import type { Figure, Mark, Picture } from "./figure";
import { layFigure } from "./layout";

const FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

/** The figure as an SVG file of its own: no script, no style sheet, no font to be fetched. */
export function figureSvg(figure: Figure): string {
  return marksSvg({ title: figure.title, ...layFigure(figure) });
}

/** What was laid out, as an SVG file. */
export const marksSvg = ({ width, height, title, marks }: Picture): string =>
  svg(width, height, title, marks.map(draw).join(""));

function draw(mark: Mark): string {
  if (mark.kind === "text") {
    return element(
      "text",
      {
        x: mark.x,
        y: mark.y,
        fill: mark.color,
        "font-family": FONT,
        "font-size": mark.size,
        "font-weight": mark.bold ? "bold" : undefined,
        "text-anchor": mark.anchor === "start" ? undefined : mark.anchor,
      },
      escapeText(mark.text),
    );
  }
  return element("path", {
    d: mark.d,
    fill: mark.fill ?? "none",
    "fill-opacity": mark.opacity,
    stroke: mark.stroke,
    "stroke-width": mark.width,
    "stroke-dasharray": mark.dash,
    "stroke-linejoin": mark.stroke === undefined ? undefined : "round",
  });
}
