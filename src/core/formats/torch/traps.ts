import type { LibraryOptimizer } from "../../libraries/construction";
import type { LibraryCall } from "../../libraries/value";
import type { Asking } from "../python/asking";
import type { LibraryObject } from "../python/script/value";
import type { Stepping } from "../python/stepping";
import { earlyStep } from "./rules/stepOrder";
import { neverStepped } from "./rules/neverStepped";

/** What the rules for torch's schedulers in a script look at. */
export interface TorchUse {
  readonly object: LibraryObject;
  readonly call: LibraryCall;
  readonly stepping: Stepping;
  /** N on the scheduler's clock, where it is known. */
  readonly length: number | undefined;
  readonly optimizer: LibraryOptimizer;
  readonly asking: Asking;
}

export type TorchRule = (use: TorchUse) => void;

/** Every rule about how a script uses a scheduler of torch. */
const RULES: readonly TorchRule[] = [neverStepped, earlyStep];

export function torchTraps(use: TorchUse): void {
  for (const rule of RULES) rule(use);
}
