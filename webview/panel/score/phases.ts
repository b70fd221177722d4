import type { PhaseView } from "../../../src/protocol/scheduleView";
import { positionOf, type Domain } from "../time";
import type { Colors } from "../ui/theme";
import type { Painter } from "./lineChart";

export interface PhaseBands {
  readonly phases: readonly PhaseView[];
  readonly length: number | null;
  readonly domain: Domain;
  /** The phase in which the text cursor stands. */
  readonly marked: number | undefined;
  readonly colors: Colors;
}

const FEWEST_PIXELS = 3;

/** Shades every other phase, marks the one at the cursor, and names those that are wide enough. */
export const phasePainter =
  (bands: () => PhaseBands | undefined): Painter =>
  (context, area, xOf) => {
    const now = bands();
    if (!now) return;
    let drawn = -Infinity;
    now.phases.forEach((phase, index) => {
      const from = xOf(positionOf(phase.start, now.length, now.domain));
      const to = xOf(positionOf(phase.end, now.length, now.domain));
      const [left, right] = [Math.max(area.left, from), Math.min(area.right, to)];
      if (right <= left || right - drawn < FEWEST_PIXELS) return;
      drawn = right;
      paintBand(context, area, now, index, left, right);
      paintName(context, area, now, phase, left, right);
    });
  };

type Area = Parameters<Painter>[1];

function paintBand(
  context: CanvasRenderingContext2D,
  area: Area,
  { colors, marked }: PhaseBands,
  index: number,
  left: number,
  right: number,
): void {
  if (index % 2 === 1 || index === marked) {
    context.fillStyle = index === marked ? colors.mark : colors.shade;
    context.fillRect(left, 0, right - left, area.bottom);
  }
  if (index !== marked) return;
  // A bar as well: a tint alone is lost in high contrast.
  context.fillStyle = colors.focus;
  context.fillRect(left, 0, right - left, 2);
}

function paintName(
  context: CanvasRenderingContext2D,
  area: Area,
  { colors }: PhaseBands,
  phase: PhaseView,
  left: number,
  right: number,
): void {
  context.font = `10px ${colors.font}`;
  context.textBaseline = "alphabetic";
  context.fillStyle = colors.faint;
  const name = phase.kind;
  if (context.measureText(name).width + 8 > right - left) return;
  // Above the plot, where no curve runs through it.
  context.fillText(name, left + 4, area.top - 5);
}

/** The phase that holds a step; the end of the run belongs to the last. */
export function phaseAt(phases: readonly PhaseView[], step: number): number | undefined {
  let [low, high] = [0, phases.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const phase = phases[middle];
    if (!phase) return undefined;
    if (step < phase.start) high = middle - 1;
    else if (step >= phase.end) low = middle + 1;
    else return middle;
  }
  return phases.at(-1)?.end === step ? phases.length - 1 : undefined;
}
