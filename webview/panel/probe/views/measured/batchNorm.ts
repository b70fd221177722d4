import {
  EXACT_LOSS,
  MISMATCH,
  TRIED_MISMATCH,
  TRIED_MOMENTA,
} from "../../../../../src/probe/tasks/batchNorm/names";
import { bestMomentum } from "../../../../../src/probe/tasks/batchNorm/bestMomentum";
import { meanLine } from "../../../../../src/probe/results/figures";
import type { ProbePoint } from "../../../../../src/probe/request";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView, trackLine, type Shown } from "../measures";
import { viewWords } from "../words";

/** The tried momentum whose running means lay nearest to the exact ones, by tenth of the run. */
function best({ run, replicas }: Shown): ProbePoint[] {
  const all = replicas.flatMap(({ extras }) => extras[TRIED_MISMATCH] ?? []);
  return bestMomentum(all, TRIED_MOMENTA, run.steps);
}

export const batchNormView = (): MeasuresView =>
  new MeasuresView(
    [
      {
        title: chartName("loss"),
        log: true,
        line: ({ replicas }) => meanLine(replicas.map(({ validation }) => validation)),
      },
      { title: chartName(EXACT_LOSS), log: true, line: measuredLine(EXACT_LOSS) },
      { title: chartName(MISMATCH), log: true, line: measuredLine(MISMATCH) },
      {
        title: viewWords.bestMomentum(),
        log: true,
        line: (shown) => trackLine(shown, "batchNormMomentum"),
        dots: best,
      },
    ],
    [
      { title: chartName(EXACT_LOSS), of: lastOf(EXACT_LOSS) },
      { title: chartName(MISMATCH), of: lastOf(MISMATCH) },
    ],
  );
