import type { LibraryValue } from "../../libraries/value";
import { transformersTable } from "../../libraries/transformers/table";
import { byUpdates, preparedBy, stepsPerUpdate, updatesOf } from "../accelerate/prepared";
import { timesProcesses } from "../accelerate/timesProcesses";
import type { Asking } from "../python/asking";
import { blamedRange, rangeWithin } from "../python/blamed";
import { toLibrary } from "../python/convert";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { nominalSteps, drawnSteps } from "../horizon";
import { libraryRun, wholeLength } from "../python/libraryRun";
import { scriptOptimizer } from "../python/optimizer";
import type { Script } from "../python/script/script";
import type { GivenValue, LibraryObject, Value } from "../python/script/value";
import { stateLength, steppingOf, type Stepping } from "../python/stepping";
import {
  ARGUMENT_CLASSES,
  FUNCTIONS,
  GET_SCHEDULER,
  SCHEDULER_TYPES,
  type ScheduleFunction,
} from "./functions";
import { argumentsRun } from "./trainingArguments";
import { conditionOf } from "../torch/company";
import { asStepped, epochsOf } from "../torch/dialect";
import { orByFramework } from "../torch/framework";
import { batchesCounted, epochsCounted } from "../torch/rules/stepUnit";
import { intervalOutside } from "../torch/rules/intervalOutside";
import { takenRounds } from "../torch/takenRounds";
import { looksOf } from "./looks";
import { metricsOf } from "../torch/plateau";

const LIBRARY = /^(?:transformers|diffusers|trl|torchtune|accelerate)\b.*\.(\w+)$/;

const nameOf = ({ path }: LibraryObject): string => LIBRARY.exec(path)?.[1] ?? "";

/** `get_*_schedule_with_warmup`, `get_scheduler`, TrainingArguments and TRL's kin of it. */
export const transformersDialect: ScriptDialect = {
  id: "transformers",
  find: (script) =>
    script.findings.objects.flatMap((object) => {
      const name = nameOf(object);
      if (Object.hasOwn(ARGUMENT_CLASSES, name)) return [argumentsFound(object, name)];
      const isGet = name === "get_scheduler" || Object.hasOwn(FUNCTIONS, name);
      return isGet ? [functionFound(script, object, name)] : [];
    }),
};

const argumentsFound = (object: LibraryObject, name: string): FoundSchedule => ({
  name: object.label ?? name,
  anchor: object.calleeRange,
  range: object.range,
  format: name.endsWith("TrainingArguments") ? "transformers" : "trl",
  clock: "update",
  stepped: "framework",
  run: (asking) => argumentsRun(object, ARGUMENT_CLASSES[name] ?? NaN, asking),
});

function functionFound(script: Script, object: LibraryObject, name: string): FoundSchedule {
  const named = (parameter: string): GivenValue | undefined => argument(object, name, parameter);
  const own = steppingOf(script, [object], named("optimizer")?.value);
  const stepping = orByFramework(own, script, object);
  return {
    name: object.label ?? name,
    anchor: object.calleeRange,
    range: object.range,
    format: "transformers",
    clock: stepping.clock,
    stepped: stepping.stepped,
    ...epochsOf(script, object, stepping),
    run: (asking) => {
      const condition =
        stepping.stepped === "framework" ? undefined : conditionOf(script, object, stepping);
      if (condition === undefined) return functionRun(object, name, stepping, asking);
      asking.ask(condition, object.calleeRange, "number");
      return undefined;
    },
  };
}

const parametersOf = (name: string): readonly string[] =>
  name === "get_scheduler" ? GET_SCHEDULER : (FUNCTIONS[name]?.parameters ?? []);

function argument(object: LibraryObject, name: string, parameter: string): GivenValue | undefined {
  const { positional, keywords } = object.given;
  return keywords.get(parameter) ?? positional[parametersOf(name).indexOf(parameter)];
}

/** The kind that `get_scheduler` is asked for: a text, or a member of SchedulerType. */
function kindOf(
  object: LibraryObject,
  name: string,
  asking: Asking,
): ScheduleFunction["kind"] | undefined {
  if (name !== "get_scheduler") return FUNCTIONS[name]?.kind;
  const value = argument(object, name, "name")?.value;
  if (value?.type === "text") return value.value;
  const member =
    value?.type === "library" ? /SchedulerType\.(\w+)$/.exec(value.path)?.[1] : undefined;
  if (member !== undefined) return member.toLowerCase();
  if (value) asking.askForText(value, SCHEDULER_TYPES);
  return undefined;
}

