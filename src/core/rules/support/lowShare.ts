import { formatNumber } from "../../text/format";
import { t } from "../../text/words";

/** No published floor is less than a ten-thousandth of its peak, but for zero. */
const LEAST = 1e-4;

/** Whether a share of the peak is so small that a rate is meant. */
export const isLowShare = (share: number): boolean => share > 0 && share < LEAST;

/** Says which rate such a share is. */
export const lowShareMessage = (share: number, peak: number): string =>
  t`${formatNumber(percent(share), 12)}% of the peak is a rate of ${formatNumber(share * peak)}.`;

/** 5 for 0.05. */
export const percent = (share: number): number => Number((share * 100).toPrecision(12));
