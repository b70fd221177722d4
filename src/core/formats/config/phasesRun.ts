import { stretches } from "../../libraries/curves/pieces";
import type { Curve } from "../../schedule/curve";
import type { Optimizer } from "../../schedule/definition";
import type { ConfigRun } from "./dialect";

/** A part of the rate by a formula of the program's own; `curve` counts the run's updates. */
export interface Phase {
  readonly kind: string;
  /** The first update; a phase hides the ones before it that begin later. */
  readonly start: number;
  readonly curve: Curve;
  /** Its own length where the run may end before it. */
  readonly length?: number | undefined;
}

export interface PhasesRun {
  readonly phases: readonly Phase[];
  /** N in updates. */
  readonly length: number;
  readonly horizon?: ConfigRun["horizon"];
  readonly knownUntil?: number;
  readonly optimizer?: Optimizer | undefined;
}

/** The run of a learning rate that is a list of phases; the first starts at 0. */
export function phasesRun({ phases, ...run }: PhasesRun): ConfigRun {
  const shown = visible(phases);
  return {
    ...run,
    kind: shown.at(-1)?.kind ?? "constant",
    tracks: [{ name: "learningRate", group: 0, curve: stretches(phases) }],
    parts: shown.map(({ kind, start, length }, i) => ({
      kind,
      start: Math.ceil(start),
      length: length ?? Math.max(0, (shown[i + 1]?.start ?? Math.max(run.length, start)) - start),
    })),
  };
}

/** The phases that no later one hides. */
function visible(phases: readonly Phase[]): Phase[] {
  let next = Infinity;
  const shown: Phase[] = [];
  for (const phase of phases.toReversed()) {
    if (shown.length > 0 && phase.start >= next) continue;
    next = phase.start;
    shown.push(phase);
  }
  return shown.toReversed();
}
