import { finalTrainLoss, finalValidationLoss } from "../../../../../src/probe/results/figures";
import type { Replica } from "../../../../../src/probe/results/run";
import { WEIGHT_NORM } from "../../../../../src/probe/tasks/weightDecay/names";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView, trackLine } from "../measures";
import { viewWords } from "../words";

export const lossGap = (replica: Replica): number =>
  (finalValidationLoss(replica) ?? NaN) - (finalTrainLoss(replica) ?? NaN);

export const weightDecayView = (): MeasuresView =>
  new MeasuresView(
    [
      {
        title: viewWords.shrinkage(),
        log: true,
        line: (shown) => trackLine(shown, "weightDecay", (decay, rate) => decay * rate),
      },
      { title: chartName(WEIGHT_NORM), line: measuredLine(WEIGHT_NORM) },
    ],
    [
      { title: chartName(WEIGHT_NORM), of: lastOf(WEIGHT_NORM) },
      { title: viewWords.lossGap(), of: lossGap },
    ],
  );
