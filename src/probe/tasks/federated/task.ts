import { customGrad, mean, reshape, slice, split, tile, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../../engine/rules/rule";
import { permutation, randomStream } from "../../random";
import { asBlocks } from "../batches";
import { fewDigits } from "../digits/rows";
import { glorotUniform, layerShapes } from "../initial";
import { accuracy, crossEntropy } from "../layers";
import { networkOutput } from "../network";
import { sizeOf, type Task } from "../task";
import { rowsByClient } from "./clients";
import { byClient, endRound, remembered, started, toClients } from "./exchange";
import { DRIFT, KEPT, ROUND } from "./names";
import { writtenCount } from "../../../core/text/format";

const SAMPLES = 1000;
const BATCH = 16;

/** [R, clients] → their mean [R], with the gradient of the sum: each client trains as if alone. */
const eachAlone = customGrad((...args) => {
  const losses = args[0] as Tensor;
  const { shape } = losses;
  return {
    value: mean(losses, 1),
    gradFunc: (dy: Tensor) => tile(reshape(dy, [-1, 1]), [1, shape[1] ?? 1]),
  };
});

/** Clients with digits of their own that average their networks after each round. */
export function federated(clients = 10): Task {
  const { train, validation } = fewDigits(SAMPLES);
  const { width, classes } = train;
  const model = layerShapes([width, 32, classes]);
  const parameters = sizeOf(model);
  const each = SAMPLES / clients;
  const weights = model.map((shape) => ({ ...shape, rows: clients * shape.rows }));
  const splits = new Map<number, Uint32Array[]>();
  const rowsOf = (seed: number): Uint32Array[] => {
    const known = splits.get(seed) ?? rowsByClient(train, clients, each, seed);
    splits.set(seed, known);
    return known;
  };
  const networks = (w: readonly Tensor[]): Tensor[] =>
    w.map((weight, i) => reshape(weight, [-1, model[i]?.rows ?? 1, model[i]?.columns ?? 1]));
  return {
    name: "federated",
    about:
      `Federated averaging: ${writtenCount(clients)} clients with ${writtenCount(each)} of the handwritten digits each, drawn ` +
      "anew for each seed, their classes in proportions of a Dirichlet distribution of " +
      "concentration 0.1. A 64-32-10 tanh network of 2,410 parameters, one copy for each client " +
      `(${writtenCount(clients * parameters)} weights in all), mini-batches of 16. A ` +
      "round is 10 updates of the probe; then the networks of those who took part are averaged, " +
      "and all start anew from the average, with the optimizer's memory empty. Who takes part is " +
      "drawn for each round, alike for all schedules. The track `participation` is the share of " +
      "clients (0.3 without it), the track `delay` the rounds by which updates are late, 0 to 4 " +
      "(0 without it). Validation is on 359 digits of all classes, by the server's model.",
    weights,
    initialWeights: (seed) =>
      copies(
        glorotUniform(model, seed),
        model.map((s) => sizeOf([s])),
        clients,
      ),
    tracks: { participation: 0.3, delay: 0 },
    buffers: {
      shapes: [
        { name: "models", rows: KEPT, columns: parameters },
        { name: "drift", rows: 1, columns: 1 },
      ],
      initial(seed) {
        const first = glorotUniform(model, seed);
        const all = new Float32Array(KEPT * parameters + 1);
        for (let i = 0; i < KEPT; i++) all.set(first, i * parameters);
        return all;
      },
    },
    batch(seed, step) {
      const random = randomStream("local batch", seed, step);
      const rows = rowsOf(seed).flatMap((own) =>
        Array.from({ length: BATCH }, () => own[random.below(each)] ?? 0),
      );
      const pick = (values: Float32Array, wide: number): Float32Array => {
        const all = new Float32Array(rows.length * wide);
        rows.forEach((row, i) => {
          all.set(values.subarray(row * wide, (row + 1) * wide), i * wide);
        });
        return all;
      };
      const order = permutation(clients, randomStream("round", seed, Math.floor(step / ROUND)));
      return [
        { shape: [clients, BATCH, width], values: pick(train.inputs, width) },
        { shape: [clients, BATCH, classes], values: pick(train.labels, classes) },
        { shape: [clients], values: Float32Array.from(order) },
      ];
    },
    loss(w, batch) {
      const inputs = reshape(at(batch, 0), [-1, BATCH, width]);
      const labels = reshape(at(batch, 1), [-1, BATCH, classes]);
      const losses = crossEntropy(networkOutput(networks(w), inputs), labels);
      return eachAlone(reshape(losses, [-1, clients]));
    },
    exchange(step, w, batch, { track, buffers, renew }) {
      if (step % ROUND !== ROUND - 1) return undefined;
      const [participation, delay] = [track("participation"), track("delay")];
      const [local, models] = [byClient(w, clients), at(buffers, 0)];
      const ended = endRound({ local, models, ranks: at(batch, 2), participation, delay });
      const kept = remembered(models, ended.model);
      renew([kept, ended.drift]);
      return toClients(started(kept, delay), w, clients);
    },
    validation: () => asBlocks(validation),
    measure(_, blocks, { buffers }) {
      const models = at(buffers, 0);
      const [replicas = 1] = models.shape;
      const newest = slice(models, [0, 0, 0], [replicas, 1, parameters]);
      const sizes = model.map((shape) => sizeOf([shape]));
      const server = split(newest, sizes, 2).map((part, i) =>
        reshape(part, [replicas, model[i]?.rows ?? 1, model[i]?.columns ?? 1]),
      );
      const logits = networkOutput(server, at(blocks, 0));
      return {
        loss: crossEntropy(logits, at(blocks, 1)),
        accuracy: accuracy(logits, at(blocks, 1)),
        more: { [DRIFT]: reshape(at(buffers, 1), [replicas]) },
      };
    },
  };
}

/** Each matrix of a model, of these sizes, once for each client. */
function copies(values: Float32Array, sizes: readonly number[], clients: number): Float32Array {
  const all = new Float32Array(values.length * clients);
  let from = 0;
  for (const size of sizes) {
    for (let i = 0; i < clients; i++) {
      all.set(values.subarray(from, from + size), from * clients + i * size);
    }
    from += size;
  }
  return all;
}
