import { meanLine } from "../../../../../src/probe/results/figures";
import { words } from "../../../strings";
import { MeasuresView, trackLine } from "../measures";
import { lossGap } from "./weightDecay";
import { viewWords } from "../words";

export const augmentationView = (): MeasuresView =>
  new MeasuresView(
    [
      { title: viewWords.augmentationTrack(), line: (shown) => trackLine(shown, "augmentation") },
      {
        title: words.validation(),
        log: true,
        line: ({ replicas }) => meanLine(replicas.map(({ validation }) => validation)),
      },
    ],
    [{ title: viewWords.lossGap(), of: lossGap }],
  );
