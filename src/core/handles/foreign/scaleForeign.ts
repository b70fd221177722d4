import type { AnalyzedSchedule } from "../../analysis";
import { asCounted } from "../../formats/counted";
import type { FileEdits } from "../../edit/elsewhere";
import type { ParsedDocument } from "../../parse/sourceValue";
import type { TextEdit } from "../../text/range";
import { t } from "../../text/words";
import type { Axis, AxisRefusal, HandleRole, NumberEdit } from "../handle";
import { listHandles } from "../listHandles";
import { editsByFile } from "../moveHandle";
import { countsOf } from "./counts";
import { foreignNumbers } from "./foreignHandles";

/** The length that a file of another program states, in steps or epochs. */
export interface ForeignLength {
  readonly unit: "steps" | "epochs";
  readonly amount: number;
}

export type ForeignScaled =
  | {
      readonly edits: readonly TextEdit[];
      readonly elsewhere: readonly FileEdits[];
      /** The first count that is computed: unless it follows from the others, it stays behind. */
      readonly computed?: AxisRefusal;
    }
  | { readonly refusal: AxisRefusal };

/** A number that says where a run ends, or its decay, and the step at which that is. */
interface Horizon {
  readonly time: Axis;
  readonly step: number;
}

/** What is scaled, where one literal of this file says it; in steps where the text counts tokens. */
export function statedForeignLength(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
): ForeignLength | undefined {
  const horizon = stretchedEnd(document, analyzed);
  return horizon && !horizon.time.refusal ? lengthOf(horizon) : undefined;
}

const lengthOf = ({ time: { unit, amount }, step }: Horizon): ForeignLength =>
  unit === "steps" || unit === "epochs" ? { unit, amount } : { unit: "steps", amount: step };

/** The last end that the curve shows: N itself, or where the decay of an open run ends. */
const horizonOf = (document: ParsedDocument, analyzed: AnalyzedSchedule): Horizon | undefined =>
  lastOf(document, analyzed, "end");

/** The same; of an open run that ends nowhere its last milestone. */
function stretchedEnd(document: ParsedDocument, analyzed: AnalyzedSchedule): Horizon | undefined {
  const isOpen = analyzed.schedule?.horizon === "open";
  return (
    horizonOf(document, analyzed) ?? (isOpen ? lastOf(document, analyzed, "milestone") : undefined)
  );
}

function lastOf(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  role: HandleRole,
): Horizon | undefined {
  const last = listHandles(document, asCounted(analyzed)).findLast(
    (handle) => handle.role === role,
  );
  return last?.time && { time: last.time, step: last.step };
}

/**
 * The edits that make a run of `amount`, in the unit of its stated length: every count of steps,
 * epochs or tokens that the curve shows, or that lies beyond its end, is multiplied alike, wherever it
 * stands, and stays 1 at least; shares of the run stay. Refused where one of them stands in a file that
 * was not read.
 */
export function scaleForeign(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  amount: number,
): ForeignScaled {
  const horizon = stretchedEnd(document, analyzed);
  if (!horizon)
    return { refusal: { reason: t("its length is not stated as a number here"), path: [] } };
  if (horizon.time.refusal) return { refusal: horizon.time.refusal };
  const ratio = amount / lengthOf(horizon).amount;
  if (!(ratio > 0) || !Number.isFinite(ratio))
    return { refusal: { reason: t("a length is greater than 0"), path: [] } };
  const counts = countsOf(document, analyzed);
  // a file that was not read can't be changed along
  const refused = counts.find(({ refusal }) => refusal?.place?.uri !== undefined);
  if (refused?.refusal) return { refusal: refused.refusal };
  const edits = counts.flatMap((axis) =>
    axis.refusal ? [] : (axis.edits?.(scaledCount(axis.amount, ratio)) ?? []),
  );
  const computed = counts.find(({ refusal }) => refusal)?.refusal;
  return { ...byFile(document, edits), ...(computed && { computed }) };
}

/**
 * The edits that move the end of the run to `steps`, and nothing else of it. Counts that are as long as
 * the run (`T_max` beside `range`) are its length, too.
 */
export function foreignLengthEdits(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  steps: number,
): ForeignScaled {
  const horizon = horizonOf(document, analyzed)?.time;
  if (!horizon)
    return { refusal: { reason: t("its length is not stated as a number here"), path: [] } };
  if (horizon.refusal) return { refusal: horizon.refusal };
  const whole = foreignNumbers(document, analyzed).filter(
    ({ unit, amount }) => unit === horizon.unit && amount === horizon.amount,
  );
  const refused = whole.find(({ refusal }) => refusal);
  if (refused?.refusal) return { refusal: refused.refusal };
  const amount = horizon.amountAt(steps);
  const edits = [horizon, ...whole].flatMap((axis) => axis.edits?.(amount) ?? []);
  const once = new Map(edits.map((edit) => [`${edit.range.start} ${edit.uri ?? ""}`, edit]));
  return byFile(document, [...once.values()]);
}

const byFile = (document: ParsedDocument, edits: readonly NumberEdit[]) => ({
  edits: edits.filter(({ uri }) => uri === undefined).sort((a, b) => a.range.start - b.range.start),
  elsewhere: editsByFile(document, edits),
});

/** Whole counts stay whole. */
function scaledCount(amount: number, ratio: number): number {
  const exact = amount * ratio;
  if (!Number.isInteger(amount)) return Number(exact.toPrecision(12));
  return Math.max(1, Math.round(exact));
}

/** Of the peak: what rounding to whole steps may move a value at a corner. */
const ROUNDED = 0.02;

/**
 * Whether a schedule read anew after `scaleForeign` is the old one stretched: it has the length aimed
 * at, and its curve passes through the old values at the stretched places of its corners. Undefined
 * where it is, else the reason.
 */
export function confirmScaled(
  document: ParsedDocument,
  before: AnalyzedSchedule,
  after: AnalyzedSchedule | undefined,
  ratio: number,
): string | undefined {
  const [old, now] = [asCounted(before).schedule, after && asCounted(after).schedule];
  const failed = t("a part of the schedule would not be stretched with it");
  if (!old || !now) return failed;
  // how far an open run is drawn says nothing
  if (old.horizon !== "open" && Math.abs(now.length - old.length * ratio) > 1) return failed;
  const [was, is] = [old, now].map(({ tracks }) => tracks.get("learningRate")?.curve);
  const corners = listHandles(document, asCounted(before)).flatMap(({ track, step, time }) =>
    track === "learningRate" && time ? [step] : [],
  );
  const scale = was?.extremes(0, old.length).max ?? NaN;
  const agrees = corners.every((step) => {
    const there = Math.round(step * ratio);
    const nearby = [there - 1, there, there + 1].map((at) => is?.at(Math.max(0, at)) ?? NaN);
    const value = was?.at(step) ?? NaN;
    return nearby.some((other) => Math.abs(other - value) <= ROUNDED * scale);
  });
  return agrees ? undefined : failed;
}
