import { FITTED_RIGHT, MEMORISED } from "../../../../../src/probe/tasks/labelNoise/names";
import { words } from "../../../strings";
import { lastOf, measuredLine, MeasuresView } from "../measures";

export const labelNoiseView = (): MeasuresView =>
  new MeasuresView(
    [MEMORISED, FITTED_RIGHT].map((name) => ({
      title: words.chartName(name),
      line: measuredLine(name),
    })),
    [MEMORISED, FITTED_RIGHT].map((name) => ({ title: words.chartName(name), of: lastOf(name) })),
  );
