import { optaxTable } from "../../libraries/optax/table";
import type { LibraryRecord, LibraryValue } from "../../libraries/value";
import type { Asking } from "../python/asking";
import { blamedRange, type NamesOf } from "../python/blamed";
import { functionOf, toLibrary } from "../python/convert";
import { libraryNumber, functionRate } from "../python/functionRate";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { drawnSteps } from "../horizon";
import { libraryRun, rateOfCall, wholeLength } from "../python/libraryRun";
import { stateLength } from "../python/stepping";
import type { LibraryObject } from "../python/script/value";
import {
  namesIn,
  outermost,
  stepsNamed,
  tableCall,
  tableRange,
  type CallSyntax,
} from "../python/tableCall";
import { metricsOf } from "../torch/plateau";
import { epochsAsUpdates } from "./epochsAsUpdates";
import { updatesOf } from "./updates";

const NAME = /^optax\.(?:schedules\.|contrib\.|_src\.\w+\.)?(\w+)$/;

const kindOf = ({ path }: LibraryObject): string | undefined => {
  const name = NAME.exec(path)?.[1];
  return name !== undefined && name !== "inject_hyperparams" && optaxTable.kinds.has(name)
    ? name
    : undefined;
};

const PLATEAU = "reduce_on_plateau";

const syntax: CallSyntax = { table: optaxTable, kindOf, before: [] };

/** Schedules of optax, `inject_hyperparams`, and functions of the count given to an optimizer. */
export const optaxDialect: ScriptDialect = {
  id: "optax",
  isCallable: (object) => (kindOf(object) ?? PLATEAU) !== PLATEAU,
  rate: (object, asking) => {
    const call = tableCall(syntax, object, asking);
    return call && rateOfCall(optaxTable, call, { optimizer });
  },
  find: ({ findings: { objects } }) => {
    const injected = objects.filter(isInjected);
    const taken = new Set(
      injected.flatMap(({ given }) => [...given.keywords.values()].map(({ value }) => value)),
    );
    const schedules = outermost(objects, kindOf).filter((object) => !taken.has(object));
    return [
      ...schedules.map((object) => foundSchedule(object, objects)),
      ...injected.map(foundInjected),
      ...objects.filter(hasFunction).map(foundFunction),
    ];
  },
};

const found = (object: LibraryObject, name: string, run: FoundSchedule["run"]): FoundSchedule => ({
  name: object.label ?? name,
  anchor: object.calleeRange,
  range: object.range,
  format: "optax",
  clock: "update",
  stepped: "framework",
  run,
});

const RATE = "learning_rate";

/** The updates that the script's loop makes, where it is read; what is unknown in them is asked for. */
function lengthOf(object: LibraryObject, asking: Asking): number | undefined {
  const stepping = updatesOf(asking.script, object);
  if (!stepping) return undefined;
  stateLength(stepping, asking);
  return wholeLength(asking.number(stepping.length));
}

/** optax sets the rate itself: there is no base rate. */
const optimizer = { kind: "", learningRates: [1], defaultLearningRate: 1 };
const STEPS = /steps|boundaries|transition|begin/;

function foundSchedule(object: LibraryObject, objects: readonly LibraryObject[]): FoundSchedule {
  const kind = kindOf(object) ?? "";
  return found(object, kind, (asking) => {
    const call = tableCall(syntax, object, asking);
    const plateau = kind === PLATEAU;
    const length = lengthOf(object, asking);
    const metrics = plateau && call ? metricsOf(asking, object, length, "update") : undefined;
    const rate = plateau ? scaledRate(object, objects, asking) : 1;
    if (!call || rate === undefined || (plateau && !metrics)) return undefined;
    epochsAsUpdates(object, call, asking);
    return libraryRun(asking, {
      table: optaxTable,
      kind,
      args: call.args,
      context: { optimizer: { ...optimizer, learningRates: [rate], defaultLearningRate: rate } },
      metrics,
      length,
      drawn: drawnSteps(stepsNamed(call.args, STEPS), 1000),
      own: undefined,
      rangeOf: (path, at) => tableRange(syntax, object, path, at),
    });
  });
}

const isInjected = ({ path }: LibraryObject): boolean =>
  /^optax\.(?:schedules\.|_src\.\w+\.)?inject_(?:stateful_)?hyperparams\(\)$/.test(path);

/** The optimizer's hyper-parameters; its rate may come first, after what was called before it. */
const injectedNames: NamesOf = (object) =>
  isInjected(object) ? ["inner_factory", RATE] : namesIn(syntax)(object);

function foundInjected(object: LibraryObject): FoundSchedule {
  return found(object, "inject_hyperparams", (asking) => {
    const hyperparams: Record<string, LibraryValue> = {};
    let known = true;
    const entries = [...object.given.keywords].map(([name, { value }]) => [name, value] as const);
    const rate = object.given.positional[1];
    if (rate) entries.push(["learning_rate", rate.value]);
    for (const [name, value] of entries) {
      const converted = toLibrary(value, asking, (inner) => tableCall(syntax, inner, asking));
      if (converted === undefined) known = false;
      else hyperparams[name] = converted;
    }
    if (!known) return undefined;
    const args: LibraryRecord = { hyperparams };
    return libraryRun(asking, {
      table: optaxTable,
      kind: "inject_hyperparams",
      args,
      context: { optimizer },
      length: lengthOf(object, asking),
      drawn: drawnSteps(stepsNamed(args, STEPS), 1000),
      own: undefined,
      rangeOf: ([, name = "", ...rest]) =>
        blamedRange(object, [name, ...rest], { namesOf: injectedNames }),
    });
  });
}

const OPTIMIZER =
  /^optax\.(?:contrib\.)?(?:adam\w*|sgd|lion|lamb|lars|rmsprop|adagrad|adafactor|novograd|radam|yogi|scale_by_schedule|scale_by_learning_rate|fromage|noisy_sgd|sm3)$/;

const SCALES = /\.scale_by_schedule$/;

const rateOf = ({ given }: LibraryObject) =>
  given.keywords.get(RATE) ?? given.keywords.get("step_size_fn") ?? given.positional[0];

/** The rate whose updates a plateau rule scales: of the optimizer beside it in its chain. */
function scaledRate(
  object: LibraryObject,
  objects: readonly LibraryObject[],
  asking: Asking,
): number | undefined {
  const chain = objects.find(
    ({ path, given }) =>
      path === "optax.chain" && given.positional.some(({ value }) => value === object),
  );
  const rate = chain?.given.positional
    .flatMap(({ value }) => (value.type === "object" && OPTIMIZER.test(value.path) ? [value] : []))
    .map(rateOf)
    .find((given) => given !== undefined);
  return rate ? asking.number(rate.value) : asking.ask(RATE, object.calleeRange, "number");
}

const hasFunction = (object: LibraryObject): boolean =>
  OPTIMIZER.test(object.path) && rateOf(object)?.value.type === "function";

/** A function of the script in place of a schedule: `adam(lambda count: …)`. */
function foundFunction(object: LibraryObject): FoundSchedule {
  return found(object, "learning_rate", (asking) => {
    const value = rateOf(object)?.value;
    const rate = value && functionOf(value, asking);
    const length = lengthOf(object, asking);
    // what is scaled by it is added to the parameters: `-schedule(count)` has that schedule's rates
    const sign = rate && SCALES.test(object.path) && libraryNumber(rate(1)) < 0 ? -1 : 1;
    return (
      rate && functionRate((step) => sign * libraryNumber(rate(step)), "a function", asking, length)
    );
  });
}
