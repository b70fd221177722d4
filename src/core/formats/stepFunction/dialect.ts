import { functionRate, libraryNumber } from "../python/functionRate";
import { functionOf } from "../python/convert";
import { drawnSteps } from "../horizon";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import type { Script } from "../python/script/script";
import type { FunctionValue, NativeValue } from "../python/script/value";
import { argumentsOf, stepParameter } from "./parameters";
import { numbersNamed } from "./numbersNamed";

/** What a function of the rate is called: `get_lr`, `adjust_learning_rate`, `lr_schedule`. */
const NAME = /(?:^|_)(?:lr|lrate|learning_?rate)(?:_|$)|^(?:schedule|scheduler)$/i;
/** A factor says nothing without the rate that it is multiplied with; others only tell of one. */
const OTHER = /lambda|factor|mult|scale|plot|print|log|load|save|find/i;

/**
 * Functions of the step or epoch that another file calls: `get_lr(it)` of nanoGPT, and those that
 * write into the optimizer that they are given. Only for scripts that hold no other schedule.
 */
export const stepFunctionDialect: ScriptDialect = {
  id: "stepFunction",
  find: (script) =>
    [...script.scope.names].flatMap(([name, value]) => {
      const wanted = value.type === "function" && value.scope.own && NAME.test(name);
      if (!wanted || OTHER.test(name)) return [];
      return foundOf(script, value, name) ?? [];
    }),
};

function foundOf(script: Script, callee: FunctionValue, name: string): FoundSchedule | undefined {
  const step = stepParameter(callee);
  if (step === undefined || callee.node.suspended === true) return undefined;
  const anchor = callee.node.nameRange ?? callee.node.range;
  return {
    name,
    anchor,
    range: callee.node.range,
    format: "function",
    clock: /^e(?:p|pochs?)?$|epoch/i.test(step) ? "epoch" : "update",
    stepped: "unknown",
    run: (asking) => runOf(callee, name, step, asking),
  };
}

function runOf(
  callee: FunctionValue,
  name: string,
  step: string,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const { machine } = asking.script;
  const given = argumentsOf(asking.script, callee, step);
  const native: NativeValue = {
    type: "native",
    name,
    call: ({ positional: [at] }) => given.call(at?.value),
  };
  const rate = functionOf(native, asking);
  if (!rate) return undefined;
  const length = drawnSteps(numbersNamed(machine, callee), 1000);
  const run = functionRate((k) => libraryNumber(rate(k)), name, asking, length);
  return run && { ...run, horizon: "open" };
}
