import { matMul, mean, relu, reshape, tanh, tensor2d, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import { randomStream } from "../../random";
import { heUniform, layerShapes } from "../initial";
import { accuracy } from "../layers";
import { networkOutput } from "../network";
import type { Task } from "../task";
import { alignment, infoNce, onSphere, uniformity } from "./infoNce";
import { linearProbe } from "./linearProbe";
import { CLASSES, contents, LATENT, rowsOf, SEEN, twoViews, WORLD } from "./world";
import { ALIGNMENT, UNIFORMITY } from "./names";

const POINTS = 2048;
const BATCH = 64;
/** Pairs held out: so many mini-batches of them. */
const HELD_OUT = 4 * BATCH;
/** Of the points, so many teach the linear probe. */
const PROBED = 512;
const WIDTHS = [SEEN, 48, 8] as const;
/** The temperature of the validation loss, the same for all schedules. */
const FIXED_TEMPERATURE = 0.2;

/** What is seen of latents: [R, B, LATENT] → [R, B, SEEN]. */
function seen(latent: Tensor): Tensor {
  const [replicas = 1, samples = 1] = latent.shape;
  const flat = reshape(latent, [-1, LATENT]);
  const hidden = tanh(matMul(flat, tensor2d(WORLD.first.values, WORLD.first.shape)));
  const values = matMul(hidden, tensor2d(WORLD.second.values, WORLD.second.shape));
  return reshape(values, [replicas, samples, SEEN]);
}

const embedded = (weights: readonly Tensor[], latent: Tensor): Tensor =>
  onSphere(networkOutput(weights, seen(latent), relu));

/** [R, 4 · B, d] → [4 R, B, d]: the held-out pairs as mini-batches. */
const inBatches = (x: Tensor): Tensor => reshape(x, [-1, BATCH, x.shape[2] ?? 1]);

/** Two views of one content shall be near each other, and all others far. */
export function contrastive(): Task {
  const weights = layerShapes(WIDTHS);
  const [points, others] = [contents(POINTS, "train"), contents(HELD_OUT, "validation")];
  const rows = rowsOf(POINTS, BATCH);
  return {
    name: "contrastive",
    about:
      "Contents in four dimensions, eight classes of them; a view is the content, moved by normal " +
      "noise of 0.3, with a style of its own in eight dimensions, seen through a fixed map into 24. " +
      "A 24-48-8 ReLU network, 1,592 weights, puts views on the unit sphere; the loss is the " +
      "symmetric InfoNCE between two views of each content, at the temperature of the track " +
      "`temperature` (0.2 without one). Mini-batches of 64 fresh views of 2,048 contents, the same " +
      "contents for every seed; 256 pairs for validation. The training loss changes with the " +
      "temperature by itself, so that schedules compare by the validation loss, which is taken at " +
      "0.2 for all. Accuracy is that of a linear classifier on the embeddings, fitted by ridge " +
      "regression to 512 of the training contents.",
    weights,
    initialWeights: (seed) => heUniform(weights, seed),
    tracks: { temperature: FIXED_TEMPERATURE },
    measurements: 60,
    batch: (seed, step) => twoViews(points, rows(seed, step), randomStream("views", seed, step)),
    loss: (w, batch, { track }) =>
      infoNce(embedded(w, at(batch, 0)), embedded(w, at(batch, 1)), track("temperature")),
    validation() {
      const all = Array.from({ length: HELD_OUT }, (_, row) => row);
      const known = Array.from({ length: PROBED }, (_, row) => row);
      const random = randomStream("views", "validation");
      return [
        ...twoViews(others, all, random),
        { shape: [HELD_OUT, CLASSES], values: others.labels },
        twoViews(points, known, random)[0],
        { shape: [PROBED, CLASSES], values: points.labels.subarray(0, PROBED * CLASSES) },
      ];
    },
    measure(w, blocks) {
      const [first, second] = [embedded(w, at(blocks, 0)), embedded(w, at(blocks, 1))];
      const losses = infoNce(inBatches(first), inBatches(second), FIXED_TEMPERATURE);
      const [replicas = 1] = first.shape;
      const scores = linearProbe(embedded(w, at(blocks, 3)), at(blocks, 4), first);
      return {
        loss: mean(reshape(losses, [replicas, -1]), 1),
        accuracy: accuracy(scores, at(blocks, 2)),
        more: {
          [ALIGNMENT]: alignment(first, second),
          [UNIFORMITY]: uniformity(first),
        },
      };
    },
  };
}
