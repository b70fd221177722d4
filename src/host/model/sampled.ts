import type { Curve } from "../../core/schedule/curve";
import { sampleColumns } from "../../core/schedule/sample";
import type { ViewRequest } from "../../protocol/panelMessages";
import type { Columns } from "../../protocol/scheduleView";
import { finiteOrNull } from "./tableRows";

/** The integer steps of a run of `length` that a view shows: within the run, at least one. */
export function stepsOf(
  { length }: { readonly length: number },
  { range }: ViewRequest,
): { readonly first: number; readonly last: number } {
  const end = Math.max(0, length - 1);
  if (!range) return { first: 0, last: end };
  const size = range.unit === "percent" ? length / 100 : 1;
  const first = Math.min(end, Math.max(0, Math.floor(range.first * size)));
  return { first, last: Math.min(end, Math.max(first, Math.ceil(range.last * size))) };
}

/** A curve in `count` columns, as a message carries it. */
export function columnsOf(curve: Curve, first: number, last: number, count: number): Columns {
  const columns = sampleColumns(curve, first, last, count);
  return {
    step: columns.map(({ step }) => step),
    first: columns.map((column) => finiteOrNull(column.first)),
    last: columns.map((column) => finiteOrNull(column.last)),
    min: columns.map(({ min }) => finiteOrNull(min)),
    max: columns.map(({ max }) => finiteOrNull(max)),
    end: last,
  };
}
