import { formatNumber } from "../core/text/format";
import type { Summary } from "../probe/results/figures";

export const loss = (value: number): string => formatNumber(value, 4);

/** "0.123 ± 0.004"; a dash where there is nothing. */
export function spread(summary: Summary | undefined, format: (value: number) => string): string {
  if (!summary) return "–";
  const { mean, deviation } = summary;
  return deviation === undefined ? format(mean) : `${format(mean)} ± ${format(deviation)}`;
}
