import { t } from "../../text/words";
import { argumentsOf } from "../arguments";
import { tableOf, type LibraryContext } from "../construction";
import { Refusal } from "../refusal";
import type { LibraryCall } from "../value";
import { concatScheduler, createWithWarmup, paramGroupScheduler } from "./compose";
import { cosineAnnealingScheduler, linearCyclicalScheduler } from "./cyclical";
import { piecewiseLinear } from "./piecewise";
import { reduceLROnPlateauScheduler } from "./plateau";
import { igniteKind, type IgniteKind, type IgniteScheduler } from "./scheduler";
import { lrScheduler } from "./torchScheduler";

const kinds: readonly IgniteKind[] = [
  cosineAnnealingScheduler,
  linearCyclicalScheduler,
  piecewiseLinear,
  concatScheduler(build),
  createWithWarmup(build),
  lrScheduler,
  paramGroupScheduler(build),
  reduceLROnPlateauScheduler,
];

function build(call: LibraryCall, context: LibraryContext): IgniteScheduler {
  const found = kinds.find(({ kind }) => kind === call.kind);
  if (!found)
    throw new Refusal("unknown-kind", call.path ?? [], t`Ignite has no scheduler "${call.kind}".`);
  return argumentsOf(call, found.parameters, (args) => found.make(args, context));
}

/** Ignite 0.6 (development), the formulas read in handlers/param_scheduler.py. */
export const igniteTable = tableOf("Ignite", "0.6.0", kinds.map(igniteKind));
