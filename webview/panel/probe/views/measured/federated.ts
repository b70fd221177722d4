import type { ProbePoint } from "../../../../../src/probe/request";
import type { ProbeRun, Replica } from "../../../../../src/probe/results/run";
import { DRIFT, roundsLate, stableRate } from "../../../../../src/probe/tasks/federated/names";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView, trackLine, type Shown } from "../measures";
import { viewWords } from "../words";

/** Of 2 / h, by the delay at the end of the run. */
function limitAtEnd({ schedule }: Replica, { schedules }: ProbeRun): number {
  const tracks = schedules.find(({ id }) => id === schedule)?.tracks;
  return stableRate(roundsLate(tracks?.get("delay")?.at(-1)?.[1] ?? 0)) / 2;
}

/** The curvature up to which rounds are stable: the staleness limit over the rate. */
function stableCurvature(shown: Shown): ProbePoint[] {
  const late = shown.schedule.tracks.has("delay") ? "delay" : undefined;
  const limit = (delay: number, rate: number): number =>
    rate > 0 ? stableRate(roundsLate(delay)) / rate : NaN;
  return late === undefined
    ? trackLine(shown, "learningRate", (rate) => limit(0, rate))
    : trackLine(shown, late, limit);
}

export const federatedView = (): MeasuresView =>
  new MeasuresView(
    [
      { title: chartName(DRIFT), log: true, line: measuredLine(DRIFT) },
      { title: viewWords.stableCurvature(), log: true, line: stableCurvature },
    ],
    [
      { title: chartName(DRIFT), of: lastOf(DRIFT) },
      { title: viewWords.stalenessLimit(), of: limitAtEnd },
    ],
  );
