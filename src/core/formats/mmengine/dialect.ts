import { mmengineTable } from "../../libraries/mmengine/table";
import type { Asking } from "../python/asking";
import { rangeWithin } from "../python/blamed";
import { toLibrary } from "../python/convert";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { drawnSteps } from "../horizon";
import { libraryRun } from "../python/libraryRun";
import type { Script } from "../python/script/script";
import type { Value } from "../python/script/value";
import { unknownUpdates } from "../python/stepping";
import { stepsNamed } from "../python/tableCall";
import { countingOf, entriesOf, entryAt, type Counting } from "./counting";
import { horizonOf, noteNumbers } from "./horizon";

/** The `param_scheduler` of an OpenMMLab config, with what it takes from its `_base_` files. */
export const mmengineDialect: ScriptDialect = {
  id: "mmengine",
  find: (script) => {
    const schedulers = script.scope.names.get("param_scheduler");
    if (!schedulers || entriesOf(schedulers).length === 0) return [];
    const range = rangeOf(script);
    const counting = countingOf(schedulers);
    return [
      {
        name: "param_scheduler",
        anchor: range,
        range,
        format: "mmengine",
        clock: counting === "epochs" ? "epoch" : "update",
        stepped: "framework",
        ...(counting === "epochs" && { updatesPerEpoch: unknownUpdates(range) }),
        run: (asking) => run(script, schedulers, counting, asking),
      },
    ];
  },
};

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

function run(
  script: Script,
  schedulers: Value,
  counting: Counting,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const optimizer =
    entryAt(named(script, "optim_wrapper"), "optimizer") ?? named(script, "optimizer");
  const given = entryAt(optimizer, "lr");
  const rate = given
    ? asking.number(given, "rate")
    : asking.ask("optim_wrapper.optimizer.lr", asking.anchor, "rate");
  const horizon = horizonOf({ schedulers, counting, config: named(script, "train_cfg") }, asking);
  const list = toLibrary(schedulers, asking);
  asking.setting("lr", given);
  if (horizon) noteNumbers(schedulers, horizon, asking);
  if (rate === undefined || list === undefined || !horizon) return undefined;
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
      ...(counting === "both" && { stepsPerEpoch: horizon.perEpoch }),
    },
    length: horizon.length,
    drawn: drawnSteps(stepsNamed(args, /^(?:end|T_max|total_iters|step_size|milestones)$/), 100),
    own: undefined,
    rangeOf: ([, ...path]) => rangeWithin(schedulers, path, { namesOf: () => [] }) ?? asking.anchor,
  });
}
