import type { Range } from "../../text/range";
import type {
  Origin,
  SourceArray,
  SourceEntry,
  SourceObject,
  SourceRoot,
  SourceValue,
} from "../sourceValue";

/** Where a range stands now; undefined where that cannot be said. */
export type MoveRange = (range: Range) => Range | undefined;

class CannotMoveError extends Error {
  override readonly name = "CannotMoveError";
}

/**
 * The same definition with all of its ranges moved, those of other files left as they are; the
 * very same where none moves, undefined where one has no place any more.
 */
export function moveRoot(root: SourceRoot, move: MoveRange): SourceRoot | undefined {
  const to = (range: Range): Range => {
    const moved = move(range);
    if (!moved) throw new CannotMoveError();
    return moved;
  };
  try {
    const value = moveValue(root.value, to);
    const anchor = to(root.anchor);
    return value === root.value && anchor === root.anchor ? root : { ...root, value, anchor };
  } catch (error) {
    if (error instanceof CannotMoveError) return undefined;
    throw error;
  }
}

type Move = (range: Range) => Range;

function moveValue(value: SourceValue, move: Move): SourceValue {
  const place = {
    range: move(value.range),
    origin: value.origin && moveOrigin(value.origin, move),
  };
  if (value.type === "array") return moveArray(value, place, move);
  if (value.type === "object") return moveObject(value, place, move);
  return isAt(value, place) ? value : copyAt(value, place);
}

function moveArray(value: SourceArray, place: Place, move: Move): SourceArray {
  const items = moveAll(value.items, (item) => moveValue(item, move));
  if (isAt(value, place) && items === value.items) return value;
  const copy = copyAt(value, place);
  copy.items = items;
  return copy;
}

function moveObject(value: SourceObject, place: Place, move: Move): SourceObject {
  const entries = moveAll(value.entries, (entry) => moveEntry(entry, move));
  const builderRange = value.builderRange && move(value.builderRange);
  const same = entries === value.entries && builderRange === value.builderRange;
  if (isAt(value, place) && same) return value;
  const copy = copyAt(value, place);
  copy.entries = entries;
  if (builderRange) copy.builderRange = builderRange;
  return copy;
}

interface Place {
  readonly range: Range;
  readonly origin: Origin | undefined;
}

const isAt = (value: SourceValue, { range, origin }: Place): boolean =>
  range === value.range && origin === value.origin;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One spread and plain assignments: several spreads take three times as long, at every keystroke. */
function copyAt<Value extends SourceValue>(
  value: Value,
  { range, origin }: Place,
): Writable<Value> {
  const copy: Writable<Value> = { ...value, range };
  if (origin) copy.origin = origin;
  return copy;
}

function moveEntry(entry: SourceEntry, move: Move): SourceEntry {
  const keyRange = move(entry.keyRange);
  const range = move(entry.range);
  const value = moveValue(entry.value, move);
  const stays = keyRange === entry.keyRange && range === entry.range && value === entry.value;
  return stays ? entry : { ...entry, keyRange, range, value };
}

function moveOrigin(origin: Origin, move: Move): Origin {
  if (origin.uri !== undefined) return origin;
  const range = move(origin.range);
  return range === origin.range ? origin : { range };
}

/** The same list where no item moves. */
function moveAll<Item>(items: readonly Item[], move: (item: Item) => Item): readonly Item[] {
  const moved = items.map(move);
  return moved.every((item, index) => item === items[index]) ? items : moved;
}