const NOT_PASSED_ON = new Set(["optimizer", "name", "scheduler_specific_kwargs", "last_epoch"]);

function functionRun(
  object: LibraryObject,
  name: string,
  stepping: Stepping,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const optimizer = scriptOptimizer(argument(object, name, "optimizer")?.value, asking);
  const kind = kindOf(object, name, asking);
  intervalOutside(object, asking);
  const entries = namedValues(object, name);
  const known: Record<string, LibraryValue> = {};
  let missing = false;
  for (const [key, value] of entries) {
    asking.setting(key, value, { range: argument(object, name, key)?.range });
    const converted = toLibrary(value, asking);
    if (converted !== undefined) known[key] = converted;
    else if (key !== "num_training_steps") missing = true;
  }
  stateLength(stepping, asking);
  const open = entries.some(([key]) => key === "num_training_steps" && known[key] === undefined);
  const planned = known["num_training_steps"];
  const prepared = preparedBy(asking.script, object);
  const each = stepsPerUpdate(prepared, asking);
  const updates = wholeLength(updatesOf(prepared, stepping, asking, object));
  const length =
    updates === undefined
      ? typeof planned === "number"
        ? wholeLength(planned)
        : undefined
      : updates * (each ?? 1);
  const horizon = argument(object, name, "num_training_steps");
  if (!prepared) horizonUnits(object, name, { stepping, asking, planned });
  timesProcesses({
    ...{ asking, prepared, scheduler: object, name: "num_training_steps" },
    ...{ horizon, updates, each },
  });
  if (!optimizer || kind === undefined || missing || object.given.open) return undefined;
  const warmup = typeof known["num_warmup_steps"] === "number" ? known["num_warmup_steps"] : 0;
  const nominal = nominalSteps(warmup);
  if (open) known["num_training_steps"] = nominal;
  const plateau = kind === "reduce_lr_on_plateau" || kind === "greedy";
  const metrics = plateau ? metricsOf(asking, object, length, looksOf(kind)) : undefined;
  if (plateau && !metrics) return undefined;
  const run = libraryRun(asking, {
    table: transformersTable,
    kind,
    args: known,
    context: { optimizer: optimizer.library },
    metrics,
    length: open ? undefined : length,
    drawn: open ? nominal : drawnSteps([warmup, planned], 1000),
    horizon: open ? "nominal" : "open",
    knownUntil: open ? warmup + 1 : undefined,
    own: optimizer.own,
    rangeOf: (path, at) => {
      const blaming = { namesOf: () => parametersOf(name), at };
      const more = argument(object, name, "scheduler_specific_kwargs")?.value;
      return rangeWithin(more, path, blaming) ?? blamedRange(object, path, blaming);
    },
  });
  const taken = takenRounds(asking.script, object, stepping);
  if (!run || !taken) return byUpdates(run, each, { ownLength: updates });
  const only = { taken, length: run.length };
  return { ...run, tracks: run.tracks.map((track) => asStepped(track, stepping, only)) };
}

/** The end of the schedule, where it is counted by another clock than that of its steps. */
function horizonUnits(
  object: LibraryObject,
  name: string,
  {
    stepping,
    asking,
    planned,
  }: {
    readonly stepping: Stepping;
    readonly asking: Asking;
    readonly planned: LibraryValue | undefined;
  },
): void {
  const stepped = { stepping, asking, range: object.calleeRange };
  const given = argument(object, name, HORIZON);
  if (typeof planned === "number") epochsCounted(stepped, planned);
  if (given) batchesCounted(stepped, [{ name: HORIZON, value: given.value, given }]);
}

const HORIZON = "num_training_steps";

/** The arguments that the schedule itself gets; get_scheduler passes its last dictionary on. */
function namedValues(object: LibraryObject, name: string): (readonly [string, Value])[] {
  const names = parametersOf(name);
  const more = argument(object, name, "scheduler_specific_kwargs")?.value;
  return [
    ...object.given.positional.flatMap(({ value }, index) => {
      const key = names[index];
      return key === undefined ? [] : [[key, value] as const];
    }),
    ...[...object.given.keywords].map(([key, { value }]) => [key, value] as const),
    ...(more?.type === "dict"
      ? [...more.entries].map(([key, value]) => [String(key), value] as const)
      : []),
  ].filter(([key]) => !NOT_PASSED_ON.has(key));
}
