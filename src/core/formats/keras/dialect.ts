import { followsSchedule } from "../../libraries/keras/callbacks";
import { kerasTable } from "../../libraries/keras/table";
import type { LibraryFunction, LibraryValue } from "../../libraries/value";
import { asNumber, noteLimits, runFunction, toLibrary } from "../python/convert";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import type { Resuming } from "../../schedule/schedule";
import type { Range } from "../../text/range";
import { t, word } from "../../text/words";
import { drawnSteps } from "../horizon";
import { libraryRun, rateOfCall, wholeLength } from "../python/libraryRun";
import {
  numberOf,
  numberValue,
  type GivenValue,
  type LibraryObject,
  type Value,
} from "../python/script/value";
import { fitArgument, fitOf, lengthOfFit } from "./fit";
import { unknownUpdates } from "../python/stepping";
import type { Script } from "../python/script/script";
import {
  outermost,
  stepsNamed,
  tableArgument,
  tableCall,
  tableRange,
  type CallSyntax,
} from "../python/tableCall";
import { metricsOf } from "../torch/plateau";
import { ownSchedules } from "./ownSchedule";
import { kerasTraps } from "./rules";

const NAME = /^keras\.(?:optimizers\.schedules|callbacks|src\.\w+(?:\.\w+)*|optimizers)\.(\w+)$/;

const kindOf = ({ path }: LibraryObject): string | undefined => {
  const name = NAME.exec(path)?.[1];
  return name !== undefined && kerasTable.kinds.has(name) ? name : undefined;
};

const syntax: CallSyntax = { table: kerasTable, kindOf, before: [] };
const CALLBACKS = new Set(["LearningRateScheduler", "ReduceLROnPlateau"]);

/** Keras' schedules, which an optimizer follows by updates, and its callbacks, by epochs. */
export const kerasDialect: ScriptDialect = {
  id: "keras",
  isCallable: (object) => !CALLBACKS.has(kindOf(object) ?? "ReduceLROnPlateau"),
  rate: (object, asking) => {
    const call = tableCall(syntax, object, asking);
    return call && rateOfCall(kerasTable, call, { optimizer: noOptimizer });
  },
  find: (script) => [
    ...ownSchedules(script),
    ...outermost(script.findings.objects, kindOf).map((object) => {
      const kind = kindOf(object) ?? "";
      const callback = CALLBACKS.has(kind);
      return {
        name: object.label ?? kind,
        anchor: object.calleeRange,
        range: object.range,
        format: "keras",
        clock: callback ? ("epoch" as const) : ("update" as const),
        stepped: "framework" as const,
        ...(callback && { updatesPerEpoch: updatesIn(script, object.calleeRange) }),
        run: (asking: Asking) =>
          callback ? callbackRun(object, kind, asking) : scheduleRun(object, kind, asking),
      };
    }),
  ],
};

const noOptimizer = { kind: "", learningRates: [1], defaultLearningRate: 1 };

function scheduleRun(
  object: LibraryObject,
  kind: string,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const call = tableCall(syntax, object, asking);
  if (!call) return undefined;
  const steps = stepsNamed(call.args, /steps|boundaries/);
  const warmup = stepsNamed(call.args, /^warmup_steps$/);
  kerasTraps({
    object,
    kind,
    args: call.args,
    asking,
    argument: (name) => tableArgument(syntax, object, name),
  });
  return libraryRun(asking, {
    table: kerasTable,
    kind,
    args: call.args,
    context: { optimizer: noOptimizer },
    length: lengthOfFit(object, asking),
    drawn: drawnSteps([...steps, (steps[0] ?? 0) + (warmup[0] ?? 0)], 1000),
    own: undefined,
    rangeOf: (path, at) => tableRange(syntax, object, path, at),
  });
}

function callbackRun(
  object: LibraryObject,
  kind: string,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const given = givenRate(asking);
  if (given && !settable(given, kind, object, asking)) return undefined;
  const rate = optimizerRate(given, asking);
  const length = wholeLength(epochsOf(asking));
  const args =
    kind === "LearningRateScheduler"
      ? functionArguments(object, rate, asking)
      : tableCall(syntax, object, asking)?.args;
  const metrics =
    kind === "ReduceLROnPlateau" ? metricsOf(asking, object, length, "epoch") : undefined;
  if (!args || rate === undefined || (kind === "ReduceLROnPlateau" && !metrics)) return undefined;
  const run = libraryRun(asking, {
    table: kerasTable,
    kind,
    args,
    context: { optimizer: { kind: "", learningRates: [rate], defaultLearningRate: rate } },
    metrics,
    length,
    drawn: 100,
    own: undefined,
    rangeOf: (path, at) => tableRange(syntax, object, path, at),
  });
  return run && { ...run, resuming: callbackResuming(object, kind) };
}

