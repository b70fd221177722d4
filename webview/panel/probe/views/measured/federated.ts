import type { ProbeRun, Replica } from "../../../../../src/probe/results/run";
import { DRIFT, KEPT, stalenessLimit } from "../../../../../src/probe/tasks/federated/names";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView } from "../measures";
import { viewWords } from "../words";

/** By the delay at the end of the run. */
function limitAtEnd({ schedule }: Replica, { schedules }: ProbeRun): number {
  const tracks = schedules.find(({ id }) => id === schedule)?.tracks;
  const delay = tracks?.get("delay")?.at(-1)?.[1] ?? 0;
  return stalenessLimit(Math.floor(Math.min(KEPT - 1, Math.max(0, delay))));
}

export const federatedView = (): MeasuresView =>
  new MeasuresView(
    [{ title: chartName(DRIFT), log: true, line: measuredLine(DRIFT) }],
    [
      { title: chartName(DRIFT), of: lastOf(DRIFT) },
      { title: viewWords.stalenessLimit(), of: limitAtEnd },
    ],
  );
