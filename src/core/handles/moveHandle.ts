import { applyChanges } from "../edit/applyChanges";
import type { Change } from "../edit/change";
import type { FileEdits } from "../edit/elsewhere";
import type { ParsedDocument } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import type { Axis, AxisName, AxisRefusal, Handle, NumberEdit } from "./handle";
import type { Definition } from "./scope";
import { nudgedAmount, snappedAmount, type Snapping } from "./snap";

/** Where a handle is to go. */
export type Move = MoveTo | MoveBy | MoveExactly;

/** To a place of the chart; a direction that is left out stays. */
export interface MoveTo {
  readonly type: "to";
  readonly step?: number;
  readonly value?: number;
  readonly free: boolean;
}
/** By so many round amounts along each axis, as arrow keys do. */
export interface MoveBy {
  readonly type: "by";
  readonly time: number;
  readonly level: number;
  readonly free: boolean;
}
/** To an amount of the unit in which it is written. */
export interface MoveExactly {
  readonly type: "exactly";
  readonly axis: AxisName;
  readonly amount: number;
}

/** What a pixel is worth where the handle is, and what attracts it. */
export interface Surroundings {
  readonly stepPixel: number;
  readonly valuePixel: number;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export interface Moved {
  readonly edits: readonly TextEdit[];
  /** Edits of other files of the workspace, where the numbers stand. */
  readonly elsewhere: readonly FileEdits[];
  /** Where the handle is then. */
  readonly step: number;
  readonly value: number;
  /** What the text says then, along the axes that moved. */
  readonly amounts: Readonly<Partial<Record<AxisName, number>>>;
}

export type MoveResult = Moved | { readonly refusal: AxisRefusal };

/** Turns a move of a handle into the narrowest edits of the text that it was listed from. */
export function moveHandle(
  { document, source }: Pick<Definition, "document" | "source">,
  handle: Handle,
  move: Move,
  around: Surroundings,
): MoveResult {
  const amounts = amountsFor(handle, move, around);
  const changes: Change[] = [];
  const literals: NumberEdit[] = [];
  let { step, value } = handle;
  const told: Partial<Record<AxisName, number>> = {};
  for (const { axis, name, amount } of amounts) {
    if (axis.refusal) {
      if (amounts.length > 1) continue;
      return { refusal: axis.refusal };
    }
    if (name === "time") step = axis.positionAt(amount);
    else value = axis.positionAt(amount);
    if (amount === axis.amount) continue;
    told[name] = amount;
    changes.push(...axis.changes(amount));
    literals.push(...(axis.edits?.(amount) ?? []));
  }
  const { edits, refusal } = applyChanges(document, source, changes);
  if (refusal) return { refusal };
  const own = literals.filter(({ uri }) => uri === undefined).sort(byPosition);
  const elsewhere = editsByFile(document, literals);
  return { edits: [...edits, ...own], elsewhere, step, value, amounts: told };
}

const byPosition = (a: TextEdit, b: TextEdit): number => a.range.start - b.range.start;

/** Edits of numbers in other files, by file and position. */
export function editsByFile({ files }: ParsedDocument, all: readonly NumberEdit[]): FileEdits[] {
  const uris = [...new Set(all.flatMap(({ uri }) => uri ?? []))];
  return uris.map((uri) => ({
    uri,
    text: files?.get(uri) ?? "",
    edits: all.filter((edit) => edit.uri === uri).sort(byPosition),
  }));
}

interface NewAmount {
  readonly axis: Axis;
  readonly name: AxisName;
  readonly amount: number;
}

function amountsFor(handle: Handle, move: Move, around: Surroundings): NewAmount[] {
  if (move.type === "to") return snapped(handle, move, around);
  if (move.type === "by") return nudged(handle, move, around);
  const { axis: name, amount } = move;
  const axis = handle[name];
  return axis ? [{ axis, name, amount }] : [];
}

function nudged(
  { time, level, step, value }: Handle,
  move: MoveBy,
  around: Surroundings,
): NewAmount[] {
  const { free } = move;
  const found: NewAmount[] = [];
  if (time && move.time !== 0) {
    const amount = nudgedAmount(time, step, move.time, { pixel: around.stepPixel, free });
    found.push({ axis: time, name: "time", amount });
  }
  if (level && move.level !== 0) {
    const amount = nudgedAmount(level, value, move.level, { pixel: around.valuePixel, free });
    found.push({ axis: level, name: "level", amount });
  }
  return found;
}

function snapped({ time, level }: Handle, move: MoveTo, around: Surroundings): NewAmount[] {
  const { free, step, value } = move;
  const found: NewAmount[] = [];
  const snap = (pixel: number, magnets: readonly number[]): Snapping => ({ pixel, free, magnets });
  if (time && step !== undefined) {
    const amount = snappedAmount(time, step, snap(around.stepPixel, around.steps));
    found.push({ axis: time, name: "time", amount });
  }
  if (level && value !== undefined) {
    const amount = snappedAmount(level, value, snap(around.valuePixel, around.values));
    found.push({ axis: level, name: "level", amount });
  }
  return found;
}

/** Why an exact amount is not allowed; undefined where it is. */
export function outOfRange(axis: Axis, amount: number): { min: number; max: number } | undefined {
  const position = axis.positionAt(amount);
  const slack = 1e-9 * Math.abs(position);
  const inside = position >= axis.min - slack && position <= axis.max + slack;
  if (Number.isFinite(position) && inside && axis.max - axis.min >= 0) return undefined;
  const ends = [axis.amountAt(axis.min), axis.amountAt(axis.max)];
  return { min: Math.min(...ends), max: Math.max(...ends) };
}
