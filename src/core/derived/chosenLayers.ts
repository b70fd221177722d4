import type { Layer } from "../schedule/layers";
import type { Schedule } from "../schedule/schedule";

/**
 * At most `most` of a schedule's layers to be drawn: the first, the last, and some evenly between.
 * `band` tells that all layers lie between the first and the last one. That holds for numbered layers
 * whose rates are positive: log rate = (count − 1 − i) log ratio + log peak + speed(i) · log decay, in
 * which all terms are linear in the layer i, so that no layer between is beyond both ends.
 */
export function chosenLayers(
  { layers, definition }: Schedule,
  most: number,
): { readonly layers: readonly Layer[]; readonly band: boolean } {
  const band = layers.length > 1 && definition.layers?.count !== undefined;
  if (layers.length <= most) return { layers, band };
  const chosen = Array.from({ length: most }, (_, i) =>
    Math.round((i * (layers.length - 1)) / (most - 1)),
  );
  return { layers: layers.filter((_, index) => chosen.includes(index)), band };
}
