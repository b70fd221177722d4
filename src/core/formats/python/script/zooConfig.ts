import { TARGET } from "./lazyCall";
import {
  listValue,
  numberValue,
  textValue,
  type DictValue,
  type LibraryObject,
  type Value,
} from "./value";

const dict = (entries: Readonly<Record<string, Value>>): DictValue => ({
  type: "dict",
  entries: new Map(Object.entries(entries)),
});

const call = (path: string, entries: Readonly<Record<string, Value>>): DictValue =>
  dict({ [TARGET]: { type: "library", path }, ...entries });

const float = (value: number): Value => numberValue(value, true);

/** detectron2 02b5c4e, configs/common/coco_schedule.py, `default_X_scheduler(times)`. */
function cocoSchedule(times: number): DictValue {
  const total = times * 90_000;
  const milestones =
    times <= 2 ? [60_000, 80_000, 90_000] : [total - 60_000, total - 20_000, total];
  return call("detectron2.solver.WarmupParamScheduler", {
    scheduler: call("fvcore.common.param_scheduler.MultiStepParamScheduler", {
      values: listValue([1, 0.1, 0.01].map(float)),
      milestones: listValue(milestones.map((step) => numberValue(step))),
    }),
    warmup_length: float(1000 / total),
    warmup_method: textValue("linear"),
    warmup_factor: float(0.001),
  });
}

/** What of configs/common the rate depends on: optim.py, train.py, coco_schedule.py. */
const COMMON: Readonly<Record<string, (name: string) => DictValue | undefined>> = {
  "common/optim.py": (name) => {
    if (name === "SGD") return call("torch.optim.SGD", { lr: float(0.02), params: dict({}) });
    return name === "AdamW"
      ? call("torch.optim.AdamW", { lr: float(1e-4), params: dict({}) })
      : undefined;
  },
  "common/train.py": (name) =>
    name === "train"
      ? dict({ max_iter: numberValue(90_000), amp: dict({}), ddp: dict({}) })
      : undefined,
  "common/coco_schedule.py": (name) => {
    const times = /^lr_multiplier_([12369])x$/.exec(name)?.[1];
    return times === undefined ? undefined : cocoSchedule(Number(times));
  },
};

/** `model_zoo.get_config("common/optim.py").SGD`: made anew by each such call, kept by its object. */
export function ofZooConfig(
  { path, given, attributes }: LibraryObject,
  name: string,
): Value | undefined {
  if (!/\bmodel_zoo\.get_config$/.test(path)) return undefined;
  const file = given.positional[0]?.value;
  if (file?.type !== "text" || !Object.hasOwn(COMMON, file.value)) return undefined;
  const found = COMMON[file.value]?.(name);
  if (found) attributes.set(name, found);
  return found;
}
