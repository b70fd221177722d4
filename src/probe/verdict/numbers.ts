import { formatNumber } from "../../core/text/format";

export const loss = (value: number): string => formatNumber(value, 3);
export const percent = (share: number): string => `${formatNumber(100 * share, 2)}%`;
/** Two digits are all that a p-value of a few seeds is worth. */
export const pValue = (p: number): string => formatNumber(p, 2);
export const quoted = (name: string): string => `"${name}"`;
