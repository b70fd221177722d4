import { meanLine } from "../../../../../src/probe/results/figures";
import { MeasuresView, trackLine, type PlotOf } from "../measures";
import { lossGap } from "./weightDecay";
import { viewWords } from "../words";

const lossOf = (title: string, part: "train" | "validation"): PlotOf => ({
  title,
  log: true,
  line: ({ replicas }) => meanLine(replicas.map((replica) => replica[part])),
});

export const augmentationView = (): MeasuresView =>
  new MeasuresView(
    [
      { title: viewWords.augmentationTrack(), line: (shown) => trackLine(shown, "augmentation") },
      {
        title: viewWords.rateTimesAugmentation(),
        line: (shown) => trackLine(shown, "augmentation", (intensity, rate) => intensity * rate),
      },
      lossOf(viewWords.cleanLoss(), "validation"),
      lossOf(viewWords.augmentedLoss(), "train"),
    ],
    [{ title: viewWords.lossGap(), of: lossGap }],
  );
