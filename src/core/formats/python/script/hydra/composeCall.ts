import type { Machine } from "../machine";
import type { Native } from "../natives/native";
import type { Given, LibraryObject, Value } from "../value";
import { configOf } from "./config";
import { wantedOf } from "./main";
import { overrideIn } from "./overrides";

const INITIALIZE = /^hydra\.initialize(?:_config_dir)?$/;

const argument = ({ keywords, positional }: Given, name: string, at: number): Value | undefined =>
  keywords.get(name)?.value ?? positional[at]?.value;

/** `with initialize(config_path="conf"): cfg = compose("config", overrides=["lr=0.1"])`. */
export const compose: Native = (machine, given, { range }, scope) => {
  const start = initialized(machine);
  if (!start) return undefined;
  const name = argument(given, "config_name", 0);
  const list = argument(given, "overrides", 1);
  const items = list ? machine.iterate(list) : [];
  const overrides = items?.map((item) =>
    item.type === "text" ? overrideIn(item.value) : undefined,
  );
  const known = overrides?.filter((one) => one !== undefined);
  const path = argument(start.given, start.path.endsWith("_dir") ? "config_dir" : "config_path", 0);
  const wanted = wantedOf(path, name, scope, range);
  if (!wanted || !known || known.length !== overrides?.length) return undefined;
  return configOf(machine, wanted, known);
};

const initialized = ({ findings }: Machine): LibraryObject | undefined =>
  findings.objects.findLast(({ path }) => INITIALIZE.test(path));
