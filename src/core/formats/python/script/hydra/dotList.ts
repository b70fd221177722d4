import type { SourceObject } from "../../../../parse/sourceValue";
import type { Range } from "../../../../text/range";
import type { Machine } from "../machine";
import type { Native } from "../natives/native";
import type { DictValue } from "../value";
import { merged } from "./compose";
import { configOfLaunches, configOfTree } from "./config";
import { overridesAmong, overridesOf, valueOverride, type Override } from "./overrides";

function configOfList(
  machine: Machine,
  overrides: readonly Override[],
  range: Range,
): DictValue | undefined {
  const nothing: SourceObject = { type: "object", entries: [], range, literal: false };
  const root = overrides.reduce((all, one) => merged(all, valueOverride(one, range)), nothing);
  return configOfTree(machine, root, range);
}

/** `OmegaConf.from_dotlist(["optim.lr=0.1"])`. */
const fromList: Native = (machine, { positional }, { range }) => {
  const overrides = positional[0] && overridesAmong(machine, positional[0].value);
  return overrides && configOfList(machine, overrides, range);
};

/** `OmegaConf.from_cli()`: what the shell scripts that run the file give, or nothing. */
const fromCommandLine: Native = (machine, given, place, scope) => {
  if (given.positional.length > 0) return fromList(machine, given, place, scope);
  const { range } = place;
  const launches = machine.launches();
  if (launches.length === 0) return configOfList(machine, [], range);
  return configOfLaunches(launches, range, (launch) => {
    const overrides = overridesOf(launch);
    return overrides && configOfList(machine, overrides, range);
  });
};

export const DOT_LISTS: Readonly<Record<string, Native>> = {
  "omegaconf.OmegaConf.from_cli": fromCommandLine,
  "omegaconf.OmegaConf.from_dotlist": fromList,
};
