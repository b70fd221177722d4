import type { Range } from "../../text/range";
import { t } from "../../text/words";
import type { Asking } from "../python/asking";
import type { FoundSchedule } from "../python/dialect";
import { isCfgNode, MERGED } from "../python/script/cfgNode";
import type { Script } from "../python/script/script";
import { numberOf, type DictValue, type LibraryObject, type Value } from "../python/script/value";
import { zooSchedule, type ZooSchedule } from "./modelZoo";
import { multipliedRun } from "./multiplier";
import { DEFAULTS, isKnownName, multiplierOf, STEPS, USUAL_METHOD, USUAL_NAME } from "./solver";

const OF_THE_CURVE =
  /^(?:LR_SCHEDULER_NAME|BASE_LR|BASE_LR_END|MAX_ITER|STEPS|GAMMA|NUM_DECAYS|WARMUP_\w+|RESCALE_INTERVAL)$/;

/** detectron2's settings in code: `cfg = get_cfg()`, `cfg.SOLVER.BASE_LR = 0.00025`. */
export function settingsInCode(script: Script): FoundSchedule[] {
  return script.findings.objects.filter(isCfgNode).flatMap((object) => {
    const solver = object.attributes.get("SOLVER");
    if (solver?.type !== "dict") return [];
    const set = [...solver.entries].filter(([key]) => OF_THE_CURVE.test(String(key)));
    if (set.length === 0) return [];
    return [foundOf(script, object, solver)];
  });
}

function foundOf(script: Script, object: LibraryObject, solver: DictValue): FoundSchedule {
  const name = textOf(solver, "LR_SCHEDULER_NAME", USUAL_NAME) ?? "SOLVER";
  const anchor = literalOf(solver) ?? object.calleeRange;
  return {
    name,
    anchor,
    range: anchor,
    format: "detectron2",
    clock: "update",
    stepped: "framework",
    run: (asking) => run(script, object, solver, asking),
  };
}

/** The place of the first literal that the script sets: the sparkline stands there. */
function literalOf({ entries }: DictValue): Range | undefined {
  for (const key of ["BASE_LR", "MAX_ITER", "GAMMA", "WARMUP_ITERS"]) {
    const value = entries.get(key);
    if (value?.type === "number" && value.literal) return value.literal;
  }
  return undefined;
}

/** Undefined where the setting is there, but what it says is not known. */
function textOf({ entries }: DictValue, key: string, usual: string): string | undefined {
  const value = entries.get(key);
  if (!value) return usual;
  return value.type === "text" ? value.value : undefined;
}

/** What the file that was merged first says: nothing, what the model zoo's does, or nobody knows. */
function mergedInto({ entries }: DictValue): ZooSchedule | "none" | "unknown" {
  const file = entries.get(MERGED);
  if (!file) return "none";
  const isOfZoo = file.type === "object" && /\bmodel_zoo\.get_config_file$/.test(file.path);
  const path = isOfZoo ? file.given.positional[0]?.value : undefined;
  return (path?.type === "text" && zooSchedule(path.value)) || "unknown";
}

function run(
  script: Script,
  object: LibraryObject,
  solver: DictValue,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const merged = isExtended(script, object) ? "unknown" : mergedInto(solver);
  const name = textOf(solver, "LR_SCHEDULER_NAME", USUAL_NAME);
  const method = textOf(solver, "WARMUP_METHOD", USUAL_METHOD);
  const rescaled = flagOf(solver, "RESCALE_INTERVAL");
  if (
    merged === "unknown" ||
    name === undefined ||
    method === undefined ||
    rescaled === undefined
  ) {
    asking.notRead(asking.anchor, t("What only the run says of SOLVER"));
    return undefined;
  }
  if (!isKnownName(name)) {
    asking.notRead(asking.anchor, name);
    return undefined;
  }
  const number = (key: string): number | undefined => numberAt(solver, merged, key, asking);
  const steps = stepsOf(solver, merged, asking);
  const [rate, most] = [number("BASE_LR"), number("MAX_ITER")];
  const args = multiplierOf({ name, method, rescaled, steps, number });
  const length = Math.floor(most ?? 0);
  if (rate === undefined || !args || !(length >= 1)) return undefined;
  return multipliedRun(asking, name, undefined, args, rate, length);
}

/** `add_deeplab_config(cfg)` of a library sets defaults of its own. */
const isExtended = ({ findings }: Script, object: LibraryObject): boolean =>
  findings.objects.some(
    ({ path, given }) =>
      /\badd_\w*config$/.test(path) && given.positional.some(({ value }) => value === object),
  );

function flagOf({ entries }: DictValue, key: string): boolean | undefined {
  const value = entries.get(key);
  if (!value) return false;
  return value.type === "boolean" ? value.value : undefined;
}

/** The script's own setting, that of the merged file, else detectron2's default. */
function numberAt(
  { entries }: DictValue,
  merged: ZooSchedule | "none",
  key: string,
  asking: Asking,
): number | undefined {
  const value = entries.get(key);
  asking.setting(key, value);
  if (value) return asking.number(value, key === "BASE_LR" ? "rate" : "number");
  const ofZoo = merged === "none" ? undefined : merged.numbers.get(key);
  return ofZoo ?? DEFAULTS.get(key);
}

function stepsOf(
  { entries }: DictValue,
  merged: ZooSchedule | "none",
  asking: Asking,
): readonly number[] | undefined {
  const value = entries.get("STEPS");
  if (!value) return merged === "none" ? STEPS : merged.steps;
  asking.setting("STEPS", value);
  return listedSteps(value, asking);
}

function listedSteps(value: Value, asking: Asking): readonly number[] | undefined {
  const items = value.type === "list" && !value.uncertain ? value.items : undefined;
  const numbers = items?.map((item) => numberOf(item) ?? asking.askFor(item, "steps"));
  if (!items) asking.askFor(value);
  return numbers?.every((number) => number !== undefined) ? numbers : undefined;
}
