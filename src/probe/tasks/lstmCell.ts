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
  square,
  sub,
  tanh,
  zeros,
  zerosLike,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { fused, FUSED } from "../fused";

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
  /** tanh of the cell state after the step. */
  readonly squashed: Tensor;
}

interface State {
  readonly h: Tensor;
  readonly c: Tensor;
}

/** What the gates make of the cell state before, [R, H, B] each. */
interface Passed {
  readonly after: Tensor;
  readonly squashed: Tensor;
  readonly h: Tensor;
}

type Pass = (gates: Tensor, before: Tensor) => Passed;

/** Rows `from` … `from + rows` of [R, rows in all, B]. */
function rowsOf(values: Tensor, from: number, rows: number): Tensor {
  const [replicas = 1, all = 1, samples = 1] = values.shape;
  const flat = reshape(values, [replicas, all * samples]);
  const part = slice(flat, [0, from * samples], [replicas, rows * samples]);
  return reshape(part, [replicas, rows, samples]);
}

type Gates = readonly [Tensor, Tensor, Tensor, Tensor];

/** i, f, o and g, [R, H, B] each. */
const apart = (gates: Tensor, size: number): Gates =>
  [0, 1, 2, 3].map((gate) => rowsOf(gates, gate * size, size)) as unknown as Gates;

/** tanh(g) of σ(2g). */
const candidateOf = (g: Tensor): Tensor => sub(mul(g, 2), 1);

/** By plain operations, which tfjs can differentiate. */
function passPlainly(gates: Tensor, before: Tensor): Passed {
  const [i, f, o, g] = apart(gates, before.shape[1] ?? 1);
  const after = add(mul(f, before), mul(i, candidateOf(g)));
  const squashed = tanh(after);
  return { after, squashed, h: mul(o, squashed) };
}

/** In one pass over memory where the backend can. */
function pass(gates: Tensor, before: Tensor): Passed {
  const made = fused(FUSED.lstmCell, { before, gates });
  if (made === undefined) return passPlainly(gates, before);
  return { after: at(made, 0), squashed: at(made, 1), h: at(made, 2) };
}

/** g's rows doubled, so that one σ serves all gates. */
function scaled(weight: Tensor, size: number): Tensor {
  return mul(weight, concat([ones([1, 3 * size, 1]), fill([1, size, 1], 2)], 1));
}

const start = (inputs: readonly Tensor[], size: number): State => {
  const [replicas = 1, , samples = 1] = at(inputs, 0).shape;
  return { h: zeros([replicas, size, samples]), c: zeros([replicas, size, samples]) };
};

function unrolled(weight: Tensor, inputs: readonly Tensor[], size: number, passing: Pass) {
  const doubled = scaled(weight, size);
  const steps: CellStep[] = [];
  let state = start(inputs, size);
  for (const x of inputs) {
    const joined = concat([state.h, x], 1);
    const gates = sigmoid(matMul(doubled, joined));
    const { after, squashed, h } = passing(gates, state.c);
    steps.push({ gates, joined, before: state.c, squashed });
    state = { h, c: after };
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
  return unrolled(weight, inputs, size, passPlainly).last;
}

/**
 * The same as `lstmPlain`, with the gradient through time written out: a tenth of the kernels where
 * the backend has its own for the cell, else a third. The gradient itself cannot be differentiated.
 */
export function lstmFused(weight: Tensor, inputs: readonly Tensor[], size: number): Tensor {
  const whole = customGrad((...args) => {
    const [w, save] = args as unknown as [Tensor, (tensors: Tensor[]) => void];
    const { doubled, steps, last } = unrolled(w, inputs, size, pass);
    save([doubled, ...steps.flatMap(packed)]);
    return {
      value: last,
      gradFunc: (dy: Tensor, saved: Tensor[]) => [backThroughTime(dy, saved, size)],
    };
  });
  return whole(weight);
}

const packed = ({ gates, joined, before, squashed }: CellStep): Tensor[] => [
  gates,
  joined,
  before,
  squashed,
];
const PARTS = 4;

function unpacked(saved: readonly Tensor[]): CellStep[] {
  return Array.from({ length: (saved.length - 1) / PARTS }, (_, t) => {
    const first = 1 + t * PARTS;
    return {
      gates: at(saved, first),
      joined: at(saved, first + 1),
      before: at(saved, first + 2),
      squashed: at(saved, first + 3),
    };
  });
}

/** The columns of the weight that meet h, [R, 4H, H]. */
function recurrent(weight: Tensor, size: number): Tensor {
  const [replicas = 1, rows = 1] = weight.shape;
  return slice(weight, [0, 0, 0], [replicas, rows, size]);
}

/** Gradient of the weight [R, 4H, H + inputs + 1] from that of the last hidden state. */
function backThroughTime(dLast: Tensor, saved: readonly Tensor[], size: number): Tensor {
  const weight = recurrent(at(saved, 0), size);
  const parts: Tensor[] = [];
  let later: Slopes | undefined;
  for (const step of unpacked(saved).reverse()) {
    // So that nobody computes the gradient of the state before the first step.
    const dh = later === undefined ? dLast : matMul(weight, later.dz, true, false);
    later = slopes(step, dh, later?.dBefore ?? zerosLike(dLast));
    parts.push(matMul(later.dz, step.joined, false, true));
  }
  return scaled(
    parts.reduce((total, part) => add(total, part)),
    size,
  );
}

/** Gradients of the gates before σ [R, 4H, B] and of the cell state before the step. */
interface Slopes {
  readonly dz: Tensor;
  readonly dBefore: Tensor;
}

function slopes(step: CellStep, dh: Tensor, dc: Tensor): Slopes {
  const { before, gates, squashed } = step;
  const made = fused(FUSED.lstmCellSlope, { before, gates, squashed, dh, dc });
  return made === undefined
    ? slopesPlainly(step, dh, dc)
    : { dz: at(made, 0), dBefore: at(made, 1) };
}

function slopesPlainly({ before, gates, squashed }: CellStep, dh: Tensor, dc: Tensor): Slopes {
  const [i, f, o, g] = apart(gates, before.shape[1] ?? 1);
  const dAfter = add(mul(mul(dh, o), sub(1, square(squashed))), dc);
  const parts = [
    mul(dAfter, candidateOf(g)),
    mul(dAfter, before),
    mul(dh, squashed),
    // d tanh(g) / d σ(2g) = 2.
    mul(mul(dAfter, i), 2),
  ];
  // σ′ = σ − σ².
  const dz = mul(concat(parts, 1), sub(gates, square(gates)));
  return { dz, dBefore: mul(dAfter, f) };
}
