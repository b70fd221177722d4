const SVG = "http://www.w3.org/2000/svg";

// Outlines on a 16 × 16 grid, drawn in the text colour.
const OUTLINES = {
  zoomIn: "M8 3v10M3 8h10",
  zoomOut: "M3 8h10",
  whole: "M2 4v8M14 4v8M4.5 8h7M6.5 6l-2 2 2 2M9.5 6l2 2-2 2",
  earlier: "M10 3 5 8l5 5",
  later: "M6 3l5 5-5 5",
  open: "M4 6.5l4 4 4-4",
  more: "M4 8h.01M8 8h.01M12 8h.01",
  close: "M4 4l8 8M12 4l-8 8",
  template: "M3 3v10h10M5.5 10.5C7 5 8.5 5 9.5 7.5S11.5 9 13 4",
  play: "M4.5 3v10l8-5z",
  pause: "M5.5 3v10M10.5 3v10",
  stop: "M4 4h8v8H4z",
  error: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6 6l4 4M10 6l-4 4",
  warning: "M8 2 1.8 13.5h12.4zM8 6.5v3.2M8 11.4v.6",
  information: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.4V11M8 5v.6",
} as const;

export type IconName = keyof typeof OUTLINES;

/** A small line drawing, hidden from assistive technology: the control beside it has a name. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[name]);
  svg.append(path);
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  return svg;
}
