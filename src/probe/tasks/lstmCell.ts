import {
  add,
  concat,
  customGrad,
  fill,
  matMul,
  mul,
  ones,
  reshape,
  sigmoid,
  slice,
  sub,
  square,
  tanh,
  zeros,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";

// An LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000) over T steps:
//   [i f o g] = W [h; x; 1],  c ← σ(f) c + σ(i) tanh(g),  h ← σ(o) tanh(c)
// Samples are the last axis: state [R, H, B], W [R, 4H, H + inputs + 1] with the rows of the four
// gates one after another. Each gate is then one block of memory, and all gates are one product.

/** What one time step leaves for its gradient; [R, H, B] but for `gates` and `joined`. */
interface CellStep {
  /** σ of all four gates [R, 4H, B]; that of g is σ(2g), of which tanh(g) is 2σ(2g) − 1. */
  readonly gates: Tensor;
  /** [h; x; 1] before the step, [R, H + inputs + 1, B]. */
  readonly joined: Tensor;
  readonly before: Tensor;
  readonly candidate: Tensor;
  readonly squashed: Tensor;
}

/** Rows `from` … `from + rows` of [R, rows in all, B]. */
function rowsOf(values: Tensor, from: number, rows: number): Tensor {
  const [replicas = 1, all = 1, samples = 1] = values.shape;
  const flat = reshape(values, [replicas, all * samples]);
  const part = slice(flat, [0, from * samples], [replicas, rows * samples]);
  return reshape(part, [replicas, rows, samples]);
}

interface State {
  readonly h: Tensor;
  readonly c: Tensor;
}

/** `weight` has g's rows doubled already, so that one σ serves all gates. */
function cell(weight: Tensor, { h, c }: State, x: Tensor): { next: State; step: CellStep } {
  const size = h.shape[1] ?? 1;
  const joined = concat([h, x], 1);
  const gates = sigmoid(matMul(weight, joined));
  const [i, f, o, g] = [0, 1, 2, 3].map((gate) => rowsOf(gates, gate * size, size));
  if (!i || !f || !o || !g) throw new Error("an LSTM has four gates");
  const candidate = sub(mul(g, 2), 1);
  const after = add(mul(f, c), mul(i, candidate));
  const squashed = tanh(after);
  const next = { h: mul(o, squashed), c: after };
  return { next, step: { gates, joined, before: c, candidate, squashed } };
}

/** g's rows doubled. */
function scaled(weight: Tensor, size: number): Tensor {
  return mul(weight, concat([ones([1, 3 * size, 1]), fill([1, size, 1], 2)], 1));
}

const start = (inputs: readonly Tensor[], size: number): State => {
  const [replicas = 1, , samples = 1] = at(inputs, 0).shape;
  return { h: zeros([replicas, size, samples]), c: zeros([replicas, size, samples]) };
};

function unrolled(weight: Tensor, inputs: readonly Tensor[], size: number) {
  const doubled = scaled(weight, size);
  const steps: CellStep[] = [];
  let state = start(inputs, size);
  for (const x of inputs) {
    const { next, step } = cell(doubled, state, x);
    steps.push(step);
    state = next;
  }
  return { doubled, steps, last: state.h };
}

/**
 * The last hidden state [R, H, B] of an LSTM, by plain operations: differentiable as often as one
 * likes, and slow at it.
 *
 * @param weight [R, 4H, H + inputs + 1], the gates' rows in the order i, f, o, g.
 * @param inputs For each time step [R, inputs + 1, B], the last row all 1.
 */
export function lstmPlain(weight: Tensor, inputs: readonly Tensor[], size: number): Tensor {
  return unrolled(weight, inputs, size).last;
}

/**
 * The same as `lstmPlain`, with the gradient through time written out: a third of the kernels. The
 * gradient itself cannot be differentiated.
 */
export function lstmFused(weight: Tensor, inputs: readonly Tensor[], size: number): Tensor {
  const fused = customGrad((...args) => {
    const [w, save] = args as unknown as [Tensor, (tensors: Tensor[]) => void];
    const { doubled, steps, last } = unrolled(w, inputs, size);
    save([doubled, ...steps.flatMap(packed)]);
    return {
      value: last,
      gradFunc: (dy: Tensor, saved: Tensor[]) => [backThroughTime(dy, saved, size)],
    };
  });
  return fused(weight);
}

const packed = ({ gates, joined, before, candidate, squashed }: CellStep): Tensor[] => [
  gates,
  joined,
  before,
  candidate,
  squashed,
];
const PARTS = 5;

function unpacked(saved: readonly Tensor[]): CellStep[] {
  return Array.from({ length: (saved.length - 1) / PARTS }, (_, t) => {
    const first = 1 + t * PARTS;
    return {
      gates: at(saved, first),
      joined: at(saved, first + 1),
      before: at(saved, first + 2),
      candidate: at(saved, first + 3),
      squashed: at(saved, first + 4),
    };
  });
}

/** Gradient of the weight [R, 4H, H + inputs + 1] from that of the last hidden state. */
function backThroughTime(dLast: Tensor, saved: readonly Tensor[], size: number): Tensor {
  const doubled = at(saved, 0);
  let dh = dLast;
  let dc: Tensor | undefined;
  let total: Tensor | undefined;
  for (const step of unpacked(saved).reverse()) {
    const back = cellGradient(step, dh, dc, size);
    const part = matMul(back.dz, step.joined, false, true);
    total = total === undefined ? part : add(total, part);
    // With the rows of x and 1, which nobody needs: less work than a copy of the weight without.
    dh = rowsOf(matMul(doubled, back.dz, true, false), 0, size);
    dc = back.dBefore;
  }
  if (total === undefined) throw new Error("a sequence has at least one step");
  return scaled(total, size);
}

/** Gradients of the gates before σ [R, 4H, B] and of the cell state before the step. */
function cellGradient(step: CellStep, dh: Tensor, dc: Tensor | undefined, size: number) {
  const { gates, before, candidate, squashed } = step;
  const [i, f, o] = [0, 1, 2].map((gate) => rowsOf(gates, gate * size, size));
  if (!i || !f || !o) throw new Error("an LSTM has four gates");
  const through = mul(mul(dh, o), sub(1, square(squashed)));
  const dAfter = dc === undefined ? through : add(through, dc);
  const parts = [
    mul(dAfter, candidate),
    mul(dAfter, before),
    mul(dh, squashed),
    // d tanh(g) / d σ(2g) = 2.
    mul(mul(dAfter, i), 2),
  ];
  // σ′ = σ − σ².
  const dz = mul(concat(parts, 1), sub(gates, square(gates)));
  return { dz, dBefore: mul(dAfter, f) };
}
