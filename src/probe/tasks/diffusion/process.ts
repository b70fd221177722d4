import { cast, gather, reshape, tensor2d, type Tensor } from "@tensorflow/tfjs-core";
import { CENTRES, DEVIATION } from "./ring";
import { LEVELS } from "./names";

const OFFSET = 0.008;
/** 1 − the greatest β. */
const LEAST = 0.001;

/** f(s) = cos²(π/2 · (s/T + 0.008)/1.008), the angle doubled: cos² x = ½ (1 + cos 2x). */
const angleOf = (s: number): number => (Math.PI * (s / LEVELS + OFFSET)) / (1 + OFFSET);
const f = (s: number): number => 0.5 * (1 + Math.cos(angleOf(s)));

/**
 * ᾱ of level k, 0 … LEVELS − 1, under the cosine schedule (Nichol and Dhariwal 2021, arXiv
 * 2102.09672, equation 17): f(k + 1)/f(0), with β at most 0.999, so at least 0.001 · f(k)/f(0).
 */
export const alphaBar = (level: number): number => Math.max(f(level + 1), LEAST * f(level)) / f(0);

/** β of level k: 1 − ᾱ(k)/ᾱ(k − 1). */
export const beta = (level: number): number =>
  1 - alphaBar(level) / (level === 0 ? 1 : alphaBar(level - 1));

/** A row of numbers for each level: of levels [R, B, 1] in a tensor, [R, B, numbers]. */
export function tableOfLevels(row: (level: number) => readonly number[]): LevelTable {
  const rows = Array.from({ length: LEVELS }, (_, level) => [...row(level)]);
  return (levels) => {
    const [replicas = 1, samples = 1] = levels.shape;
    return gather(tensor2d(rows), cast(reshape(levels, [replicas, samples]), "int32"));
  };
}

type LevelTable = (levels: Tensor) => Tensor;

/**
 * The noise that the exact denoiser sees in x at a level, E[ε | x]: for normal clusters in closed
 * form. Each cluster, scaled by √ᾱ, has variance ᾱ σ² + 1 − ᾱ; given one, E[ε | x] is
 * √(1 − ᾱ) (x − √ᾱ μ) / variance; their weights are the softmax of the log densities.
 */
export function exactNoise(x: number, y: number, level: number): readonly [number, number] {
  const a = alphaBar(level);
  const variance = a * DEVIATION ** 2 + 1 - a;
  const away = CENTRES.map(([cx, cy]): readonly [number, number] => [
    x - Math.sqrt(a) * cx,
    y - Math.sqrt(a) * cy,
  ]);
  const logs = away.map(([dx, dy]) => -(dx * dx + dy * dy) / (2 * variance));
  const greatest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - greatest));
  const scale = Math.sqrt(1 - a) / variance / weights.reduce((sum, weight) => sum + weight, 0);
  const sum = (axis: 0 | 1): number =>
    weights.reduce((total, weight, i) => total + weight * (away[i]?.[axis] ?? NaN), 0);
  return [scale * sum(0), scale * sum(1)];
}
