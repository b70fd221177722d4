import { tableOf } from "../construction";
import { paramScheduler, typeKinds } from "./schedulers";

/** MMEngine 0.11 (development), the formulas read in optim/scheduler/param_scheduler.py. */
export const mmengineTable = tableOf("MMEngine", "0.11.0rc0", [paramScheduler, ...typeKinds]);
