import { add, max, mean, mul, sigmoid, sub, sum, div, type Tensor } from "@tensorflow/tfjs-core";
import { SAMPLE_TRACKS } from "../../../core/probeTracks";
import type { LossInputs } from "../task";

/** More than any score: the right class is not among the others. */
const FAR = 1e9;

/** The score of the label's class less the greatest other one: [R, B, C] twice → [R, B]. */
export function margins(logits: Tensor, labels: Tensor): Tensor {
  const labelled = sum(mul(logits, labels), -1);
  return sub(labelled, max(sub(logits, mul(labels, FAR)), -1));
}

/**
 * Each sample's factor, hard + (easy − hard) · σ(margin / scale), [R, B]: the rule of a definition's
 * `samples`. For the control arm the factors of a batch are scaled to a mean of 1.
 */
export function sampleFactors(
  logits: Tensor,
  labels: Tensor,
  { track }: Pick<LossInputs, "track">,
): Tensor {
  const [easy, hard] = [track(SAMPLE_TRACKS.easy), track(SAMPLE_TRACKS.hard)];
  const ease = sigmoid(div(margins(logits, labels), track(SAMPLE_TRACKS.scale)));
  const factors = add(hard, mul(sub(easy, hard), ease));
  const excess = sub(mean(factors, 1, true), 1);
  return div(factors, add(mul(track(SAMPLE_TRACKS.meanOne), excess), 1));
}
