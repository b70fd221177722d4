import { Frame } from "./frame";
import type { Join, Owner, State } from "./journal";
import {
  Cell,
  Dict,
  List,
  UNSET,
  type Entry,
  type Key,
  type Unknown,
  type Variable,
} from "./values";

const owners = new WeakMap<object, Owner>();

/** The one owner of a thing that can change, whoever asks. */
export function ownerOf(thing: Frame | Cell | List | Dict): Owner {
  const known = owners.get(thing);
  if (known) return known;
  const made = thing instanceof Frame ? undefined : thing.made;
  const owner = { made, save: () => save(thing) };
  owners.set(thing, owner);
  return owner;
}

function save(thing: Frame | Cell | List | Dict): State {
  if (thing instanceof Cell) return saveCell(thing);
  if (thing instanceof List) return saveList(thing);
  return thing instanceof Dict ? saveDict(thing) : saveFrame(thing);
}

function saveCell(cell: Cell): State {
  const { value, place } = cell;
  return {
    restore: () => Object.assign(cell, { value, place }),
    join: (join) => {
      if (!Object.is(cell.value, value)) cell.value = join(value, cell.value);
    },
  };
}

function saveFrame(frame: Frame): State {
  const values = [...frame.values];
  const places = [...frame.places];
  return {
    restore: () => {
      values.forEach((value, index) => (frame.values[index] = value));
      places.forEach((place, index) => (frame.places[index] = place));
    },
    join: (join) => {
      values.forEach((value, index) => {
        const now = frame.values[index];
        if (now instanceof Cell || value instanceof Cell || Object.is(now, value)) return;
        frame.values[index] = join(value, now);
      });
    },
  };
}

function saveList(list: List): State {
  const { opaque } = list;
  const items = [...list.items];
  const slots = list.slots && [...list.slots];
  return {
    restore: () => Object.assign(list, { items: [...items], slots: slots && [...slots], opaque }),
    join: (join, whole) => {
      if (items.length !== list.items.length || list.opaque !== opaque) list.opaque = whole;
      else list.items = items.map((item, index) => joinItem(join, item, list.items[index]));
    },
  };
}

function joinItem(join: Join, other: Variable, now: Variable) {
  if (Object.is(other, now)) return other as Exclude<Variable, typeof UNSET>;
  return join(other, now) as Exclude<Variable, typeof UNSET>;
}

function saveDict(dict: Dict): State {
  const { opaque } = dict;
  const entries = new Map(dict.entries);
  return {
    restore: () => Object.assign(dict, { entries: new Map(entries), opaque }),
    join: (join, whole) => {
      if (dict.opaque !== opaque) dict.opaque = whole;
      for (const key of new Set([...entries.keys(), ...dict.entries.keys()])) {
        joinEntry(dict, key, entries.get(key), join, whole);
      }
    },
  };
}

function joinEntry(
  dict: Dict,
  key: Key,
  other: Entry | undefined,
  join: Join,
  whole: Unknown,
): void {
  const now = dict.entries.get(key);
  const entry = now ?? other;
  if (other === now || !entry) return;
  const isSure = other !== undefined && now !== undefined;
  const maybe = isSure ? (other.maybe ?? now.maybe) : whole;
  if (isSure && Object.is(other.value, now.value) && maybe === now.maybe) return;
  const value = isSure ? joinItem(join, other.value, now.value) : whole;
  dict.entries.set(key, { ...entry, value, slot: undefined, maybe });
}
