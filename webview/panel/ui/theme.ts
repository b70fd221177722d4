// Canvases see no style sheet: the theme's colours are read from its CSS variables, and again
// whenever VS Code rewrites them.

export interface Colors {
  readonly foreground: string;
  readonly background: string;
  readonly faint: string;
  readonly grid: string;
  readonly shade: string;
  readonly mark: string;
  readonly focus: string;
  readonly error: string;
  readonly train: string;
  readonly validation: string;
  readonly font: string;
  track(name: string): string;
  /** The colour of schedule number `index` in a comparison. */
  schedule(index: number): string;
}

const EXTENSION = "--vscode-learningRateDesigner-";
const OWN_TRACKS = new Set(["learningRate", "momentum", "weightDecay"]);
// charts.orange is a third transparent in the dark themes, so the comparison does without it.
const SCHEDULE_COLORS = [
  `${EXTENSION}learningRate`,
  `${EXTENSION}momentum`,
  `${EXTENSION}weightDecay`,
  `${EXTENSION}otherTrack`,
  `${EXTENSION}trainLoss`,
  `${EXTENSION}validationLoss`,
  "--vscode-charts-yellow",
];

const forced = (): boolean => matchMedia("(forced-colors: active)").matches;

/** The same colour, more transparent; canvases understand CSS Color 4 like style sheets do. */
export const withAlpha = (color: string, alpha: number): string =>
  `color-mix(in srgb, ${color} ${alpha * 100}%, transparent)`;

/** The system's own colours, where the user forces them upon every page. */
const FORCED: Colors = {
  foreground: "CanvasText",
  background: "Canvas",
  faint: "CanvasText",
  grid: withAlpha("CanvasText", 0.3),
  shade: "transparent",
  mark: "transparent",
  focus: "Highlight",
  error: "CanvasText",
  train: "CanvasText",
  validation: "LinkText",
  font: "sans-serif",
  track: () => "CanvasText",
  schedule: (index) =>
    ["CanvasText", "LinkText", "Highlight", "GrayText"][index % 4] ?? "CanvasText",
};

/** The theme's colours as they are now. */
export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  const foreground = read("--vscode-foreground", "#888");
  if (forced()) return { ...FORCED, font: read("--vscode-font-family", "sans-serif") };
  // Asked for at each drawing, when the page has changed: reading would calculate its styles anew.
  const known = new Map<string, string>();
  const once = (name: string): string => {
    const found = known.get(name) ?? read(name, foreground);
    known.set(name, found);
    return found;
  };
  return {
    foreground,
    background: read(
      "--vscode-sideBar-background",
      read("--vscode-editor-background", "transparent"),
    ),
    faint: read("--vscode-descriptionForeground", foreground),
    grid: withAlpha(foreground, 0.14),
    shade: withAlpha(foreground, 0.055),
    mark: withAlpha(read("--vscode-focusBorder", foreground), 0.09),
    focus: read("--vscode-focusBorder", foreground),
    error: read("--vscode-errorForeground", foreground),
    train: read(`${EXTENSION}trainLoss`, foreground),
    validation: read(`${EXTENSION}validationLoss`, foreground),
    font: read("--vscode-font-family", "sans-serif"),
    track: (name) => once(`${EXTENSION}${OWN_TRACKS.has(name) ? name : "otherTrack"}`),
    schedule: (index) => once(SCHEDULE_COLORS[index % SCHEDULE_COLORS.length] ?? ""),
  };
}

/** Tells when colours or the device's pixel ratio change. Returns a function that ends it. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  const forcedColors = matchMedia("(forced-colors: active)");
  forcedColors.addEventListener("change", changed);
  const unwatchRatio = watchPixelRatio(changed);
  return () => {
    observer.disconnect();
    forcedColors.removeEventListener("change", changed);
    unwatchRatio();
  };
}

/** There is no event for the pixel ratio: a query for the present one stops matching instead. */
function watchPixelRatio(changed: () => void): () => void {
  let query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const again = (): void => {
    query.removeEventListener("change", again);
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener("change", again);
    changed();
  };
  query.addEventListener("change", again);
  return () => {
    query.removeEventListener("change", again);
  };
}
