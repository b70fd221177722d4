import { FITTED_RIGHT, MEMORISED } from "../../../../../src/probe/tasks/labelNoise/names";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView } from "../measures";

export const labelNoiseView = (): MeasuresView =>
  new MeasuresView(
    [MEMORISED, FITTED_RIGHT].map((name) => ({
      title: chartName(name),
      line: measuredLine(name),
    })),
    [MEMORISED, FITTED_RIGHT].map((name) => ({ title: chartName(name), of: lastOf(name) })),
  );
