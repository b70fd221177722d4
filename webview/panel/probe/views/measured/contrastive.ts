import { MEASUREMENTS } from "../../../../../src/probe/request";
import { meanOf } from "../../../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../../../src/probe/results/run";
import { ALIGNMENT, UNIFORMITY } from "../../../../../src/probe/tasks/contrastive/names";
import { words } from "../../../strings";
import { lastOf, measuredLine, MeasuresView, seriesOf, trackLine } from "../measures";
import { viewWords } from "../words";

/** Mean size of the updates in the last quarter of the run over that in the first. */
function lastOverFirst(replica: Replica, { steps }: ProbeRun): number | undefined {
  const points = seriesOf(MEASUREMENTS.updateNorm, replica);
  const first = meanOf(points.filter(([step]) => step < steps / 4));
  const last = meanOf(points.filter(([step]) => step >= (3 * steps) / 4));
  return first === undefined || last === undefined ? undefined : last / first;
}

export const contrastiveView = (): MeasuresView =>
  new MeasuresView(
    [
      {
        title: words.chartName(MEASUREMENTS.updateNorm),
        log: true,
        line: measuredLine(MEASUREMENTS.updateNorm),
      },
      {
        title: viewWords.rateOverTemperature(),
        log: true,
        line: (shown) => trackLine(shown, "temperature", (temperature, rate) => rate / temperature),
      },
      { title: words.chartName(ALIGNMENT), line: measuredLine(ALIGNMENT) },
      { title: words.chartName(UNIFORMITY), line: measuredLine(UNIFORMITY) },
    ],
    [
      { title: viewWords.lastFirstUpdate(), of: lastOverFirst },
      { title: words.chartName(ALIGNMENT), of: lastOf(ALIGNMENT) },
      { title: words.chartName(UNIFORMITY), of: lastOf(UNIFORMITY) },
    ],
  );
