import {
  abs,
  add,
  cos,
  customGrad,
  matMul,
  max,
  maximum,
  minimum,
  mul,
  reciprocal,
  reshape,
  sin,
  square,
  sub,
  sum,
  tensor2d,
  type Tensor,
  type Rank,
} from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { randomStream } from "../random";
import { CHAINS, type ChainLength } from "./protein/chains";
import { attraction, BENDS, closest } from "./protein/fold";
import { gradientNoise } from "./noise";
import { push } from "./push";
import type { Block, Task } from "./task";

/** No component of a gradient is larger; see `clipped`. */
const LARGEST_SLOPE = 1;
/** Residues closer than √0.001 count as that close, so that r⁻¹² stays within float32. */
const LEAST_SQUARE = 1e-3;
const START = { spread: 1.2, distance: 0.8, tries: 20_000 } as const;
/** Of each bend's gradient: the warmth that shakes the chain, the more the higher the rate. */
const NOISE = 0.5;

/** Bends of normal spread in which no two residues overlap; straight if there are none such. */
function initial(bends: number, seed: number): Float32Array {
  const random = randomStream("weights", seed);
  for (let i = 0; i < START.tries; i++) {
    const tried = Array.from({ length: bends }, () => START.spread * random.normal());
    if (closest(tried) >= START.distance) return Float32Array.from(tried);
  }
  return new Float32Array(bends);
}

/** Sums as matrices of ones and zeros, and the attraction of each pair. */
interface Sums {
  /** Bends to the directions of the bonds, [n − 2, n − 1]. */
  readonly directions: number[][];
  /** Bonds to the distance between the residues of each pair, [n − 1, pairs]. */
  readonly distances: number[][];
  readonly attractions: number[][];
}

function sumsOf(sequence: string): Sums {
  const n = sequence.length;
  const pairs = Array.from({ length: n }, (_, i) =>
    Array.from({ length: Math.max(0, n - i - 2) }, (_, k) => [i, i + 2 + k] as const),
  ).flat();
  const bonds = Array.from({ length: n - 1 }, (_, bond) => bond);
  return {
    directions: bonds.slice(1).map((bend) => bonds.map((bond) => (bond >= bend ? 1 : 0))),
    distances: bonds.map((bond) => pairs.map(([i, j]) => (i <= bond && bond < j ? 1 : 0))),
    attractions: [pairs.map(([i, j]) => attraction(sequence[i], sequence[j]))],
  };
}

/**
 * The same bends, but their gradient is scaled down until its largest component is at most `bound`.
 * Overlapping residues repel each other with r⁻¹³: one such step would throw the chain anywhere. So
 * an update of plain SGD turns no bend by more than the learning rate, in radians.
 */
function clipped(bends: Tensor, bound: Tensor): Tensor {
  const identity = customGrad((...args) => {
    const [theta] = args as unknown as [Tensor];
    return {
      value: mul(theta, 1),
      gradFunc: (slope: Tensor) => [
        mul(slope, minimum(1, mul(bound, reciprocal(maximum(max(abs(slope), 2, true), 1e-30))))),
      ],
    };
  });
  return identity(bends);
}

/** Energy of folds: bends [R, 1, n − 2] → [R]; differentiable twice. */
function energy(bends: Tensor, { directions, distances, attractions }: Sums): Tensor {
  const flat = reshape<Rank.R2>(bends, [-1, directions.length]);
  const direction = matMul(flat, tensor2d(directions));
  const toPairs = tensor2d(distances);
  const squares = add(
    square(matMul(cos(direction), toPairs)),
    square(matMul(sin(direction), toPairs)),
  );
  const inverse = reciprocal(maximum(squares, LEAST_SQUARE));
  const sixth = mul(inverse, square(inverse));
  const forces = mul(sixth, sub(sixth, tensor2d(attractions)));
  const bending = mul(sub(1, cos(flat)), 0.25);
  return add(sum(bending, 1), mul(sum(forces, 1), 4));
}

const BOUND: Block = { shape: [1, 1], values: Float32Array.of(LARGEST_SLOPE) };

/** A chain of two kinds of residues in the plane, folded by descent from many starts. */
export function proteinOf(length: ChainLength): Task {
  const { sequence, bestKnown } = CHAINS[length];
  const sums = sumsOf(sequence);
  const bends = length - 2;
  const deviations = new Array<number>(bends).fill(NOISE);
  return {
    name: length === 21 ? "protein" : `protein${length}`,
    about:
      "Stillinger's off-lattice AB model in the plane (Stillinger, Head-Gordon, Hirshfeld 1993): " +
      `${length} residues in the Fibonacci sequence ${sequence}, bonds of length 1. The loss is the ` +
      "energy Σ ¼ (1 − cos θ) + 4 Σ (r⁻¹² − C r⁻⁶) with C = 1 for AA, ½ for BB and −½ for AB; the " +
      `weights are the ${bends} bends. The lowest energy published is ${bestKnown}. Every seed ` +
      "starts with normal bends (standard deviation 1.2) without overlaps. There is " +
      "nothing that is held out: both losses are the energy. The gradient is scaled down until its " +
      "largest component is at most 1, so that overlapping residues do not throw the chain apart, " +
      "and carries normal noise of standard deviation 0.5, fresh at each step: warmth that grows " +
      "with the rate. A low rate stays in the fold that it falls into first, a high one never " +
      "settles, one that falls from high to low anneals the chain. Weight decay pulls it straight.",
    weights: [{ name: "bends", rows: 1, columns: bends }],
    initialWeights: (seed) => initial(bends, seed),
    batch: (seed, step) => [BOUND, gradientNoise(seed, step, deviations)],
    loss: (weights, [bound, noise]) => {
      const theta = at(weights, 0);
      if (bound === undefined || noise === undefined) return energy(theta, sums);
      return add(energy(clipped(theta, bound), sums), push(theta, noise));
    },
    // Without bound and noise: the curvature is that of the energy itself.
    reference: () => [],
    validation: () => [],
    measure: (weights) => ({ loss: energy(at(weights, 0), sums) }),
    // Residues that pass through each other reach any energy for a step, and come back.
    explodesAbove: Infinity,
    extras: {
      points: 60,
      observe: (weights) => ({ [BENDS]: reshape(at(weights, 0), [-1, bends]) }),
    },
  };
}

export const protein13 = (): Task => proteinOf(13);
export const protein = (): Task => proteinOf(21);
export const protein34 = (): Task => proteinOf(34);
