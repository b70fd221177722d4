import { type Range, within } from "../../text/range";
import { functionRate, libraryNumber } from "../python/functionRate";
import type { FunctionPreview } from "../format";
import { isEpochName } from "../functions/stepName";
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
const OTHER = /lambda|factor|mult|scale|(?:^|_)fun(?:_|$)|plot|print|log|load|save|find/i;

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

/** Functions and methods that the user asked to see, each by the parameter that counts the steps. */
export const previewedFunctions = (
  script: Script,
  previews: readonly FunctionPreview[],
): FoundSchedule[] =>
  previews.flatMap(({ name, parameter, length }) => {
    const callee = functionNamed(script, name);
    return callee ? [foundFunction(callee, name, parameter, length)] : [];
  });

/** `rate` of the module, or `Schedule.rate` on the object of its class that the script made. */
function functionNamed({ machine, scope }: Script, name: string): FunctionValue | undefined {
  const [first = "", method] = name.split(".");
  const value = scope.names.get(first);
  if (method === undefined) return value?.type === "function" ? value : undefined;
  const found = value?.type === "class" ? value.members.get(method) : undefined;
  if (value?.type !== "class" || found?.type !== "function") return undefined;
  const self = machine.findings.instances.findLast(({ of }) => of === value);
  return self ? { ...found, self, owner: value } : found;
}

function foundOf(script: Script, callee: FunctionValue, name: string): FoundSchedule | undefined {
  const step = stepParameter(callee);
  if (step === undefined || callee.node.suspended === true) return undefined;
  return foundFunction(callee, name, step, undefined);
}

function foundFunction(
  callee: FunctionValue,
  name: string,
  step: string,
  length: number | undefined,
): FoundSchedule {
  const anchor = callee.node.nameRange ?? callee.node.range;
  return {
    name,
    anchor,
    range: callee.node.range,
    format: "function",
    clock: isEpochName(step) ? "epoch" : "update",
    stepped: "unknown",
    run: (asking) => runOf({ callee, name, step, length }, asking),
  };
}

interface Asked {
  readonly callee: FunctionValue;
  readonly name: string;
  readonly step: string;
  readonly length: number | undefined;
}

function runOf(
  { callee, name, step, length }: Asked,
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
  const at = (k: number): number => libraryNumber(rate(k));
  const numbers = numbersNamed(machine, callee);
  const drawn = length ?? Math.min(drawnSteps(numbers, 1000), endOf(at, numbers));
  const run = functionRate(at, name, asking, drawn);
  if (isOverwritten(asking.script, callee)) {
    asking.ask(BESIDE, asking.anchor, "number");
    return undefined;
  }
  return run && { ...run, ...(length === undefined && { horizon: "open" as const }) };
}

/** The first number that it names after which it gives no rate: `1 - epoch / epochs` is made for no more. */
function endOf(at: (k: number) => number, numbers: readonly number[]): number {
  const isRate = (k: number): boolean => at(k) >= 0;
  const whole = numbers.filter((n) => Number.isInteger(n) && n > 1).sort((a, b) => a - b);
  return whole.find((n) => isRate(n - 1) && !isRate(n + 1)) ?? Infinity;
}

const BESIDE = 'the rate that the script writes into param_groups["lr"] beside it';

/** Where the script itself calls it, and then writes another rate into the same optimizer. */
function isOverwritten({ findings }: Script, { node }: FunctionValue): boolean {
  const inside = (range: Range): boolean => within(range, node.range);
  const writes = findings.writes.filter(({ key }) => key === "lr");
  const own = writes.filter(({ range }) => inside(range)).map(({ optimizer }) => optimizer);
  return writes.some(({ range, optimizer }) => !inside(range) && own.includes(optimizer));
}
