import type { Range } from "../../text/range";
import type { Origin, SourceEntry, SourceRoot, SourceValue } from "../sourceValue";

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
  const range = move(value.range);
  const origin = value.origin && moveOrigin(value.origin, move);
  const stays = range === value.range && origin === value.origin;
  const place = { range, ...(origin && { origin }) };
  if (value.type === "array") {
    const items = moveAll(value.items, (item) => moveValue(item, move));
    return stays && items === value.items ? value : { ...value, ...place, items };
  }
  if (value.type !== "object") return stays ? value : { ...value, ...place };
  const entries = moveAll(value.entries, (entry) => moveEntry(entry, move));
  const builderRange = value.builderRange && move(value.builderRange);
  const same = entries === value.entries && builderRange === value.builderRange;
  if (stays && same) return value;
  return { ...value, ...place, entries, ...(builderRange && { builderRange }) };
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
