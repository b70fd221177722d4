import { formatCount, formatNumber } from "../../../src/core/text/format";
import type { AxisView, HandleView } from "../../../src/protocol/handles";
import { words } from "../strings";
import { handleWords } from "./words";

/** "peak 3.2, 5 epochs, step 780": where a handle is, as it is written and as steps. */
export function placeOf(handle: HandleView): string {
  const { step, value, time, level } = handle;
  const parts = [level ? valueText(level, value) : formatNumber(value)];
  if (time && time.unit !== "steps") parts.push(amountText(time));
  parts.push(`${words.short.steps()} ${formatCount(step)}`);
  return parts.join(" · ");
}

/** A share is told with what it comes to. */
function valueText(level: AxisView, value: number): string {
  const shown = formatNumber(value);
  return level.unit === "share" ? `${amountText(level)} (${shown})` : shown;
}

/** The number as it is written, with its unit. */
export function amountText({ unit, amount }: AxisView): string {
  const number = formatNumber(amount, 6);
  if (unit === "number") return number;
  if (unit === "share" || unit === "percent") return `${number}%`;
  return `${number} ${handleWords.amountUnit[unit]()}`;
}

/** What moves along the time axis alone is no value. */
export const roleName = ({ role, level, time }: HandleView): string =>
  handleWords.handleRole[role === "end" && time && !level ? "endOfTime" : role]();

/** The unit of an exact value's field; empty for plain numbers. */
export function unitName({ unit }: AxisView): string {
  if (unit === "number") return "";
  return unit === "share" || unit === "percent" ? "%" : handleWords.amountUnit[unit]();
}
