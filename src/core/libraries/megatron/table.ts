import { tableOf } from "../construction";
import { commandLine } from "./commandLine";
import { optimizerParamScheduler } from "./scheduler";

/** Megatron-LM 0.20 (core), the formulas read in optimizer_param_scheduler.py. */
export const megatronTable = tableOf("Megatron-LM", "0.20", [commandLine, optimizerParamScheduler]);
