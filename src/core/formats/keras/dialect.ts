import { kerasTable } from "../../libraries/keras/table";
import type { LibraryFunction, LibraryValue } from "../../libraries/value";
import { asNumber, noteLimits, runFunction, toLibrary } from "../python/convert";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import type { Resuming } from "../../schedule/schedule";
import type { Range } from "../../text/range";
import { drawnSteps } from "../horizon";
import { libraryRun, rateOfCall, wholeLength } from "../python/libraryRun";
import { numberOf, numberValue, type LibraryObject, type Value } from "../python/script/value";
import { fitArgument, fitOf, lengthOfFit } from "./fit";
import { unknownUpdates } from "../python/stepping";
import type { Script } from "../python/script/script";
import {
  givenTo,
  outermost,
  stepsNamed,
  tableArgument,
  tableCall,
  tableRange,
  type CallSyntax,
} from "../python/tableCall";
import { metricsOf } from "../torch/plateau";
import { CALLBACKS, kindOf } from "./kind";
import { rateOfOptimizer, settable } from "./optimizer";
import { ownCallbacks } from "./ownCallback";
import { isOwnSchedule, ownSchedules } from "./ownSchedule";
import { kerasTraps } from "./rules";

const syntax: CallSyntax = { table: kerasTable, kindOf, before: [] };

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
    ...ownCallbacks(script),
    ...notWrapped(script).map((object) => {
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

/** Schedules but those that one of the script's own is given, and nothing else. */
function notWrapped({ findings }: Script): readonly LibraryObject[] {
  const wrapped = givenTo(findings.instances.filter(isOwnSchedule));
  const followed = givenTo(findings.objects);
  return outermost(findings.objects, kindOf).filter(
    (object) => !wrapped.has(object) || followed.has(object),
  );
}

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
  if (!settable(kind, object.calleeRange, asking)) return undefined;
  const rate = asking.number(rateOfOptimizer(asking.script), "rate");
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

const epochsOf = ({ script }: Asking): number | undefined => {
  const fit = fitOf(script);
  return fit && numberOf(fitArgument(fit, "epochs"));
};

/** `steps_per_epoch` of the call of `fit`; data says it elsewhere. */
function updatesIn(script: Script, range: Range): Value {
  const fit = fitOf(script);
  return (fit && fitArgument(fit, "steps_per_epoch")) ?? unknownUpdates(range);
}
