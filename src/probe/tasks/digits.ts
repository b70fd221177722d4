import { classifier } from "./classifier";
import { digitLabels, digitPixels, SIDE } from "./digits/images";
import { oneHot, split } from "./split";
import type { Task } from "./task";

const CLASSES = 10;
/** A pixel counts the black ones of 4 × 4. */
const BLACK = 16;

/** Handwritten digits, read by a small network. */
export function digits(): Task {
  const labels = digitLabels();
  const samples = {
    count: labels.length,
    width: SIDE * SIDE,
    classes: CLASSES,
    // From −1 to 1.
    inputs: Float32Array.from(digitPixels(), (pixel) => (2 * pixel) / BLACK - 1),
    labels: oneHot(labels, CLASSES),
  };
  const { train, validation } = split(samples, "digits");
  return classifier({
    name: "digits",
    about:
      "1,797 handwritten digits of 8 × 8 pixels by 13 writers (Optical Recognition of Handwritten " +
      "Digits, E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0, as in " +
      `scikit-learn). ${train.count} to train, ${validation.count} for validation, a fifth of each ` +
      "digit, always the same ones. A 64-48-10 tanh network with softmax, 3,610 weights, mini-batches " +
      "of 32. Real data with writers' habits, so that training and validation loss part when a " +
      "network learns by heart.",
    hidden: [48],
    batchSize: 32,
    train: () => train,
    validation: () => validation,
    confusion: true,
  });
}
