import type { Curve } from "../../core/schedule/curve";
import { sampleColumns } from "../../core/schedule/sample";
import { packColumns, type Columns } from "../../protocol/columns";
import type { ViewRequest } from "../../protocol/panelMessages";
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
  const columns = sampleColumns(curve, first, last, count).map((column) => ({
    step: column.step,
    first: finiteOrNull(column.first),
    last: finiteOrNull(column.last),
    min: finiteOrNull(column.min),
    max: finiteOrNull(column.max),
  }));
  return packColumns(columns, last);
}
