import { booleanValue, textValue, type Value } from "./value";

const names = (list: string): [string, Value][] =>
  list.split(" ").map((name) => [name, { type: "library", path: `builtins.${name}` }]);

/** Python's own names. A script that is run is `__main__`. */
export const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["__name__", textValue("__main__")],
  ["__debug__", booleanValue(true)],
  ...names(
    "abs all any bool dict divmod enumerate exit float getattr globals hasattr int isinstance iter len list map max min next object open pow print property quit range reversed round set setattr slice sorted staticmethod classmethod str sum super tuple type vars zip filter callable",
  ),
]);
