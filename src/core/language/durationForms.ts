import type { AnalyzedSchedule } from "../analysis";
import { dialectOf } from "../edit/dialect";
import type { ParsedDocument } from "../parse/sourceValue";
import { resolveDuration } from "../schedule/durations";
import {
  parseDuration,
  stepsOf,
  stepsPerUnit,
  TIME_UNITS,
  type TimeBase,
  type TimeUnit,
} from "../schedule/time";
import { contains, type TextEdit } from "../text/range";
import { phaseValues } from "./values";

/** Another way to say the same length of time. */
export interface DurationForm {
  readonly text: string;
  readonly edit: TextEdit;
}

/** As people write tokens and samples: 375M, 2B. */
const MULTIPLES = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;
const UNIT_CALL = /^[\w$]+(?:\.[\w$]+)?\(\s*[\d._]+(?:[eE][+-]?\d+)?\s*\)$/;

/**
 * The length of time at `offset` in the other units that the run defines, each of exactly as many
 * steps. None where it is no literal (a constant, a sum) or no unit says it in six digits.
 */
export function durationForms(
  document: ParsedDocument,
  { source, schedule }: AnalyzedSchedule,
  offset: number,
): DurationForm[] {
  const found = phaseValues(source).find(
    ({ role, value }) => role === "duration" && contains(value.range, offset),
  );
  if (!found || !schedule) return [];
  const { value } = found;
  if (value.type !== "number" && value.type !== "string") return [];
  const written = document.text.slice(value.range.start, value.range.end);
  const parsed = parseDuration(value.value);
  const resolved = resolveDuration(value.value, schedule.time);
  if (!parsed || !("steps" in resolved) || !(value.literal || UNIT_CALL.test(written))) return [];
  const { quote } = dialectOf(document, []);
  return TIME_UNITS.filter((unit) => unit !== parsed.unit).flatMap((unit) => {
    const text = inUnit(resolved.steps, unit, schedule.time);
    const written = unit === "steps" ? text : `${quote}${text ?? ""}${quote}`;
    return text === undefined || written === undefined
      ? []
      : [
          {
            text: unit === "steps" ? `${text} steps` : text,
            edit: { range: value.range, text: written },
          },
        ];
  });
}

function inUnit(steps: number, unit: TimeUnit, time: TimeBase): string | undefined {
  const per = stepsPerUnit(unit, time);
  if (per === undefined || !(per > 0)) return undefined;
  if (unit === "steps") return String(steps);
  const amount = Number((steps / per).toPrecision(6));
  if (stepsOf({ amount, unit }, time)?.steps !== steps) return undefined;
  if (unit === "percent") return `${amount}%`;
  if (unit === "tokens" || unit === "samples") return largeText(amount, unit);
  return `${amount} ${amount === 1 ? unit.replace(/s$/, "") : unit}`;
}

function largeText(amount: number, unit: "tokens" | "samples"): string {
  const [size, letter] = MULTIPLES.find(([least]) => amount >= least) ?? [1, ""];
  return `${Number((amount / size).toPrecision(6))}${letter} ${amount === 1 ? unit.replace(/s$/, "") : unit}`;
}
