// Trains with the very schedule that the editor previews: a line fitted to noisy points by SGD with
// momentum on TensorFlow.js. tfjs's own MomentumOptimizer does not take a new momentum after it is
// made, so that the update is written out here.
import * as tf from "@tensorflow/tfjs";
import { cosine, defineSchedule, linear, percent } from "learning-rate-designer";

const schedule = defineSchedule({
  name: "Line fit",
  length: { steps: 200 },
  learningRate: [linear({ from: 0, to: 0.2, for: percent(10) }), cosine({ to: 0 })],
  momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
});

await tf.setBackend("cpu");
const x = tf.linspace(-1, 1, 64);
const y = tf.tidy(() => x.mul(2).add(1).add(tf.randomNormal([64], 0, 0.05, "float32", 1)));
const slope = tf.variable(tf.scalar(0));
const offset = tf.variable(tf.scalar(0));
const variables = { [slope.name]: slope, [offset.name]: offset };
const velocities = new Map(Object.keys(variables).map((name) => [name, tf.scalar(0)]));

/** v ← momentum · v + gradient; w ← w − rate · v */
function update(name, gradient, { learningRate, momentum }) {
  const old = velocities.get(name);
  const velocity = old.mul(momentum).add(gradient);
  velocities.set(name, velocity);
  tf.tidy(() => variables[name].assign(variables[name].sub(velocity.mul(learningRate))));
  tf.dispose([old, gradient]);
}

const losses = [];
for (const values of schedule) {
  const { value, grads } = tf.variableGrads(() => slope.mul(x).add(offset).sub(y).square().mean());
  losses.push(value.dataSync()[0]);
  value.dispose();
  for (const [name, gradient] of Object.entries(grads)) update(name, gradient, values);
}

const result = {
  steps: losses.length,
  firstLoss: losses[0],
  lastLoss: losses.at(-1),
  slope: slope.dataSync()[0],
  offset: offset.dataSync()[0],
  peak: schedule.at(20).learningRate,
};
console.log(JSON.stringify(result));
