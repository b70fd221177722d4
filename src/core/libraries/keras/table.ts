import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { argumentsOf } from "../arguments";
import { tableOf, type LibraryContext } from "../construction";
import { Refusal } from "../refusal";
import type { LibraryCall } from "../value";
import { learningRateScheduler, reduceLROnPlateau } from "./callbacks";
import { cosineDecay, cosineDecayRestarts } from "./cosine";
import {
  exponentialDecay,
  inverseTimeDecay,
  piecewiseConstantDecay,
  polynomialDecay,
} from "./decays";
import { kerasKind } from "./schedule";

const schedules = [
  exponentialDecay,
  piecewiseConstantDecay,
  polynomialDecay,
  inverseTimeDecay,
  cosineDecay,
  cosineDecayRestarts,
];

function scheduleCurve(call: LibraryCall, context: LibraryContext): Curve {
  const schedule = schedules.find(({ kind }) => kind === call.kind);
  if (!schedule)
    throw new Refusal("unknown-kind", call.path ?? [], t`Keras has no schedule "${call.kind}".`);
  return argumentsOf(call, schedule.parameters, (args) => schedule.curve(args, context));
}

/** Keras 3.15, the formulas read in learning_rate_schedule.py and the callbacks. */
export const kerasTable = tableOf("Keras", "3.15", [
  ...schedules.map(kerasKind),
  reduceLROnPlateau(scheduleCurve),
  learningRateScheduler,
]);
