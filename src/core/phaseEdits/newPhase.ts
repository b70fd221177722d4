import type { NewValue } from "../edit/change";
import { tidy } from "../handles/valueAxis";
import type { Template } from "../schedule/kinds/kind";
import { lengthText } from "./lengths";
import type { PhasePlace } from "./phaseOperation";

interface Between {
  readonly start: number;
  readonly end: number;
  /** Steps. */
  readonly length: number;
}

/** What a new phase at a place needs to be said, numbers without the noise of their last bits. */
export function newPhase(
  place: PhasePlace,
  template: Template,
  { start, end, length }: Between,
): Record<string, NewValue> {
  const share = (of: number) => lengthText(place, Math.max(1, Math.round(length * of)));
  const entries = Object.entries(template({ start, end, share }));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === "number" ? tidy(value) : value]),
  );
}
