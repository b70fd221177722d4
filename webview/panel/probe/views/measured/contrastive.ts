import { MEASUREMENTS, type ProbePoint } from "../../../../../src/probe/request";
import { finalAccuracy, meanLine, meanOf } from "../../../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../../../src/probe/results/run";
import { ALIGNMENT, UNIFORMITY } from "../../../../../src/probe/tasks/contrastive/names";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView, seriesOf, trackLine, type Shown } from "../measures";
import { viewWords } from "../words";

/** Mean size of the updates in the last quarter of the run over that in the first. */
function lastOverFirst(replica: Replica, { steps }: ProbeRun): number | undefined {
  const points = seriesOf(MEASUREMENTS.updateNorm, replica);
  const first = meanOf(points.filter(([step]) => step < steps / 4));
  const last = meanOf(points.filter(([step]) => step >= (3 * steps) / 4));
  return first === undefined || last === undefined ? undefined : last / first;
}

/** Where the means of both stand together, in the order of the steps. */
export function uniformityByAlignment(shown: Shown): ProbePoint[] {
  const uniformity = new Map(measuredLine(UNIFORMITY)(shown));
  return measuredLine(ALIGNMENT)(shown).flatMap(([step, alignment]): ProbePoint[] => {
    const height = uniformity.get(step);
    return height === undefined ? [] : [[alignment, height]];
  });
}

export const contrastiveView = (): MeasuresView =>
  new MeasuresView(
    [
      {
        title: chartName(MEASUREMENTS.updateNorm),
        log: true,
        line: measuredLine(MEASUREMENTS.updateNorm),
      },
      {
        title: viewWords.rateOverTemperature(),
        log: true,
        line: (shown) => trackLine(shown, "temperature", (temperature, rate) => rate / temperature),
      },
      { title: chartName(ALIGNMENT), line: measuredLine(ALIGNMENT) },
      { title: chartName(UNIFORMITY), line: measuredLine(UNIFORMITY) },
      {
        title: viewWords.uniformityByAlignment(),
        path: true,
        line: uniformityByAlignment,
        dots: (shown) => uniformityByAlignment(shown).slice(-1),
      },
      {
        title: viewWords.linearProbe(),
        line: ({ replicas }) => meanLine(replicas.map(({ accuracy }) => accuracy)),
      },
    ],
    [
      { title: viewWords.lastFirstUpdate(), of: lastOverFirst },
      { title: chartName(ALIGNMENT), of: lastOf(ALIGNMENT) },
      { title: chartName(UNIFORMITY), of: lastOf(UNIFORMITY) },
      { title: viewWords.linearProbe(), of: finalAccuracy },
    ],
  );
