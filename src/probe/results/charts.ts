import { MEASUREMENTS, type ProbePoint } from "../request";
import type { ProbeRun, Replica } from "./run";

/** A series of a run that can be drawn: its name, and where it lies in a replica. */
export interface ChartChoice {
  /** "loss", "accuracy", or the name of a measurement. */
  readonly id: string;
  readonly pick: (replica: Replica) => readonly ProbePoint[];
}

export const LOSS = "loss";
export const ACCURACY = "accuracy";

const validation = ({ validation: points }: Replica): readonly ProbePoint[] => points;

/** What the run has measured, the losses first. */
export function chartsOf(run: ProbeRun): ChartChoice[] {
  const names = new Set(run.replicas.flatMap(({ measured }) => [...measured.keys()]));
  // The biases' ratios are as many again, and say little: they begin at 0.
  const measured = [...names].filter(
    (name) => !(name.startsWith(MEASUREMENTS.updateRatio) && name.endsWith("bias")),
  );
  return [
    { id: LOSS, pick: validation },
    ...(run.replicas.some(({ accuracy }) => accuracy.length > 0)
      ? [{ id: ACCURACY, pick: ({ accuracy }: Replica) => accuracy }]
      : []),
    ...measured.map((name) => ({
      id: name,
      pick: (replica: Replica) => replica.measured.get(name) ?? [],
    })),
  ];
}
