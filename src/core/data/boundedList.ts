import * as v from "valibot";

/** A list of at most `limit` items: one that is longer is refused before any of them is looked at. */
export const boundedList = <Item extends v.GenericSchema>(item: Item, limit: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(limit), v.array(item), v.readonly());
