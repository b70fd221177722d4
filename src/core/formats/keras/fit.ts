import { givenUpdates } from "../epochClock";
import { binary } from "../python/script/operators";
import type { InheritedCall } from "../python/script/machine";
import type { MethodCall } from "../python/script/loop";
import type { Script } from "../python/script/script";
import { numberValue, unknownFrom, type Value } from "../python/script/value";
import type { Asking } from "../python/asking";
import { wholeLength } from "../python/libraryRun";
import { stateLength, type Stepping } from "../python/stepping";

/** A call of a model's method: of Keras' own class, or of one that derives from it. */
export type ModelCall = MethodCall | InheritedCall;

/** The parameters of `fit` up to those that say how long it runs (keras/src/trainers/trainer.py, 3.15). */
const FIT =
  "x y batch_size epochs verbose callbacks validation_split validation_data shuffle class_weight sample_weight initial_epoch steps_per_epoch".split(
    " ",
  );
/** Of Keras 2, for generators (keras/engine/training.py, 2.2). */
const FIT_GENERATOR = ["generator", "steps_per_epoch", "epochs"];

export const FITS = /^fit(?:_generator)?$/;

export const callsOf = ({ findings: { methods, inherited } }: Script, name: RegExp): ModelCall[] =>
  [...methods, ...inherited].filter(({ method }) => name.test(method));

/** The call that trains: of several, that of a model which was compiled. */
export function fitOf(script: Script): ModelCall | undefined {
  const compiled = new Set(callsOf(script, /^compile$/).map(({ object }) => object));
  const fits = callsOf(script, FITS);
  return fits.find(({ object }) => compiled.has(object)) ?? fits[0];
}

/** An argument of `fit`, by its name or by its place. */
export function fitArgument(call: ModelCall, name: string): Value | undefined {
  const names = call.method === "fit" ? FIT : FIT_GENERATOR;
  const value = call.keywords.get(name)?.value ?? positionalOf(call)[names.indexOf(name)];
  return value?.type === "none" ? undefined : value;
}

/** A call on a library's object has the values of its keywords among what it is given. */
const positionalOf = ({ object, given, keywords }: ModelCall): readonly Value[] =>
  object.type === "object" ? given.slice(0, given.length - keywords.size) : given;

export const valuesOf = ({ given, keywords }: ModelCall): readonly Value[] => [
  ...given,
  ...[...keywords.values()].map(({ value }) => value),
];

/** How many epochs the run trains whose optimizer follows a schedule, where one `fit` says it. */
export const epochsOfSchedule = (schedule: Value, { script }: Asking): Value | undefined =>
  steppingOfFit(script, schedule)?.epochs;

/** How many updates the run makes; what is unknown in it is asked for. Undefined where no `fit` says it. */
export function lengthOfFit(schedule: Value, asking: Asking): number | undefined {
  const stepping = steppingOfFit(asking.script, schedule);
  if (!stepping) return undefined;
  stateLength(stepping, asking);
  return wholeLength(asking.number(stepping.length));
}

/**
 * The updates of the run whose optimizer follows a schedule: epochs times steps per epoch of the one
 * `fit` of the model that is compiled with it. Undefined where no such call is found, or several, whose
 * updates the optimizer counts on.
 */
function steppingOfFit(script: Script, schedule: Value): Stepping | undefined {
  const compiled = callsOf(script, /^compile$/).filter((call) =>
    valuesOf(call).some((value) => follows(value, schedule)),
  );
  const models = new Set(compiled.map(({ object }) => object));
  const [fit, another] = callsOf(script, FITS).filter(({ object }) => models.has(object));
  if (!fit || another || fit.loops.length > fit.object.loops.length) return undefined;
  return {
    stepped: "framework",
    clock: "update",
    length: updatesOfFit(fit, script.machine),
    epochs: epochsOfFit(fit),
    calls: isMethod(fit) ? [fit] : [],
    early: false,
  };
}

const isMethod = (call: ModelCall): call is MethodCall => call.object.type === "object";

const DEEPEST = 4;

/** Whether an optimizer, or what wraps it, is given the schedule as its rate. */
function follows(value: Value, schedule: Value, depth = 0): boolean {
  if (value === schedule) return true;
  if (value.type === "choice") return value.options.some((one) => follows(one, schedule, depth));
  if (value.type !== "object" || depth > DEEPEST) return false;
  const { positional, keywords } = value.given;
  return [...positional, ...keywords.values()].some((given) =>
    follows(given.value, schedule, depth + 1),
  );
}

/** The epochs that a call of `fit` trains: those before `initial_epoch` have been. */
export function epochsOfFit(fit: ModelCall): Value {
  const begun = fitArgument(fit, "initial_epoch");
  const all = fitArgument(fit, "epochs") ?? usual(fit, "epochs", 1);
  return begun ? (binary("-", all, begun) ?? unknownFrom([all, begun], "epochs", fit.range)) : all;
}

export function updatesOfFit(fit: ModelCall, machine: Script["machine"]): Value {
  const epochs = epochsOfFit(fit);
  const steps = updatesOfEpoch(fit, machine);
  return binary("*", epochs, steps) ?? unknownFrom([epochs, steps], "updates", fit.range);
}

/** `steps_per_epoch`, which the data say where the call does not. */
export function updatesOfEpoch(fit: ModelCall, machine: Script["machine"]): Value {
  const given = givenUpdates(machine.symbols);
  return (
    fitArgument(fit, "steps_per_epoch") ??
    (given === undefined ? machine.unknown(STEPS, fit.range) : numberValue(given))
  );
}

/** Keras' own default, where nothing more may be given. */
const usual = ({ open, range }: ModelCall, name: string, value: number): Value =>
  open ? unknownFrom([open], name, range) : numberValue(value);

/** What data make of it only the run knows. */
export const STEPS = "steps_per_epoch";
