import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { argumentsOf } from "../arguments";
import { tableOf, type LibraryContext } from "../construction";
import { Refusal } from "../refusal";
import type { LibraryCall } from "../value";
import { constantSchedule, exponentialDecay, linearSchedule, polynomialSchedule } from "./basic";
import {
  cosineDecaySchedule,
  warmupConstantSchedule,
  warmupCosineDecaySchedule,
  warmupExponentialDecaySchedule,
} from "./cosine";
import { injectHyperparams, joinSchedules, sgdrSchedule } from "./join";
import {
  cosineOnecycleSchedule,
  linearOnecycleSchedule,
  piecewiseConstantSchedule,
  piecewiseInterpolateSchedule,
} from "./piecewise";
import { reduceOnPlateau } from "./plateau";
import { optaxKind } from "./schedule";

const schedules = [
  constantSchedule,
  linearSchedule,
  polynomialSchedule,
  exponentialDecay,
  cosineDecaySchedule,
  piecewiseConstantSchedule,
  piecewiseInterpolateSchedule,
  warmupConstantSchedule,
  warmupCosineDecaySchedule,
  warmupExponentialDecaySchedule,
  linearOnecycleSchedule,
  cosineOnecycleSchedule,
  sgdrSchedule,
  joinSchedules(buildCurve),
];

function buildCurve(call: LibraryCall, context: LibraryContext): Curve {
  const schedule = schedules.find(({ kind }) => kind === call.kind);
  if (!schedule)
    throw new Refusal("unknown-kind", call.path ?? [], t`optax has no schedule "${call.kind}".`);
  return argumentsOf(call, schedule.parameters, (args) => schedule.curve(args, context));
}

/** optax 0.2.8, the formulas read in schedules/_schedule.py, _join.py and contrib. */
export const optaxTable = tableOf("optax", "0.2.8", [
  ...schedules.map(optaxKind),
  injectHyperparams(buildCurve),
  reduceOnPlateau,
]);
