import {
  add,
  cast,
  clipByValue,
  concat,
  div,
  equal,
  floor,
  greater,
  less,
  matMul,
  maximum,
  mul,
  range,
  reshape,
  round,
  slice,
  split,
  sqrt,
  square,
  sub,
  sum,
  tile,
  where,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { KEPT } from "./names";

/** Weights [R, clients · rows, columns] of each layer → each client's model in one row, [R, clients, p]. */
export const byClient = (weights: readonly Tensor[], clients: number): Tensor =>
  concat(
    weights.map((weight) => reshape(weight, [weight.shape[0], clients, -1])),
    2,
  );

/** The reverse for a model that all clients share: [R, 1, p] → the weights, shaped as `like`. */
export function toClients(model: Tensor, like: readonly Tensor[], clients: number): Tensor[] {
  const sizes = like.map(({ size, shape: [replicas = 1] }) => size / replicas / clients);
  return split(model, sizes, 2).map((part, i) =>
    reshape(tile(part, [1, clients, 1]), like[i]?.shape ?? part.shape),
  );
}

export interface Round {
  /** [R, clients, p], after the round's local updates. */
  readonly local: Tensor;
  /** The server's models, the newest first, [R, KEPT, p]. */
  readonly models: Tensor;
  /** Each client's place in this round's order of participation, [R, clients]. */
  readonly ranks: Tensor;
  /** Share of the clients that take part, [R, 1]. */
  readonly participation: Tensor;
  /** Rounds by which updates are late, [R, 1]. */
  readonly delay: Tensor;
}

/** Delays in whole rounds, as many as models are kept. */
const late = (delay: Tensor): Tensor => floor(clipByValue(delay, 0, KEPT - 1));

/** The model that a round starts from, [R, 1, p]: the one of `delay` rounds ago. */
export function started(models: Tensor, delay: Tensor): Tensor {
  const chosen = cast(equal(range(0, KEPT), late(delay)), "float32");
  return matMul(reshape(chosen, [-1, 1, KEPT]), models);
}

/**
 * The end of a round (McMahan et al. 2017, arXiv 1602.05629): the server's next model, [R, 1, p], is
 * the mean of the models of those who took part; with a delay the server's newest one, moved by what
 * they moved theirs. `drift` [R, 1, 1] is how far those lie from their mean.
 */
export function endRound({ local, models, ranks, participation, delay }: Round) {
  const [, clients = 1] = ranks.shape;
  const many = maximum(round(mul(participation, clients)), 1);
  const takes = cast(less(ranks, many), "float32");
  const weights = reshape(div(takes, sum(takes, 1, true)), [-1, 1, clients]);
  const average = matMul(weights, local);
  const newest = slice(models, [0, 0, 0], [models.shape[0], 1, -1]);
  const moved = add(newest, sub(average, started(models, delay)));
  const isLate = greater(reshape(late(delay), [-1, 1, 1]), 0);
  const distances = sum(square(sub(local, average)), 2, true);
  return { model: where(isLate, moved, average), drift: sqrt(matMul(weights, distances)) };
}

/** The server's models after it has got a new one, [R, KEPT, p]. */
export const remembered = (models: Tensor, model: Tensor): Tensor =>
  concat([model, slice(models, [0, 0, 0], [models.shape[0], KEPT - 1, -1])], 1);
