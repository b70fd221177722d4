import { mmengineTable } from "../../libraries/mmengine/table";
import type { Asking } from "../python/asking";
import { rangeWithin } from "../python/blamed";
import { toLibrary } from "../python/convert";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { drawnSteps } from "../horizon";
import { libraryRun, wholeLength } from "../python/libraryRun";
import type { Script } from "../python/script/script";
import type { DictValue, Value } from "../python/script/value";
import { unknownUpdates } from "../python/stepping";
import { stepsNamed } from "../python/tableCall";

/** The `param_scheduler` of an OpenMMLab config, with what it takes from its `_base_` files. */
export const mmengineDialect: ScriptDialect = {
  id: "mmengine",
  find: (script) => {
    const schedulers = script.scope.names.get("param_scheduler");
    if (!schedulers || typesOf(schedulers).length === 0) return [];
    const range = rangeOf(script);
    const byEpoch = typesOf(schedulers).every(({ entries }) => {
      const flag = entries.get("by_epoch");
      return flag?.type !== "boolean" || flag.value;
    });
    return [
      {
        name: "param_scheduler",
        anchor: range,
        range,
        format: "mmengine",
        clock: byEpoch ? "epoch" : "update",
        stepped: "framework",
        ...(byEpoch && !converts(schedulers) && { updatesPerEpoch: unknownUpdates(range) }),
        run: (asking) => run(script, schedulers, byEpoch, asking),
      },
    ];
  },
};

const typesOf = (value: Value): DictValue[] => {
  const items = value.type === "list" ? value.items : [value];
  return items.flatMap((item) => (item.type === "dict" && item.entries.has("type") ? [item] : []));
};

/** Laid out by epochs, but set at every iteration. */
const converts = (schedulers: Value): boolean =>
  typesOf(schedulers).some(({ entries }) => {
    const flag = entries.get("convert_to_iter_based");
    return flag !== undefined && !(flag.type === "boolean" && !flag.value);
  });

/** Where the name stands that the config gives its schedulers to. */
function rangeOf({ program }: Script) {
  for (const statement of program.body)
    if (statement.type === "assignment")
      for (const target of statement.targets)
        if (target.type === "name" && target.name === "param_scheduler") return target.range;
  return { start: 0, end: 0 };
}

/** A setting of the config itself, else of the files that it is based on. */
function named(script: Script, name: string): Value | undefined {
  const own = script.scope.names.get(name);
  if (own) return own;
  const base = script.scope.names.get("_base_");
  const files = base?.type === "list" ? base.items : base ? [base] : [];
  for (const file of files) {
    if (file.type !== "text") continue;
    const path = file.value.startsWith(".") ? file.value : `./${file.value}`;
    const found = script.readNames(path)?.get(name);
    if (found) return found;
  }
  return undefined;
}

const entryAt = (value: Value | undefined, key: string): Value | undefined =>
  value?.type === "dict" ? value.entries.get(key) : undefined;

function run(
  script: Script,
  schedulers: Value,
  byEpoch: boolean,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const optimizer =
    entryAt(named(script, "optim_wrapper"), "optimizer") ?? named(script, "optimizer");
  const given = entryAt(optimizer, "lr");
  const rate = given
    ? asking.number(given, "rate")
    : asking.ask("optim_wrapper.optimizer.lr", asking.anchor, "rate");
  const end = entryAt(named(script, "train_cfg"), byEpoch ? "max_epochs" : "max_iters");
  const length = wholeLength(asking.number(end, byEpoch ? "epochs" : "steps"));
  const list = toLibrary(schedulers, asking);
  asking.setting("lr", given);
  asking.setting("length", end);
  asking.setting("param_scheduler", schedulers);
  if (rate === undefined || list === undefined) return undefined;
  const momentum = entryAt(optimizer, "momentum");
  const args = { param_scheduler: list };
  return libraryRun(asking, {
    table: mmengineTable,
    kind: "param_scheduler",
    args,
    context: {
      optimizer: {
        kind: "SGD",
        learningRates: [rate],
        defaultLearningRate: rate,
        ...(momentum?.type === "number" && { momentum: momentum.value }),
      },
    },
    length,
    drawn: drawnSteps(stepsNamed(args, /^(?:end|T_max|total_iters|step_size|milestones)$/), 100),
    own: undefined,
    rangeOf: ([, ...path]) => rangeWithin(schedulers, path, { namesOf: () => [] }) ?? asking.anchor,
  });
}
