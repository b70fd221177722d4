import type { ProbeData } from "../../core/data/probeData";
import type { Samples } from "./batches";
import { classifier } from "./classifier";
import { oneHot, split } from "./split";
import type { Task } from "./task";
import { formatNumber, writtenCount } from "../../core/text/format";

const HIDDEN = [32, 32];
const BATCH = 32;

/** Mean and standard deviation of each input over the training data; 1 where it does not vary. */
function statistics({ count, width, inputs }: Samples): { mean: number; deviation: number }[] {
  return Array.from({ length: width }, (_, column) => {
    let [mean, squares] = [0, 0];
    // Welford's method: values far from 0 lose no digits.
    for (let row = 0; row < count; row++) {
      const value = inputs[row * width + column] ?? 0;
      const apart = value - mean;
      mean += apart / (row + 1);
      squares += apart * (value - mean);
    }
    return { mean, deviation: Math.sqrt(squares / count) || 1 };
  });
}

/** Every input with mean 0 and deviation 1 by the training data, which validation data are not of. */
function standardised(samples: Samples, by: ReturnType<typeof statistics>): Samples {
  const inputs = samples.inputs.map((value, i) => {
    const { mean = 0, deviation = 1 } = by[i % samples.width] ?? {};
    return (value - mean) / deviation;
  });
  return { ...samples, inputs };
}

function largestShare({ count, classes, labels }: Samples): number {
  const counts = new Array<number>(classes).fill(0);
  labels.forEach((one, i) => {
    if (one === 1) counts[i % classes] = (counts[i % classes] ?? 0) + 1;
  });
  return Math.max(...counts) / count;
}

/** The user's own table, its classes told apart by a small network. */
export function csv(data: ProbeData | undefined): Task {
  if (data === undefined) {
    throw new Error(
      'The task "csv" needs data: "probe": { "task": "csv", "data": "./my.csv", "label": "column" }.',
    );
  }
  const { name, features, classes, inputs, labels, notes } = data;
  const samples = {
    count: labels.length,
    width: features.length,
    classes: classes.length,
    inputs: Float32Array.from(inputs),
    labels: oneHot(labels, classes.length),
  };
  const { train, validation } = split(samples, "csv");
  const by = statistics(train);
  const widths = [features.length, ...HIDDEN, classes.length].join("-");
  const share = formatNumber(100 * largestShare(validation), 3);
  return classifier({
    name: "csv",
    about:
      `${writtenCount(labels.length)} rows of ${name}: ${writtenCount(train.count)} to train, ${writtenCount(validation.count)} for ` +
      "validation, a fifth of each class, always the same ones. " +
      `${features.length} inputs (${features.join(", ")}), each with mean 0 and deviation 1 by the ` +
      `training rows, and ${writtenCount(classes.length)} classes (${classes.join(", ")}). A ${widths} tanh ` +
      `network with softmax. Always guessing the most frequent class would be right for ${share}% ` +
      `of the validation rows. ${notes.join(" ")}`.trim(),
    hidden: HIDDEN,
    batchSize: Math.min(BATCH, train.count),
    train: () => standardised(train, by),
    validation: () => standardised(validation, by),
  });
}
