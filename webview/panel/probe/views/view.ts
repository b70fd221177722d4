import type { Colors } from "../../ui/theme";
import type { ProbeRun } from "../../../../src/probe/results/run";

/** What one task shows of a run besides losses, from the replicas' `extras`. */
export interface TaskView {
  readonly element: HTMLElement;
  /** Called whenever the run or the theme has changed; often while it trains. */
  draw(run: ProbeRun, colors: Colors): void;
}
