import { none } from "../value";
import { assignVariable, read } from "../variables";
import { type Native, argument, first } from "./native";

/** `K.get_value(x)`, `ops.convert_to_numpy(x)`: the number that a variable holds by now. */
const held: Native = (_, given) => {
  const value = first(given);
  return value?.type === "number" ? read(value) : undefined;
};

/** `K.set_value(x, value)` of Keras 2 (keras/backend.py). */
const setValue: Native = (machine, given) => {
  const [target, value] = [argument(given, "x", 0), argument(given, "value", 1)];
  return assignVariable(machine, target, value) ? none : undefined;
};

export const VARIABLE_FUNCTIONS: Readonly<Record<string, Native>> = {
  "keras.backend.get_value": held,
  "keras.backend.eval": held,
  "keras.ops.convert_to_numpy": held,
  "keras.backend.set_value": setValue,
};
