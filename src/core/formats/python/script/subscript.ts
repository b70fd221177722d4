import type { Expression } from "../../../program/tree";
import type { CallPlace, Machine } from "./machine";
import { keyOf } from "./operators";
import {
  because,
  choiceOf,
  listValue,
  numberOf,
  textValue,
  unknownFrom,
  unknownValue,
  type DictValue,
  type Scope,
  type Unknown,
  type Value,
} from "./value";

/** `object[index]`; what cannot be looked up is unknown. */
export function subscript(
  machine: Machine,
  object: Value,
  index: Expression,
  place: CallPlace,
  scope: Scope,
): Value {
  if (index.type === "slice") return sliced(machine, object, index, place, scope);
  return itemAt(machine, object, machine.evaluate(index, scope), place);
}

export function itemAt(machine: Machine, object: Value, key: Value, place: CallPlace): Value {
  const found = lookedUp(object, key);
  if (found) return found;
  if (key.type === "choice")
    return choiceOf(
      key.condition,
      key.range,
      key.options.map((option) => itemAt(machine, object, option, place)),
      key.test,
    );
  if (object.type === "choice")
    return choiceOf(
      object.condition,
      object.range,
      object.options.map((option) => itemAt(machine, option, key, place)),
      object.test,
    );
  if (object.type === "dict" && object.entries.size > 0 && key.type === "unknown")
    return object.uncertain
      ? unknownFrom([key], place.text, place.range)
      : // {"cosine": …, "step": …}[args.schedule]: one of them
        choiceOf(place.text, place.range, [...object.entries.values()], keyOfTexts(object, key));
  if (object.type === "unknown" && object.reason === "loop")
    return unknownFrom([object, key], place.text, place.range);
  const reason = object.type === "unknown" ? object.because : undefined;
  return because(reason, machine.unknown(place.text, place.range));
}

/** What to ask for where a dict of texts is looked up; undefined where a loop decides. */
function keyOfTexts({ entries }: DictValue, key: Unknown): Unknown | undefined {
  const texts = [...entries.keys()].filter((one) => typeof one === "string");
  const isWhole = key.roots.length === 1 && key.roots[0]?.symbol === key.symbol;
  if (key.reason !== "runtime" || !isWhole || texts.length !== entries.size) return undefined;
  return unknownValue(key.symbol, key.range, key.reason, texts);
}

function lookedUp(object: Value, key: Value): Value | undefined {
  const name = keyOf(key);
  if (object.type === "dict") return name === undefined ? undefined : object.entries.get(name);
  const index = numberOf(key);
  if (index === undefined || !Number.isInteger(index)) return undefined;
  if (object.type === "list") return object.uncertain ? undefined : object.items.at(index);
  const letter = object.type === "text" ? object.value.at(index) : undefined;
  return letter === undefined ? undefined : textValue(letter);
}

function sliced(
  machine: Machine,
  object: Value,
  { start, stop, step }: Expression & { type: "slice" },
  place: CallPlace,
  scope: Scope,
): Value {
  const bounds = [start, stop].map((bound) => bound && machine.evaluate(bound, scope));
  const numbers = bounds.map((bound) => bound && numberOf(bound));
  const known = bounds.every((bound, index) => bound === undefined || numbers[index] !== undefined);
  const backwards = step && numberOf(machine.evaluate(step, scope));
  if (!known || (step && backwards !== -1)) return machine.unknown(place.text, place.range);
  const [from, to] = numbers;
  if (object.type === "text" && !step) return textValue(object.value.slice(from, to));
  if (object.type !== "list" || object.uncertain) {
    if (object.type === "unknown") return unknownFrom([object], place.text, place.range);
    return machine.unknown(place.text, place.range);
  }
  if (!step) return listValue(object.items.slice(from, to), object.tuple);
  if (start ?? stop) return machine.unknown(place.text, place.range);
  return listValue(object.items.toReversed(), object.tuple);
}
