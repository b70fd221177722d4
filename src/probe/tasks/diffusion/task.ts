import {
  add,
  concat,
  mean,
  mul,
  reshape,
  slice,
  square,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import { randomStream } from "../../random";
import { glorotUniform, layerShapes } from "../initial";
import { networkOutput } from "../network";
import { silu } from "../silu";
import type { Block, Task } from "../task";
import { levelsOf } from "./levels";
import { EXCESS, LEVELS, PARTS, SAMPLES } from "./names";
import { alphaBar, exactNoise, tableOfLevels } from "./process";
import { GENERATED } from "./quality";
import { ringPoints } from "./ring";
import { generate } from "./sampling";

const BATCH = 128;
/** Held-out points at each level. */
const PER_LEVEL = 20;
const FREQUENCIES = [1, 2, 4, 8].map((frequency) => (frequency * Math.PI) / 2);
const WIDTHS = [2 + 2 * FREQUENCIES.length, 48, 48, 2] as const;

/** Sines, then cosines, of a level. */
const embedding = tableOfLevels((level) => {
  const angles = FREQUENCIES.map((frequency) => (frequency * (level + 0.5)) / LEVELS);
  return [...angles.map(Math.sin), ...angles.map(Math.cos)];
});

/** √ᾱ for both coordinates, and √(1 − ᾱ). */
const kept = tableOfLevels((level) => [1, 1].map(() => Math.sqrt(alphaBar(level))));
const hidden = tableOfLevels((level) => [1, 1].map(() => Math.sqrt(1 - alphaBar(level))));

/** The noise that the network sees in points [R, B, 2] at levels [R, B, 1]. */
const noiseIn = (weights: readonly Tensor[], points: Tensor, levels: Tensor): Tensor =>
  networkOutput(weights, concat([points, embedding(levels)], 2), silu);

/** √ᾱ x + √(1 − ᾱ) ε. */
const noisy = (points: Tensor, noise: Tensor, levels: Tensor): Tensor =>
  add(mul(kept(levels), points), mul(hidden(levels), noise));

/** Held-out points with noise: points as the network sees them, levels, the noise, and E[ε | x]. */
function heldOutBlocks(): Block[] {
  const count = LEVELS * PER_LEVEL;
  const random = randomStream("ring", "validation");
  const clean = ringPoints(count, random);
  const noise = random.normals(2 * count);
  const levels = Float32Array.from({ length: count }, (_, i) => Math.floor(i / PER_LEVEL));
  const seen = clean.map((value, i) => {
    const kept = alphaBar(levels[i >> 1] ?? NaN);
    return Math.sqrt(kept) * value + Math.sqrt(1 - kept) * (noise[i] ?? NaN);
  });
  const exact = [...levels].flatMap((level, i) => [
    ...exactNoise(seen[2 * i] ?? NaN, seen[2 * i + 1] ?? NaN, level),
  ]);
  return [
    { shape: [count, 2], values: seen },
    { shape: [count, 1], values: levels },
    { shape: [count, 2], values: noise },
    { shape: [count, 2], values: Float32Array.from(exact) },
  ];
}

const meanSquare = (a: Tensor, b: Tensor): Tensor => mean(square(sub(a, b)), [1, 2]);

/** Points on a circle of clusters, found again in noise. */
export function diffusion(): Task {
  const weights = layerShapes(WIDTHS);
  const heldOut = heldOutBlocks();
  return {
    name: "diffusion",
    about:
      "Denoising diffusion in the plane: eight normal clusters of deviation 0.1 on a circle of " +
      "radius 1.4, 50 noise levels of the cosine schedule, a SiLU network 10-48-48-2, 2,978 " +
      "weights, that is shown a noisy point and its level (8 sines and cosines) and predicts the " +
      "noise. Mini-batches of 128 fresh points. Half of each batch is spread over all levels; the " +
      "other half over the third of them around the value of the track `noise`, from 0 (least " +
      "noise) to 1 (most), or over all of them without the track or where it is below 0. The " +
      "validation loss is that of 20 held-out points at each of the 50 levels, alike for all " +
      "schedules. For this data the exact denoiser is known in closed form: the excess over the " +
      "Bayes floor is the mean square of the network's distance from it. At the end 1,024 points " +
      "are generated from the same noise for all, and compared with data by the sliced Wasserstein " +
      "distance. The training loss changes with the levels by itself: compare by the others.",
    weights,
    initialWeights: (seed) => glorotUniform(weights, seed),
    tracks: { noise: -1 },
    batch(seed, step) {
      const random = randomStream("ring", seed, step);
      return [
        { shape: [BATCH, 2], values: ringPoints(BATCH, random) },
        { shape: [BATCH, 2], values: random.normals(2 * BATCH) },
        {
          shape: [BATCH, 1],
          values: Float32Array.from({ length: BATCH }, () => random.uniform()),
        },
      ];
    },
    loss(w, batch, { track }) {
      const [points, noise] = [at(batch, 0), at(batch, 1)];
      const levels = levelsOf(at(batch, 2), track("noise"));
      return meanSquare(noiseIn(w, noisy(points, noise, levels), levels), noise);
    },
    validation: () => heldOut,
    measure(w, blocks) {
      const seen = noiseIn(w, at(blocks, 0), at(blocks, 1));
      const [replicas = 1] = seen.shape;
      const byLevel = square(sub(seen, at(blocks, 3)));
      const parts = mean(reshape(byLevel, [replicas, PARTS, -1]), 2);
      return {
        loss: meanSquare(seen, at(blocks, 2)),
        more: Object.fromEntries(
          EXCESS.map((name, i) => [name, reshape(slice(parts, [0, i], [replicas, 1]), [replicas])]),
        ),
      };
    },
    extras: {
      // Before the first step there is nothing to be seen, and 50 passes through the network cost.
      points: 0,
      observe(w) {
        const [replicas] = at(w, 0).shape as [number];
        const points = generate((x, levels) => noiseIn(w, x, levels), replicas, GENERATED);
        return { [SAMPLES]: reshape(points, [replicas, -1]) };
      },
    },
  };
}
