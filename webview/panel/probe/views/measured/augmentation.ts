import { meanLine } from "../../../../../src/probe/results/figures";
import { words } from "../../../strings";
import { MeasuresView, trackLine } from "../measures";
import { lossGap } from "./weightDecay";

export const augmentationView = (): MeasuresView =>
  new MeasuresView(
    [
      { title: words.augmentationTrack(), line: (shown) => trackLine(shown, "augmentation") },
      {
        title: words.validation(),
        log: true,
        line: ({ replicas }) => meanLine(replicas.map(({ validation }) => validation)),
      },
    ],
    [{ title: words.lossGap(), of: lossGap }],
  );