/** A callback is code: no file has it; the rate before is in the optimizer's variables. */
function callbackResuming(object: LibraryObject, kind: string): Resuming {
  const byEpoch = kind === "LearningRateScheduler" && takenBy(object) === 1;
  return {
    kind,
    restores: byEpoch ? "counter" : undefined,
    overwrites: byEpoch,
    ends: false,
    continued: () => undefined,
  };
}

/** How many of epoch and rate before the callback's function takes. */
function takenBy(object: LibraryObject): number {
  const callee = tableArgument(syntax, object, "schedule")?.value;
  return callee?.type === "function" ? callee.node.parameters.length : 2;
}

/** `fn(epoch, lr)`, or `fn(epoch)` where it takes no more. */
function functionArguments(
  object: LibraryObject,
  rate: number | undefined,
  asking: Asking,
): { readonly schedule: LibraryValue } | undefined {
  const callee = tableArgument(syntax, object, "schedule")?.value;
  if (!callee) return undefined;
  const takes = takenBy(object);
  const call = (epoch: number, before: number): Value =>
    runFunction(asking, callee, [numberValue(epoch), numberValue(before, true)].slice(0, takes));
  for (const epoch of [0, 1, 5, 50])
    if (toLibrary(call(epoch, rate ?? 1), asking) === undefined) return undefined;
  const schedule: LibraryFunction = (epoch = 0, before = rate ?? 1) => {
    const value = call(epoch, before);
    noteLimits(value, asking);
    return asNumber(value);
  };
  return { schedule };
}

const DEFAULT_RATES: Readonly<Record<string, number>> = {
  SGD: 0.01,
  Ftrl: 0.001,
  Lion: 0.001,
  Adadelta: 0.001,
  Muon: 0.001,
};

const optimizerIn = ({ script }: Asking): LibraryObject | undefined =>
  script.findings.objects.find(({ path }) =>
    /^keras\.(?:src\.)?optimizers\.(?:legacy\.)?[A-Z]\w+$/.test(path),
  );

/** What the script's optimizer is given as its rate. */
function givenRate(asking: Asking): GivenValue | undefined {
  const given = optimizerIn(asking)?.given;
  return given?.keywords.get("learning_rate") ?? given?.keywords.get("lr") ?? given?.positional[0];
}

/** Whether a callback may set this rate; if not, what Keras raises becomes a problem. */
function settable(
  { value, range }: GivenValue,
  kind: string,
  object: LibraryObject,
  asking: Asking,
): boolean {
  const followed = value.type === "object" && kindOf(value) !== undefined;
  const whole =
    value.type === "number" && !value.float && !LEGACY.test(optimizerIn(asking)?.path ?? "");
  if (!followed && !whole) return true;
  const message = followed ? followsSchedule(kind) : t(WHOLE_RATE);
  const blamed = followed ? object.calleeRange : range;
  asking.refuse([{ code: "refused-value", path: [], message }], () => blamed);
  return false;
}

/** The optimizers of Keras 2 take whole numbers too. */
const LEGACY = /\.legacy\./;

/** Keras 3: "Argument `learning_rate` should be float" (base_optimizer.py). */
const WHOLE_RATE = word("Keras refuses a whole number as the learning rate: write it as a float.");

/** The rate of the script's optimizer, by name ("adam") or as an object; asked for where it has none. */
function optimizerRate(given: GivenValue | undefined, asking: Asking): number | undefined {
  if (given) return asking.number(given.value, "rate");
  const own = optimizerIn(asking);
  if (own) return DEFAULT_RATES[own.path.slice(own.path.lastIndexOf(".") + 1)] ?? 0.001;
  const compile = asking.script.findings.methods.find(({ method }) => method === "compile");
  const named = compile?.keywords.get("optimizer")?.value ?? compile?.given[0];
  if (named?.type === "text") return named.value.toLowerCase() === "sgd" ? 0.01 : 0.001;
  return asking.ask("the optimizer's learning_rate", asking.anchor, "rate");
}

const epochsOf = ({ script }: Asking): number | undefined => {
  const fit = fitOf(script);
  return fit && numberOf(fitArgument(fit, "epochs"));
};

/** `steps_per_epoch` of the call of `fit`; data says it elsewhere. */
function updatesIn(script: Script, range: Range): Value {
  const fit = fitOf(script);
  return (fit && fitArgument(fit, "steps_per_epoch")) ?? unknownUpdates(range);
}
