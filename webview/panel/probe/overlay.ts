import type { ProbeRun } from "../../../src/probe/results/run";

/** A saved run that is laid over the present one. */
export interface Overlay {
  /** The file's name. */
  readonly label: string;
  readonly run: ProbeRun;
}
