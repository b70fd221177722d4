import type { LibraryCall, LibraryRecord, LibraryValue } from "../../libraries/value";
import type { Range } from "../../text/range";
import type { Asking } from "../python/asking";
import { toLibrary } from "../python/convert";
import type { FoundSchedule } from "../python/dialect";
import { TARGET } from "../python/script/lazyCall";
import type { Script } from "../python/script/script";
import type { DictValue, Value } from "../python/script/value";
import { multipliedRun } from "./multiplier";

/** A scheduler of detectron2's or fvcore's that a LazyConfig will call. */
const SCHEDULER = /(?:^|\.)(\w+ParamScheduler)$/;

const targetOf = (value: Value | undefined): string | undefined => {
  const target = value?.type === "dict" ? value.entries.get(TARGET) : undefined;
  return target?.type === "library" ? target.path : undefined;
};

/** detectron2's LazyConfig: `lr_multiplier`, `optimizer.lr` and `train.max_iter` of a config file. */
export function lazyConfigs(script: Script): FoundSchedule[] {
  const found: FoundSchedule[] = [];
  const seen = new Set<Value>();
  for (const [name, value] of script.scope.names) {
    const path = targetOf(value);
    if (value.type !== "dict" || path === undefined || seen.has(value)) continue;
    // a scheduler that is part of another one is no schedule of its own
    if (!SCHEDULER.test(path) || (name !== MULTIPLIER && script.scope.names.has(MULTIPLIER)))
      continue;
    seen.add(value);
    const anchor = boundAt(script, name);
    if (anchor) found.push(foundOf(script, name, value, anchor));
  }
  return found;
}

const MULTIPLIER = "lr_multiplier";

/** Where the config gives a name its value, or imports it. */
function boundAt({ program }: Script, name: string): Range | undefined {
  for (const statement of program.body) {
    if (statement.type === "assignment")
      for (const target of statement.targets)
        if (target.type === "name" && target.name === name) return target.range;
    if (statement.type === "import" && statement.bindings.some(({ local }) => local === name))
      return statement.range;
  }
  return undefined;
}

const foundOf = (
  script: Script,
  name: string,
  multiplier: DictValue,
  anchor: Range,
): FoundSchedule => ({
  name,
  anchor,
  range: anchor,
  format: "detectron2",
  clock: "update",
  stepped: "framework",
  run: (asking) => run(script, multiplier, asking),
});

function run(
  { scope: { names } }: Script,
  multiplier: DictValue,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const rate = numberAt(names.get("optimizer"), "lr", "optimizer.lr", "rate", asking);
  const most = numberAt(names.get("train"), "max_iter", "train.max_iter", "steps", asking);
  asking.setting(MULTIPLIER, multiplier);
  const call = callOf(multiplier, asking);
  const length = most === undefined || most < 1 ? undefined : Math.floor(most);
  if (rate === undefined || length === undefined || !call) return undefined;
  const args = { multiplier: call, max_iter: length };
  return multipliedRun(asking, MULTIPLIER, multiplier, args, rate, length);
}

function numberAt(
  holder: Value | undefined,
  key: string,
  symbol: string,
  unit: "rate" | "steps",
  asking: Asking,
): number | undefined {
  const value = holder?.type === "dict" ? holder.entries.get(key) : undefined;
  asking.setting(key, value);
  return value ? asking.number(value, unit) : asking.ask(symbol, asking.anchor, unit);
}

/** `L(X)(a=1)` as the formulas take it; undefined where something in it is not known. */
function callOf(value: DictValue, asking: Asking): (LibraryCall & LibraryRecord) | undefined {
  const kind = SCHEDULER.exec(targetOf(value) ?? "")?.[1];
  if (kind === undefined) return undefined;
  const args: Record<string, LibraryValue> = {};
  for (const [key, item] of value.entries) {
    if (key === TARGET) continue;
    if (item.type === "text" && item.value.includes("${")) {
      asking.notRead(asking.anchor, item.value);
      return undefined;
    }
    const converted = convert(item, asking);
    if (converted === undefined) return undefined;
    args[String(key)] = converted;
  }
  return { kind, args };
}

function convert(item: Value, asking: Asking): LibraryValue | undefined {
  if (item.type === "dict" && targetOf(item) !== undefined) return callOf(item, asking);
  if (item.type !== "list" || item.uncertain) return toLibrary(item, asking);
  const items = item.items.map((part) => convert(part, asking));
  return items.some((part) => part === undefined) ? undefined : (items as LibraryValue[]);
}
