import type { SourceEntry } from "../../../parse/sourceValue";
import type { Launch } from "./launches";
import type { Machine } from "./machine";
import {
  booleanValue,
  choiceOf,
  listValue,
  numberValue,
  textValue,
  unknownValue,
  type Given,
  type Value,
} from "./value";

/**
 * What a flag stands for: what the shell scripts that run this file give it, its default where one
 * of them does not give it, and a choice where they differ.
 */
export function launchedFlag(
  machine: Machine,
  names: readonly string[],
  given: Given,
  usual: Value,
): Value {
  const [flag = ""] = names;
  const entries = machine.launches().map((launch) => ({ launch, entry: entryOf(launch, names) }));
  if (entries.every(({ entry }) => entry === undefined)) return usual;
  const values = entries.map(({ launch, entry }) =>
    entry ? valueOf(entry, given, flag, launch) : usual,
  );
  const value = choiceOf(flag, given.range, values);
  if (value.type !== "choice" && value.type !== "unknown") return value;
  const answered = machine.unknown(flag, given.range);
  return answered.type === "unknown" ? value : answered;
}

const entryOf = ({ flags }: Launch, names: readonly string[]): SourceEntry | undefined =>
  names
    .map((name) => flags.get(name.replace(/^-+/, "").replaceAll("-", "_")))
    .find((entry) => entry !== undefined);

function valueOf(
  { value, range }: SourceEntry,
  given: Given,
  flag: string,
  { uri, text, end }: Launch,
): Value {
  const action = given.keywords.get("action")?.value;
  if (action?.type === "text") {
    if (action.value === "store_true") return booleanValue(true);
    return action.value === "store_false" ? booleanValue(false) : unknownValue(flag, given.range);
  }
  if (value.type !== "number" && value.type !== "string") return unknownValue(flag, given.range);
  const place = { elsewhere: { uri, range: value.origin?.range ?? value.range } };
  const first = typed(String(value.value), given, flag);
  if (!given.keywords.has("nargs")) return { ...first, ...place };
  // up to the next flag
  const more = /^[^"'$`]*?(?=\s-{1,2}[A-Za-z]|$)/.exec(
    text.slice(range.end, Math.max(end, range.end)),
  );
  const others = (more?.[0] ?? "").match(/[^\s\\]+/g) ?? [];
  return listValue([first, ...others.map((one) => typed(one, given, flag))]);
}

/** As the flag's `type` makes it of a text; argparse leaves a text where none is given. */
function typed(written: string, given: Given, flag: string): Value {
  const type = given.keywords.get("type")?.value;
  if (!type) return textValue(written);
  if (type.type !== "library") return unknownValue(flag, given.range);
  const number = written.trim() === "" ? NaN : Number(written.replaceAll("_", ""));
  switch (type.path) {
    case "builtins.str":
      return textValue(written);
    case "builtins.float":
      return Number.isNaN(number) ? unknownValue(flag, given.range) : numberValue(number, true);
    case "builtins.int":
      return Number.isInteger(number) ? numberValue(number) : unknownValue(flag, given.range);
    default:
      return unknownValue(flag, given.range);
  }
}
