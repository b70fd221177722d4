import { permutation, randomStream, type Random } from "../../random";
import type { Block } from "../task";

export const CLASSES = 8;
const CONTENT = 4;
const STYLE = 8;
/** A view before it is seen: its content and its style. */
export const LATENT = CONTENT + STYLE;
const HIDDEN = 32;
export const SEEN = 24;
/** Standard deviation of the contents of one class, and between two views of one content. */
const SPREAD = 0.5;
const BETWEEN_VIEWS = 0.3;

const normals = (random: Random, count: number, deviation = 1): Float32Array =>
  Float32Array.from({ length: count }, () => deviation * random.normal());

/** What is seen of a latent z: 2 · tanh(2 z A) B, with A and B fixed for all time. */
export const WORLD = {
  first: {
    shape: [LATENT, HIDDEN] as [number, number],
    values: normals(randomStream("world", "A"), LATENT * HIDDEN, 2 / Math.sqrt(LATENT)),
  },
  second: {
    shape: [HIDDEN, SEEN] as [number, number],
    values: normals(randomStream("world", "B"), HIDDEN * SEEN, 2 / Math.sqrt(HIDDEN)),
  },
};

export interface Contents {
  readonly count: number;
  /** [count, CONTENT]. */
  readonly values: Float32Array;
  /** The class of each, one-hot, [count, CLASSES]. */
  readonly labels: Float32Array;
}

const centres = normals(randomStream("world", "centres"), CLASSES * CONTENT);

/** `count` contents: a class each, its centre and normal spread. */
export function contents(count: number, name: string): Contents {
  const random = randomStream("contents", name);
  const values = new Float32Array(count * CONTENT);
  const labels = new Float32Array(count * CLASSES);
  for (let row = 0; row < count; row++) {
    const chosen = random.below(CLASSES);
    labels[row * CLASSES + chosen] = 1;
    for (let i = 0; i < CONTENT; i++) {
      values[row * CONTENT + i] = (centres[chosen * CONTENT + i] ?? 0) + SPREAD * random.normal();
    }
  }
  return { count, values, labels };
}

/** A view of each of these rows: the content, moved where it is the second view, and a fresh style. */
function view({ values }: Contents, rows: ArrayLike<number>, random: Random, moved: number): Block {
  const latent = new Float32Array(rows.length * LATENT);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] ?? 0) * CONTENT;
    for (let k = 0; k < CONTENT; k++) {
      latent[i * LATENT + k] = (values[from + k] ?? 0) + moved * random.normal();
    }
    for (let k = CONTENT; k < LATENT; k++) latent[i * LATENT + k] = random.normal();
  }
  return { shape: [rows.length, LATENT], values: latent };
}

/** Two views of each of these rows. */
export const twoViews = (
  from: Contents,
  rows: ArrayLike<number>,
  random: Random,
): readonly [Block, Block] => [
  view(from, rows, random, 0),
  view(from, rows, random, BETWEEN_VIEWS),
];

/** The rows of each mini-batch, without replacement within an epoch. */
export function rowsOf(count: number, size: number): (seed: number, step: number) => Uint32Array {
  const perEpoch = Math.floor(count / size);
  const latest = new Map<number, { readonly epoch: number; readonly order: Uint32Array }>();
  return (seed, step) => {
    const epoch = Math.floor(step / perEpoch);
    let known = latest.get(seed);
    if (known?.epoch !== epoch) {
      known = { epoch, order: permutation(count, randomStream("order", seed, epoch)) };
      latest.set(seed, known);
    }
    const from = (step % perEpoch) * size;
    return known.order.subarray(from, from + size);
  };
}
