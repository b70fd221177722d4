import type { Machine } from "../machine";
import { type Native, first } from "../natives/native";
import { identity } from "../natives/objects";
import { copied } from "../tables";
import { none, type Value } from "../value";
import { DEEPEST, mergedConfigs } from "./references";

const copy: Native = (_, given) => {
  const value = first(given);
  return value?.type === "dict" ? mergedConfigs(value) : value && copied(value, DEEPEST);
};
/** Plain groups, in which references are what they stand for. */
const plain: Native = (_, given) => {
  const value = first(given);
  return value && copied(value, DEEPEST);
};
const nothing: Native = () => none;

/** `OmegaConf.merge(base, …)`: later ones over those before them, groups key by key. */
const merge: Native = (_, { positional }) => {
  const [base, ...more] = positional.map(({ value }) => value);
  if (base?.type !== "dict") return undefined;
  const parts = more.filter((value) => value.type === "dict");
  if (parts.length < more.length) return undefined;
  return parts.reduce((config, part) => mergedConfigs(config, part), mergedConfigs(base));
};

/** `OmegaConf.select(cfg, "optimizer.lr")`. */
const select: Native = (machine: Machine, given, place, scope) => {
  const [config, path] = given.positional.map(({ value }) => value);
  if (!config || path?.type !== "text") return undefined;
  return path.value
    .split(".")
    .reduce<Value>((value, key) => machine.member(value, key, place, scope), config);
};

const OMEGA_CONF: Readonly<Record<string, Native>> = {
  create: copy,
  to_container: plain,
  to_object: plain,
  merge,
  unsafe_merge: merge,
  select,
  set_struct: nothing,
  set_readonly: nothing,
  resolve: nothing,
  register_new_resolver: nothing,
};

/** What omegaconf makes of configs that are known. */
export const OMEGA_CONF_FUNCTIONS: Readonly<Record<string, Native>> = {
  ...Object.fromEntries(
    Object.entries(OMEGA_CONF).map(([name, native]) => [`omegaconf.OmegaConf.${name}`, native]),
  ),
  "omegaconf.DictConfig": copy,
  "omegaconf.ListConfig": copy,
  "omegaconf.open_dict": identity,
  "omegaconf.read_write": identity,
};
