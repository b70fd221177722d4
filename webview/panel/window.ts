import type { Span } from "./time";

// Zooming and panning as pure functions on spans of the time axis.

const LEAST_STEPS = 4;

/** Moves and shrinks `span` so that it lies in `whole` and stays at least a few steps wide. */
export function clampSpan(span: Span, whole: Span, least = LEAST_STEPS): Span {
  const size = whole.last - whole.first;
  const width = Math.min(size, Math.max(span.last - span.first, Math.min(size, least)));
  const first = Math.min(whole.last - width, Math.max(whole.first, span.first));
  return { first, last: first + width };
}

/** Zooms by `factor` (2 shows half as much) with the position `about` staying where it is. */
export function zoomSpan(span: Span, whole: Span, factor: number, about?: number): Span {
  const centre = about ?? (span.first + span.last) / 2;
  const first = centre - (centre - span.first) / factor;
  const last = centre + (span.last - centre) / factor;
  return clampSpan({ first, last }, whole, leastWidth(whole));
}

/** Moves the span by a share of its own width. */
export function panSpan(span: Span, whole: Span, share: number): Span {
  const by = (span.last - span.first) * share;
  return clampSpan({ first: span.first + by, last: span.last + by }, whole, leastWidth(whole));
}

/** In percent the least width is a share; both stop where floating point would. */
export const leastWidth = (whole: Span): number =>
  whole.last === 100 && whole.first === 0 ? 0.01 : LEAST_STEPS;

/** Null where the span shows everything: then the view follows a change of the run's length. */
export const orWhole = (span: Span, whole: Span): Span | null =>
  span.last - span.first >= (whole.last - whole.first) * (1 - 1e-9) ? null : span;
