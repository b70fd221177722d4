import type { SourceEntry } from "../../../../parse/sourceValue";
import type { Range } from "../../../../text/range";
import type { Launch } from "../launches";
import type { Machine } from "../machine";
import { booleanValue, choiceOf, listValue, unknownValue, type Value } from "../value";
import { readAs, type FlagType } from "./flagType";

/** A flag of the command line, whatever library reads it. */
export interface Flag {
  /** With their hyphens; what is unknown is named after the first. */
  readonly names: readonly string[];
  readonly range: Range;
  /** Undefined where a function of the script makes a value of its text. */
  readonly type: FlagType | undefined;
  /** What it stands for, where it never takes a value. */
  readonly alone?: Value | undefined;
  /** Flags that switch it off. */
  readonly opposites?: readonly string[] | undefined;
  /** A list: of all that follows it, of so many values, or of one each time that it is given. */
  readonly several?: "following" | "repeated" | number | undefined;
}

/**
 * What a flag stands for: what the shell scripts that run this file give it, its default where one
 * of them does not give it, and a choice where they differ.
 */
export function launchedFlag(
  machine: Machine,
  flag: Flag,
  usual: Value,
  launches: readonly Launch[] = machine.launches(),
): Value {
  const [name = ""] = flag.names;
  const given = launches.map((launch) => valueIn(launch, flag));
  if (given.every((one) => one === undefined)) return usual;
  const value = choiceOf(
    name,
    flag.range,
    given.map((one) => one ?? usual),
  );
  if (value.type !== "choice" && value.type !== "unknown") return value;
  const answered = machine.unknown(name, flag.range);
  return answered.type === "unknown" ? value : answered;
}

const entryOf = ({ flags }: Launch, names: readonly string[]): SourceEntry | undefined =>
  names
    .map((name) => flags.get(name.replace(/^-+/, "").replaceAll("-", "_")))
    .find((entry) => entry !== undefined);

/** What one command gives to a flag; undefined where it does not give it. */
function valueIn(launch: Launch, flag: Flag): Value | undefined {
  const entry = entryOf(launch, flag.names);
  const against = entryOf(launch, flag.opposites ?? []);
  if (against) return entry ? unknownOf(flag) : booleanValue(false);
  if (!entry) return undefined;
  if (flag.alone) return flag.alone;
  if (flag.several === "repeated") return repeated(launch, flag);
  return valueOf(entry, flag, launch);
}

const unknownOf = ({ names: [name = ""], range }: Flag): Value => unknownValue(name, range);

function valueOf({ value, range }: SourceEntry, flag: Flag, { uri, text, end }: Launch): Value {
  if (value.type === "boolean" && flag.type === "boolean") return booleanValue(true);
  if (value.type !== "number" && value.type !== "string") return unknownOf(flag);
  const read = typed(String(value.value), flag);
  const first = { ...read, elsewhere: { uri, range: value.origin?.range ?? value.range } };
  if (flag.several === undefined) return first;
  // up to the next flag
  const more = /^[^"'$`]*?(?=\s-{1,2}[A-Za-z]|$)/.exec(
    text.slice(range.end, Math.max(end, range.end)),
  );
  const others = (more?.[0] ?? "").match(/[^\s\\]+/g) ?? [];
  const count = typeof flag.several === "number" ? flag.several - 1 : others.length;
  return listValue([first, ...others.slice(0, count).map((one) => typed(one, flag))]);
}

/** The values of a flag that is given several times, in one command. */
function repeated({ text, start, end }: Launch, flag: Flag): Value {
  const names = flag.names.map((name) => name.replace(/[-_]/g, "[-_]"));
  const pattern = new RegExp(String.raw`(?<=\s)(?:${names.join("|")})[ =]+([^\s\\"'$\`]+)`, "g");
  const found = [...text.slice(start, end).matchAll(pattern)];
  const all = text.slice(start, end).match(new RegExp(String.raw`\s(?:${names.join("|")})\b`, "g"));
  if (found.length === 0 || found.length !== all?.length) return unknownOf(flag);
  return listValue(found.map(([, written = ""]) => typed(written, flag)));
}

const typed = (written: string, flag: Flag): Value =>
  (flag.type && readAs(flag.type, written)) ?? unknownOf(flag);
