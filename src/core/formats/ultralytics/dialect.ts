import type { LibraryTrack } from "../../libraries/construction";
import { entryOf, type SourceObject } from "../../parse/sourceValue";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, flagAt, textAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";
import { ultralyticsTracks, type Warmup } from "./curves";

/** Ultralytics 8.3's cfg/default.yaml. */
const DEFAULTS = { epochs: 100, lrf: 0.01, momentum: 0.937, warmupEpochs: 3 };

/**
 * Ultralytics' trainer (engine/trainer.py, 8.3): a LambdaLR stepped per epoch; during the warmup
 * each batch interpolates the rate from 0, that of the biases from warmup_bias_lr.
 */
export const ultralyticsDialect: Dialect = {
  format: "ultralytics",
  loader: "keepsTexts",
  find: ({ root }) => {
    const rate = entryOf(root, "lr0");
    if (!rate || !entryOf(root, "lrf")) return [];
    return [
      {
        name: flagAt(root, "cos_lr") ? "cosine" : "linear",
        anchor: anchorOf(rate),
        range: rate.range,
        clock: "epoch",
        stepped: "epoch",
        run: (reading) => runOf(root, reading),
      },
    ];
  },
};

function runOf(root: SourceObject, reading: Reading): ConfigRun | undefined {
  const lr0 = rateOf(root, reading);
  const number = (key: string, usual: number): number =>
    reading.number(firstOf(root, key), "number") ?? usual;
  const rateEntry = entryOf(root, "lr0");
  const whole = rateEntry?.range ?? root.range;
  const epochsEntry = firstOf(root, "epochs");
  // YOLOv5 and v7 take the epochs and the shape on the command line, beside the hyp file
  const isHyp = epochsEntry === undefined && entryOf(root, "task") === undefined;
  const epochs = isHyp
    ? reading.ask("epochs", whole, "epochs")
    : (reading.number(epochsEntry, "epochs") ?? DEFAULTS.epochs);
  const isCosine = isHyp
    ? reading.ask("cos_lr", whole, "number")
    : Number(flagAt(root, "cos_lr") ?? false);
  const warmup = {
    epochs: number("warmup_epochs", DEFAULTS.warmupEpochs),
    bias: number("warmup_bias_lr", 0.1),
    momentum: number("warmup_momentum", 0.8),
  };
  const perEpoch = reading.ask("batches per epoch", whole, "steps per epoch");
  placeAll(root, reading);
  checkBias(root, reading, lr0);
  if (lr0 === undefined || epochs === undefined || isCosine === undefined || !(epochs >= 1))
    return undefined;
  const decay = { lr0, lrf: number("lrf", DEFAULTS.lrf), epochs, isCosine: isCosine !== 0 };
  const momentum = number("momentum", DEFAULTS.momentum);
  const tracks = ultralyticsTracks({ decay, warmup, momentum, perEpoch });
  return shapeOf(tracks, epochs, warmup, perEpoch);
}

function shapeOf(
  tracks: readonly LibraryTrack[],
  epochs: number,
  warmup: Warmup,
  perEpoch: number | undefined,
): ConfigRun {
  const length = Math.round(epochs * (perEpoch ?? 1));
  return {
    length,
    tracks,
    kind: "decay",
    time: { stepsPerEpoch: perEpoch ?? 1 },
    ...(perEpoch !== undefined && { clock: "update" as const }),
    ...(perEpoch === undefined && warmup.epochs > 0 && { parts: [] }),
  };
}

/** `optimizer: auto` picks a rate of its own and passes lr0 over. */
function rateOf(root: SourceObject, reading: Reading): number | undefined {
  const entry = entryOf(root, "lr0");
  const isAuto = textAt(root, "optimizer") === "auto";
  if (!isAuto || !entry) return reading.number(entry, "rate");
  reading.trap({
    code: "rate-ignored",
    severity: "warning",
    range: entry.range,
    message: t(
      "optimizer: auto ignores lr0 and momentum and picks its own from the number of updates.",
    ),
    why: t(
      "With auto, Ultralytics takes SGD at 0.01 for long runs and AdamW at a rate that it computes from the number of classes for short ones.",
    ),
    source: {
      label: "Ultralytics issue 7782",
      url: "https://github.com/ultralytics/ultralytics/issues/7782",
    },
  });
  return reading.ask("lr0 that optimizer: auto picks", entry.range, "rate");
}

function checkBias(root: SourceObject, reading: Reading, lr0: number | undefined): void {
  const bias = firstOf(root, "warmup_bias_lr");
  if (bias?.value.type !== "number" || lr0 === undefined || bias.value.value <= lr0 * 1.5) return;
  reading.trap({
    code: "warmup-falls-for-biases",
    severity: "information",
    range: bias.range,
    message: t`The warmup of the biases falls, from ${formatNumber(bias.value.value)} to ${formatNumber(lr0)}.`,
    why: t(
      "warmup_bias_lr is where the rate of the biases starts; 0.1 was tuned for an lr0 of 0.01 with SGD.",
    ),
    source: {
      label: "Ultralytics issue 10130",
      url: "https://github.com/ultralytics/ultralytics/issues/10130",
    },
  });
}

function placeAll(root: SourceObject, reading: Reading): void {
  reading.place(["learningRate"], entryOf(root, "lr0")?.value);
  reading.place(["learningRate", 0], firstOf(root, "warmup_epochs", "lr0")?.value);
  reading.place(["learningRate", 1], firstOf(root, "lrf")?.value);
  reading.place(["momentum"], firstOf(root, "momentum")?.value);
}
