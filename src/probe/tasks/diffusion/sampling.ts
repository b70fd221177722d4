import { add, fill, mul, sub, tensor3d, tidy, tile, type Tensor } from "@tensorflow/tfjs-core";
import { randomStream, type Random } from "../../random";
import { alphaBar, beta } from "./process";
import { LEVELS } from "./names";

/** The noise in points [R, n, 2] at levels [R, n, 1], as the network sees it. */
export type Denoiser = (points: Tensor, levels: Tensor) => Tensor;

const normals = (count: number, random: Random): Tensor =>
  tensor3d(random.normals(2 * count), [1, count, 2]);

/**
 * Points from noise, [replicas, count, 2], by ancestral sampling (Ho et al. 2020, arXiv 2006.11239,
 * algorithm 2, with the posterior's variance). All replicas start from the same noise and get the
 * same.
 */
export function generate(denoise: Denoiser, replicas: number, count: number): Tensor {
  return tidy(() => {
    const random = randomStream("generate");
    let points: Tensor = tile(normals(count, random), [replicas, 1, 1]);
    for (let level = LEVELS - 1; level >= 0; level--) {
      const [before, noise] = [points, normals(count, random)];
      points = tidy(() => stepBack(denoise, before, noise, level));
    }
    return points;
  });
}

function stepBack(denoise: Denoiser, points: Tensor, noise: Tensor, level: number): Tensor {
  const [replicas = 1, count = 1] = points.shape;
  const [b, a] = [beta(level), alphaBar(level)];
  const seen = denoise(points, fill([replicas, count, 1], level));
  const mean = mul(sub(points, mul(seen, b / Math.sqrt(1 - a))), 1 / Math.sqrt(1 - b));
  if (level === 0) return mean;
  return add(mean, mul(noise, Math.sqrt((b * (1 - alphaBar(level - 1))) / (1 - a))));
}
