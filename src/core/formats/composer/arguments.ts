import { composerTable } from "../../libraries/composer/table";
import type { LibraryRecord, LibraryValue } from "../../libraries/value";
import type { Asking } from "../python/asking";
import { toLibrary } from "../python/convert";
import type { GivenValue, LibraryObject } from "../python/script/value";
import type { CountedTime, Durations } from "./durations";
import { timeOfText } from "./time";

const TIMES = new Set(["t_max", "t_warmup", "t_0", "step_size", "decay_period", "milestones"]);

const plain = ({ value, unit, each }: CountedTime): LibraryRecord => ({ value, unit, each });

/** A scheduler's arguments, its times converted; undefined where one is not known. */
export function composerArguments(
  object: LibraryObject,
  kind: string,
  durations: Durations,
  asking: Asking,
): LibraryRecord | undefined {
  const parameters = composerTable.kinds.get(kind)?.parameters ?? [];
  const { positional, keywords, open } = object.given;
  if (open) return asking.askFor(open) as undefined;
  const named = new Map<string, GivenValue>(keywords);
  positional.forEach((given, index) => {
    named.set(parameters[index]?.name ?? `argument ${index + 1}`, given);
  });
  const args: Record<string, LibraryValue> = {};
  const lacking = new Set<string>();
  const put = (name: string, value: LibraryValue | undefined): void => {
    if (value === undefined) lacking.add(name);
    else args[name] = value;
  };
  durations.expect([...named.values()].map(({ value }) => value));
  for (const [name, given] of named) put(name, argumentOf(name, given, durations, asking));
  for (const { name, default: usual } of parameters) {
    if (named.has(name) || !TIMES.has(name) || typeof usual !== "string") continue;
    const written = timeOfText(usual);
    const time = written && durations.converted(written);
    put(name, time && plain(time));
  }
  const bounded = parameters.some(({ name }) => name === "bounded");
  if (bounded) args["bounded"] = isBounded(args["t_max"], durations);
  return lacking.size === 0 ? args : undefined;
}

function argumentOf(
  name: string,
  given: GivenValue,
  durations: Durations,
  asking: Asking,
): LibraryValue | undefined {
  const { value, range } = given;
  if (!TIMES.has(name)) {
    asking.setting(name, value, { range });
    return toLibrary(value, asking);
  }
  if (value.type !== "list") {
    const time = durations.counted(name, given);
    if (time) durations.note(name, value, { range });
    return time && plain(time);
  }
  if (value.uncertain) return asking.askFor(value.uncertain);
  const times = value.items.map((item) => durations.counted(name, { value: item, range }));
  if (!times.every((time) => time !== undefined)) return undefined;
  value.items.forEach((one, item) => {
    durations.note(name, one, { item, range });
  });
  return times.map(plain);
}

/** Composer compares t_max with max_duration only where both are in one unit. */
function isBounded(end: LibraryValue | undefined, durations: Durations): boolean {
  const unit = typeof end === "object" && end !== null && "unit" in end ? end.unit : undefined;
  const most = durations.most?.unit;
  return !durations.isNominal && (most === "ep" || most === "dur" ? "ba" : most) === unit;
}
