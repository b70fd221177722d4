import { randomStream } from "../random";
import type { WeightShape } from "./task";

/**
 * Glorot's uniform initialisation (Glorot and Bengio 2010, equation 16): matrices uniform in
 * ±√(6 / (rows + columns)), biases (one row, named "…bias") 0. Flattened in the order of `weights`.
 */
export function glorotUniform(weights: readonly WeightShape[], seed: number): Float32Array {
  const random = randomStream("weights", seed);
  return Float32Array.from(
    weights.flatMap(({ name, rows, columns }) => {
      const limit = name.endsWith("bias") ? 0 : Math.sqrt(6 / (rows + columns));
      return Array.from({ length: rows * columns }, () => limit * (2 * random.uniform() - 1));
    }),
  );
}

/** Weight and bias of each layer of a network with these widths, named "layer 1 weight", …. */
export function layerShapes(widths: readonly number[]): WeightShape[] {
  return widths.slice(1).flatMap((columns, i) => [
    { name: `layer ${i + 1} weight`, rows: widths[i] ?? 0, columns },
    { name: `layer ${i + 1} bias`, rows: 1, columns },
  ]);
}

/**
 * He's uniform initialisation (He et al. 2015, arXiv 1502.01852): matrices uniform in ±√(6 / rows),
 * gains ("…gain") 1, biases ("…bias") 0. Flattened in the order of `weights`.
 *
 * @param stream Names the stream of random numbers; another one gives other weights.
 */
export function heUniform(
  weights: readonly WeightShape[],
  seed: number,
  stream = "weights",
): Float32Array {
  const random = randomStream(stream, seed);
  return Float32Array.from(
    weights.flatMap(({ name, rows, columns }) => {
      if (rows === 1) return new Array<number>(columns).fill(name.endsWith("gain") ? 1 : 0);
      const limit = Math.sqrt(6 / rows);
      return Array.from({ length: rows * columns }, () => limit * (2 * random.uniform() - 1));
    }),
  );
}
