import { MEASUREMENTS } from "../../../../../src/probe/request";
import { meanOf } from "../../../../../src/probe/results/figures";
import { chartName } from "../../chartNames";
import { measuredLine, MeasuresView, seriesOf } from "../measures";
import { viewWords } from "../words";

const LAYERS = [1, 2, 3, 4, 5, 6] as const;

const ratioOf = (layer: number): string => `${MEASUREMENTS.updateRatio}layer ${layer} weight`;

export const deepView = (): MeasuresView =>
  new MeasuresView(
    LAYERS.map((layer) => ({
      title: chartName(ratioOf(layer)),
      log: true,
      line: measuredLine(ratioOf(layer)),
    })),
    LAYERS.map((layer) => ({
      title: viewWords.updateRatioOf(layer),
      of: (replica, { steps }) =>
        meanOf(seriesOf(ratioOf(layer), replica).filter(([step]) => step >= 0.8 * steps)),
    })),
  );
