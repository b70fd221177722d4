import type { HyperParameter } from "../recording";
import { isRecord } from "./looseJson";

const DEEPEST = 4;
const LONGEST = 200;

/**
 * The settings of a config, flat: {"optim": {"lr": 0.1}} gives "optim/lr". wandb's own entries
 * ("_wandb") and long texts are left out; a {"value": …} as in config.yaml is opened.
 */
export function* settings(
  config: Readonly<Record<string, unknown>>,
  prefix = "",
  depth = 0,
): Generator<[string, HyperParameter]> {
  for (const [key, value] of Object.entries(config)) {
    if (key.startsWith("_wandb")) continue;
    const name = prefix === "" ? key : `${prefix}/${key}`;
    if (isRecord(value) && depth < DEEPEST) {
      if ("value" in value && Object.keys(value).every((one) => one === "value" || one === "desc"))
        yield* settings({ [name]: value["value"] }, "", depth + 1);
      else yield* settings(value, name, depth + 1);
    } else if (isPlain(value)) yield [name, value];
  }
}

const isPlain = (value: unknown): value is HyperParameter =>
  value === null ||
  typeof value === "number" ||
  typeof value === "boolean" ||
  (typeof value === "string" && value.length <= LONGEST);
