import type { LibraryOptimizer } from "../../libraries/construction";
import type { LibraryCall } from "../../libraries/value";
import type { Asking } from "../python/asking";
import type { LibraryObject } from "../python/script/value";
import type { Stepping } from "../python/stepping";
import { earlyStep } from "./rules/stepOrder";
import { decayMissed } from "./rules/decayMissed";
import { cosineHorizon } from "./rules/cosineHorizon";
import { lambdaRate } from "./rules/lambdaRate";
import { sequentialHorizon } from "./rules/sequentialHorizon";
import { oneCycle } from "./rules/oneCycle";
import { sequentialMilestones } from "./rules/sequentialMilestones";
import { neverStepped } from "./rules/neverStepped";
import { stepWithEpoch } from "./rules/stepWithEpoch";
import { groupAddedLate } from "./rules/groupAddedLate";
import { lambdaNotSaved } from "./rules/lambdaNotSaved";
import { resumeHorizon } from "./rules/resumeHorizon";
import { warmupTwice } from "./rules/warmupTwice";
import { epochsPerBatch } from "./rules/stepUnit";

/** What is known of a scheduler before its arguments are. */
export interface TorchSituation {
  readonly object: LibraryObject;
  readonly stepping: Stepping;
  readonly asking: Asking;
}

/** What the rules for torch's schedulers in a script look at. */
export interface TorchUse extends TorchSituation {
  readonly call: LibraryCall;
  /** N on the scheduler's clock, where it is known. */
  readonly length: number | undefined;
  readonly optimizer: LibraryOptimizer;
}

export type TorchRule = (use: TorchUse) => void;

/** Every rule about how a script uses a scheduler of torch. */
const RULES: readonly TorchRule[] = [
  neverStepped,
  earlyStep,
  epochsPerBatch,
  cosineHorizon,
  decayMissed,
  sequentialHorizon,
  sequentialMilestones,
  oneCycle,
  lambdaRate,
  stepWithEpoch,
  groupAddedLate,
  lambdaNotSaved,
  resumeHorizon,
  warmupTwice,
];

export function torchTraps(use: TorchUse): void {
  for (const rule of RULES) rule(use);
}
