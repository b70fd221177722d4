import { permutation, randomStream } from "../../random";
import type { Samples } from "../batches";
import { ofDraw } from "../draw";
import { oneHot, pickRows, split, type Split } from "../split";
import { digitLabels, digitPixels, SIDE } from "./images";

const CLASSES = 10;
/** A pixel counts the black ones of 4 × 4. */
const BLACK = 16;

/** Every digit, pixels from −1 to 1; a fifth of each held out for validation. */
export function digitRows(draw = 0): Split {
  const labels = digitLabels();
  const samples = {
    count: labels.length,
    width: SIDE * SIDE,
    classes: CLASSES,
    inputs: Float32Array.from(digitPixels(), (pixel) => (2 * pixel) / BLACK - 1),
    labels: oneHot(labels, CLASSES),
  };
  return split(samples, ["digits", ...ofDraw(draw)].join("/"));
}

/** `count` of the training rows, always the same ones, and all of the rows for validation. */
export function fewDigits(count: number, draw = 0): Split {
  const { train, validation } = digitRows(draw);
  const order = permutation(train.count, randomStream("few digits", ...ofDraw(draw)));
  return { train: pickRows(train, [...order.subarray(0, count)]), validation };
}

/** Samples of which some have a wrong label. */
export interface Mislabelled extends Samples {
  /** 1 where the label is wrong. */
  readonly wrong: Float32Array;
}

/** By seed the same samples, each with the chance `share` of a wrong label, any of the others. */
export function mislabelled(samples: Samples, share: number): (seed: number) => Mislabelled {
  const made = new Map<number, Mislabelled>();
  return (seed) => {
    const known = made.get(seed) ?? mislabel(samples, share, seed);
    made.set(seed, known);
    return known;
  };
}

function mislabel(samples: Samples, share: number, seed: number): Mislabelled {
  const { count, classes } = samples;
  const random = randomStream("wrong labels", seed);
  const wrong = new Float32Array(count);
  const found = Array.from({ length: count }, (_, row) => {
    const right = samples.labels.subarray(row * classes, (row + 1) * classes).indexOf(1);
    const [changes, by] = [random.uniform() < share, 1 + random.below(classes - 1)];
    if (changes) wrong[row] = 1;
    return changes ? (right + by) % classes : right;
  });
  return { ...samples, labels: oneHot(found, classes), wrong };
}
