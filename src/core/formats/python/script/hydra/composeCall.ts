import type { Machine } from "../machine";
import { argument, type Native } from "../natives/native";
import type { LibraryObject } from "../value";
import { configOf } from "./config";
import { wantedOf } from "./main";
import { overridesAmong } from "./overrides";

const INITIALIZE = /^hydra\.initialize(?:_config_dir)?$/;

/** `with initialize(config_path="conf"): cfg = compose("config", overrides=["lr=0.1"])`. */
export const compose: Native = (machine, given, { range }, scope) => {
  const start = initialized(machine);
  if (!start) return undefined;
  const name = argument(given, "config_name", 0);
  const list = argument(given, "overrides", 1);
  const overrides = list ? overridesAmong(machine, list) : [];
  const path = argument(start.given, start.path.endsWith("_dir") ? "config_dir" : "config_path", 0);
  const wanted = wantedOf(path, name, scope, range);
  return wanted && overrides && configOf(machine, wanted, overrides);
};

const initialized = ({ findings }: Machine): LibraryObject | undefined =>
  findings.objects.findLast(({ path }) => INITIALIZE.test(path));
