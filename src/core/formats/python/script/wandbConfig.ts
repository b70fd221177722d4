import type { Machine } from "./machine";
import { argument } from "./natives/native";
import { setEntry } from "./tables";
import {
  textsOf,
  unknownValue,
  type DictValue,
  type Given,
  type LibraryObject,
  type Value,
} from "./value";

/** What of `wandb` is kept while a script is read, by its name. */
const CONFIG = "config";
const SWEEP = "sweep";

/** `wandb.config` and `run.config`, as `wandb.init` has made it; undefined for other names. */
export const ofWandb = ({ wandb }: Machine, path: string): Value | undefined =>
  path === "wandb.config" || path === "wandb.run.config" ? wandb.get(CONFIG) : undefined;

/** What calls of `wandb` leave for its config: its settings at the start, and what a sweep tries. */
export function noteWandb(machine: Machine, { path, given, attributes }: LibraryObject): void {
  if (path === "wandb.sweep") noteSweep(machine, given);
  if (path !== "wandb.init") return;
  const settings = given.keywords.get("config")?.value;
  const from = settings?.type === "dict" ? settings : undefined;
  // without settings that are known here, whoever starts the run may give some
  const uncertain = from ? from.uncertain : unknownValue("wandb.config", given.range);
  const config: DictValue = { type: "dict", entries: new Map(from?.entries), uncertain };
  const sweep = machine.wandb.get(SWEEP);
  // a sweep's values take the place of the script's own
  if (sweep?.type === "dict")
    for (const [key, value] of sweep.entries) setEntry(machine, config, key, value);
  machine.journal.set(machine.wandb, CONFIG, config);
  machine.journal.set(attributes, CONFIG, config);
}

/** `{"parameters": {"epochs": {"value": 200}, "lr": {"values": [1e-3, 1e-4]}}}`, once such a sweep runs. */
function noteSweep(machine: Machine, given: Given): void {
  const sweep = argument(given, "sweep", 0);
  const parameters = sweep?.type === "dict" ? sweep.entries.get("parameters") : undefined;
  if (parameters?.type !== "dict") return;
  const entries = new Map<string | number, Value>();
  for (const [key, tried] of parameters.entries)
    entries.set(key, triedValue(machine, String(key), tried, given));
  machine.journal.set(machine.wandb, SWEEP, { type: "dict", entries });
}

/** The one value that there is; of several, and of a distribution, the sweep's run alone knows. */
function triedValue(machine: Machine, key: string, tried: Value, { range }: Given): Value {
  const one = tried.type === "dict" ? tried.entries.get("value") : undefined;
  const list = tried.type === "dict" ? tried.entries.get("values") : undefined;
  const values = (list && machine.iterate(list)) ?? [];
  const [only] = values;
  if (one) return one;
  if (only && values.length === 1) return only;
  return machine.unknown(`wandb.config.${key}`, range, textsOf(values));
}

/** `wandb.agent(id, function=train)`: it calls the function, without arguments. */
export const runOfAgent = (path: string, given: Given): Value | undefined =>
  path === "wandb.agent" ? argument(given, "function", 1) : undefined;
