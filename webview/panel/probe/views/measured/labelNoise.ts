import {
  FACTOR_RIGHT,
  FACTOR_WRONG,
  FITTED_RIGHT,
  MEMORISED,
} from "../../../../../src/probe/tasks/labelNoise/names";
import { chartName } from "../../chartNames";
import { lastOf, measuredLine, MeasuresView } from "../measures";

const MEASURES = [MEMORISED, FITTED_RIGHT, FACTOR_WRONG, FACTOR_RIGHT] as const;

export const labelNoiseView = (): MeasuresView =>
  new MeasuresView(
    MEASURES.map((name) => ({ title: chartName(name), line: measuredLine(name) })),
    MEASURES.map((name) => ({ title: chartName(name), of: lastOf(name) })),
  );
