import { classifier } from "./classifier";
import { digitRows } from "./digits/rows";
import type { Task } from "./task";
import { writtenCount } from "../../core/text/format";

/** Handwritten digits, read by a small network. */
export function digits(): Task {
  const { train, validation } = digitRows();
  return classifier({
    name: "digits",
    about:
      "1,797 handwritten digits of 8 × 8 pixels by 13 writers (Optical Recognition of Handwritten " +
      "Digits, E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0, as in " +
      `scikit-learn). ${writtenCount(train.count)} to train, ${writtenCount(validation.count)} for validation, a fifth of each ` +
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
