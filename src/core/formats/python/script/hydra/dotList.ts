import type { SourceObject } from "../../../../parse/sourceValue";
import type { Range } from "../../../../text/range";
import { omegaConfValue } from "../files/references";
import type { Machine } from "../machine";
import type { Native } from "../natives/native";
import type { DictValue, Value } from "../value";
import { merged } from "./compose";
import { oneOf } from "./config";
import { overrideIn, overridesOf, valueOverride, type Override } from "./overrides";

function configOfList(
  machine: Machine,
  overrides: readonly Override[],
  range: Range,
): DictValue | undefined {
  const nothing: SourceObject = { type: "object", entries: [], range, literal: false };
  const root = overrides.reduce((all, one) => merged(all, valueOverride(one, range)), nothing);
  const value = omegaConfValue(machine, root, {
    text: "",
    uri: undefined,
    rule: "omegaConf",
    range,
  });
  return value.type === "dict" ? value : undefined;
}

/** `OmegaConf.from_dotlist(["optim.lr=0.1"])`. */
const fromList: Native = (machine, { positional }, { range }) => {
  const items = positional[0] && machine.iterate(positional[0].value);
  const overrides = items?.map((item: Value) =>
    item.type === "text" ? overrideIn(item.value) : undefined,
  );
  const known = overrides?.filter((one) => one !== undefined);
  return known && known.length === overrides?.length
    ? configOfList(machine, known, range)
    : undefined;
};

/** `OmegaConf.from_cli()`: what the shell scripts that run the file give, or nothing. */
const fromCommandLine: Native = (machine, given, place, scope) => {
  if (given.positional.length > 0) return fromList(machine, given, place, scope);
  const { range } = place;
  const configs = machine.launches().map((launch) => {
    const overrides = overridesOf(launch);
    return overrides && configOfList(machine, overrides, range);
  });
  const known = configs.filter((config) => config !== undefined);
  if (known.length < configs.length) return undefined;
  const [first] = known;
  return known.length > 1 ? oneOf(known, range) : (first ?? configOfList(machine, [], range));
};

export const DOT_LISTS: Readonly<Record<string, Native>> = {
  "omegaconf.OmegaConf.from_cli": fromCommandLine,
  "omegaconf.OmegaConf.from_dotlist": fromList,
};
