import {
  abs,
  add,
  matMul,
  range,
  relu,
  reshape,
  split,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { SIDE } from "../digits/images";

/** What a pixel without ink is, also those beyond the edge. */
const WHITE = -1;

/**
 * For each of N shifts the weights with which the pixels k of a side make pixel i,
 * max(0, 1 − |k − i − shift|): linear interpolation, 0 from beyond the edge; the identity, exactly,
 * where the shift is 0. [N] → [N, SIDE, SIDE].
 */
function interpolation(shifts: Tensor): Tensor {
  const places = range(0, SIDE);
  const between = sub(reshape(places, [1, 1, SIDE]), reshape(places, [1, SIDE, 1]));
  return relu(sub(1, abs(sub(between, reshape(shifts, [-1, 1, 1])))));
}

/**
 * Images that are read `by` so many pixels further down and to the right, bilinearly.
 *
 * @param images [R, B, SIDE²], each row by row.
 * @param by In pixels, down and to the right, [R, B, 2].
 */
export function shifted(images: Tensor, by: Tensor): Tensor {
  const ink = reshape(sub(images, WHITE), [-1, SIDE, SIDE]);
  const [down, across] = split(by, 2, -1) as [Tensor, Tensor];
  const moved = matMul(matMul(interpolation(down), ink), interpolation(across), false, true);
  return add(reshape(moved, images.shape), WHITE);
}
