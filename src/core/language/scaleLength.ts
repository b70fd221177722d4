import type { AnalyzedSchedule } from "../analysis";
import { applyChanges } from "../edit/applyChanges";
import type { Change } from "../edit/change";
import { durationLike } from "../edit/duration";
import { entryOf, valueAt, type ParsedDocument, type Path } from "../parse/sourceValue";
import { resolveDuration } from "../schedule/durations";
import { parseDuration, type TimeBase } from "../schedule/time";
import type { TextEdit } from "../text/range";
import { t } from "../text/words";
import { allPhases, tracksOf, type PhasePart } from "./parts";
import { phaseValues } from "./values";

/** What a definition says of its length: in which unit, and how many of them. */
export interface StatedLength {
  readonly unit: (typeof TOTALS)[number];
  readonly amount: number;
}

export type Scaled = { readonly edits: readonly TextEdit[] } | { readonly reason: string };

const TOTALS = ["steps", "epochs", "rounds", "tokens"] as const;

/** The length that a definition itself states as a number; undefined where it states none. */
export function statedLength({ source, foreign }: AnalyzedSchedule): StatedLength | undefined {
  if (foreign) return undefined;
  const length = entryOf(source, "length")?.value;
  for (const unit of TOTALS) {
    const amount = entryOf(length, unit)?.value;
    if (amount?.type === "number" && amount.value > 0) return { unit, amount: amount.value };
  }
  return undefined;
}

/**
 * The edits that make a run of `amount` (in the unit that its length is stated in), its curves
 * stretched with it: every duration, position and period is multiplied, in its own unit; shares of
 * the run stay. Warmups whose length follows from β2 stay as long as they are. Refused, with the
 * reason, where a part cannot be stretched: a function of the step, a constant used elsewhere.
 */
export function scaleLength(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  amount: number,
): Scaled {
  const { source, schedule } = analyzed;
  const stated = statedLength(analyzed);
  if (!schedule || !stated) return { reason: t("Its length is not stated as a number here.") };
  if (entryOf(source, "extends"))
    return { reason: t("It takes phases over from another schedule: scale that one.") };
  const ratio = amount / stated.amount;
  if (!(ratio > 0) || !Number.isFinite(ratio)) return { reason: t("A length is greater than 0.") };
  const phases = tracksOf(source).flatMap((track) => allPhases(track.phases));
  const reason = phases.map((phase) => refusal(phase, ratio)).find(Boolean);
  if (reason !== undefined) return { reason };
  const time = { ...schedule.time, steps: Math.round(schedule.time.steps * ratio) };
  const scaled = (path: Path): Change[] => scaledDuration(analyzed, path, ratio, time);
  const { edits, refusal: refused } = applyChanges(document, source, [
    { type: "set", path: ["length", stated.unit], value: amount },
    ...phaseValues(source)
      .filter(({ role }) => role === "duration")
      .flatMap(({ path }) => scaled(path)),
    ...scaled(["onPlateau", "every"]),
    ...phases.flatMap((phase) => ratesPerStep(phase, ratio)),
  ]);
  return refused ? { reason: `${refused.path.join(".")}: ${refused.reason}` } : { edits };
}

function refusal({ kind, source }: PhasePart, ratio: number): string | undefined {
  if (kind === "custom") return t("A function of the step cannot be stretched.");
  const isFine = kind === "table" && entryOf(source, "every") === undefined;
  return isFine && !Number.isInteger(ratio)
    ? t("A table with a value for each step can be stretched by whole numbers alone.")
    : undefined;
}

function scaledDuration(
  { source, schedule }: AnalyzedSchedule,
  path: Path,
  ratio: number,
  time: TimeBase,
): Change[] {
  const value = valueAt(source, path);
  if (value?.type === "number")
    return [{ type: "set", path, value: scaledSteps(value.value, ratio) }];
  if (value?.type !== "string" || !schedule) return [];
  const unit = parseDuration(value.value)?.unit;
  const resolved = resolveDuration(value.value, schedule.time);
  if (unit === undefined || unit === "percent" || !("steps" in resolved)) return [];
  const steps = scaledSteps(resolved.steps, ratio);
  return [{ type: "set", path, value: durationLike(value.value, steps, time) }];
}

/** Whole steps stay whole, and what was a step or more does not vanish. */
function scaledSteps(steps: number, ratio: number): number {
  const exact = steps * ratio;
  if (!Number.isInteger(steps)) return Number(exact.toPrecision(12));
  return steps >= 1 ? Math.max(1, Math.round(exact)) : Math.round(exact);
}

/** What is said for each step: the values of a table, the factor of a cycle's envelope. */
function ratesPerStep({ kind, path, source }: PhasePart, ratio: number): Change[] {
  if (kind === "table" && entryOf(source, "every") === undefined)
    return [{ type: "insert", path: [...path, "every"], value: ratio, after: "values" }];
  const gamma = kind === "cyclic" ? entryOf(source, "gamma")?.value : undefined;
  if (gamma?.type !== "number") return [];
  return [{ type: "set", path: [...path, "gamma"], value: gamma.value ** (1 / ratio) }];
}
