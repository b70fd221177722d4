import type { Span } from "../time";
import { MARGIN } from "./lineChart";

export interface PointerActions {
  /** The pointer is at a share (0…1) of the plot's width; undefined when it left. */
  readonly hover: (share: number | undefined) => void;
  /** A click on a track's plot. */
  readonly click: (track: string, share: number) => void;
  /** While a range is drawn with the button down; undefined ends it. */
  readonly brush: (range: Span | undefined) => void;
  /** A range was drawn, in shares of the plot's width. */
  readonly select: (range: Span) => void;
  /** Zoom about a share of the width. */
  readonly zoom: (factor: number, share: number) => void;
  /** Pan by a share of the width. */
  readonly pan: (share: number) => void;
}

/** A shorter drag is a click. */
const LEAST_DRAG = 4;

/**
 * The mouse over the charts: moving reads, dragging selects a range to zoom into, dragging with
 * Shift pans, the wheel with Ctrl (or a pinch) zooms, a sideways wheel pans. A plain wheel scrolls
 * the panel, as everywhere.
 */
export function listenToPointer(area: HTMLElement, actions: PointerActions): void {
  let drag: { x: number; last: number; track: string; pan: boolean; moved: boolean } | undefined;
  const shareAt = (x: number): number => {
    const plot = area.querySelector(".plot")?.getBoundingClientRect();
    if (!plot) return 0;
    const width = plot.width - MARGIN.left - MARGIN.right;
    return Math.min(1, Math.max(0, (x - plot.left - MARGIN.left) / width));
  };
  const plotWidth = (): number =>
    (area.querySelector(".plot")?.clientWidth ?? 1) - MARGIN.left - MARGIN.right;

  area.addEventListener("pointerdown", (event) => {
    const track = trackUnder(event);
    if (track === undefined || event.button !== 0) return;
    const { clientX: x, shiftKey: pan } = event;
    drag = { x, last: x, track, pan, moved: false };
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", (event) => {
    const { clientX: x } = event;
    if (!drag) {
      actions.hover(trackUnder(event) === undefined ? undefined : shareAt(x));
      return;
    }
    drag.moved ||= Math.abs(x - drag.x) >= LEAST_DRAG;
    if (!drag.moved) return;
    if (drag.pan) actions.pan((drag.last - x) / plotWidth());
    else actions.brush(sorted(shareAt(drag.x), shareAt(x)));
    drag.last = x;
  });
  const end = (event: PointerEvent, cancelled: boolean): void => {
    const done = drag;
    drag = undefined;
    actions.brush(undefined);
    if (!done || cancelled) return;
    if (!done.moved) actions.click(done.track, shareAt(event.clientX));
    else if (!done.pan) actions.select(sorted(shareAt(done.x), shareAt(event.clientX)));
  };
  area.addEventListener("pointerup", (event) => {
    end(event, false);
  });
  area.addEventListener("pointercancel", (event) => {
    end(event, true);
  });
  area.addEventListener("pointerleave", () => {
    if (!drag) actions.hover(undefined);
  });
  area.addEventListener(
    "wheel",
    (event) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      const zooms = event.ctrlKey || event.metaKey;
      if (!zooms && Math.abs(sideways) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return;
      event.preventDefault();
      if (zooms) actions.zoom(2 ** (-event.deltaY / 200), shareAt(event.clientX));
      else actions.pan(sideways / plotWidth());
    },
    { passive: false },
  );
}

const trackUnder = ({ target }: Event): string | undefined =>
  target instanceof Element
    ? (target.closest<HTMLElement>(".plot")?.dataset["track"] ?? undefined)
    : undefined;

const sorted = (a: number, b: number): Span => ({ first: Math.min(a, b), last: Math.max(a, b) });
