import { followsSchedule } from "../../libraries/keras/callbacks";
import type { Range } from "../../text/range";
import { t, word } from "../../text/words";
import type { Asking } from "../python/asking";
import type { Script } from "../python/script/script";
import {
  numberValue,
  type GivenValue,
  type LibraryObject,
  type Value,
} from "../python/script/value";
import { isKerasOptimizer } from "../python/script/variables";
import { kindOf } from "./kind";

/** Rates of Keras' optimizers where none is given (keras/src/optimizers, 3.15); of others 0.001. */
const DEFAULT_RATES: Readonly<Record<string, number>> = {
  SGD: 0.01,
  Ftrl: 0.001,
  Lion: 0.001,
  Adadelta: 0.001,
  Muon: 0.001,
};

/** The first optimizer that the script makes. */
export const optimizerIn = (script: Script): LibraryObject | undefined =>
  script.findings.objects.find(isKerasOptimizer);

/** What the script's optimizer is given as its rate. */
function givenRate(script: Script): GivenValue | undefined {
  const given = optimizerIn(script)?.given;
  return given?.keywords.get("learning_rate") ?? given?.keywords.get("lr") ?? given?.positional[0];
}

/**
 * Whether a callback may set the optimizer's rate; if not, what Keras raises becomes a problem.
 *
 * @param kind The callback's class.
 * @param range Where it stands.
 */
export function settable(kind: string, range: Range, asking: Asking): boolean {
  const given = givenRate(asking.script);
  if (!given) return true;
  const { value } = given;
  const followed = value.type === "object" && kindOf(value) !== undefined;
  const whole =
    value.type === "number" && !value.float && !LEGACY.test(optimizerIn(asking.script)?.path ?? "");
  if (!followed && !whole) return true;
  const message = followed ? followsSchedule(kind) : t(WHOLE_RATE);
  const blamed = followed ? range : given.range;
  asking.refuse([{ code: "refused-value", path: [], message }], () => blamed);
  return false;
}

/** The optimizers of Keras 2 take whole numbers too. */
const LEGACY = /\.legacy\./;

/** Keras 3: "Argument `learning_rate` should be float" (base_optimizer.py). */
const WHOLE_RATE = word("Keras refuses a whole number as the learning rate: write it as a float.");

const rateByDefault = (name: string): Value => numberValue(DEFAULT_RATES[name] ?? 0.001, true);

/** The rate of the script's optimizer, by name ("adam") or as an object; unknown where it has none. */
export function rateOfOptimizer(script: Script): Value {
  const given = givenRate(script);
  if (given) return given.value;
  const own = optimizerIn(script);
  if (own) return rateByDefault(own.path.slice(own.path.lastIndexOf(".") + 1));
  const compile = script.findings.methods.find(({ method }) => method === "compile");
  const named = compile?.keywords.get("optimizer")?.value ?? compile?.given[0];
  if (named?.type === "text") return rateByDefault(/^sgd$/i.test(named.value) ? "SGD" : "");
  return script.machine.unknown("the optimizer's learning_rate", NOWHERE);
}

export const NOWHERE: Range = { start: 0, end: 0 };
