import { describe, expect, it } from "vitest";
import { javascript } from "../../../src/core/formats/javascript/format";
import { close, one, readFormat, valuesOf } from "./read";

const cosine = (k: number, peak: number, total: number): number =>
  (peak / 2) * (1 + Math.cos((Math.PI * k) / total));

describe("functions of the rate in JavaScript and TypeScript", () => {
  it.each<[string, string, string, (k: number) => number]>([
    [
      "a declaration",
      "a.js",
      "export function getLr(step) {\n  const warm = 100;\n  return step < warm ? (1e-3 * step) / warm : 1e-3;\n}",
      (k) => (k < 100 ? (1e-3 * k) / 100 : 1e-3),
    ],
    [
      "an arrow, with a constant of the module",
      "a.ts",
      "const PEAK = 3e-4;\nexport const learningRate = (step: number): number =>\n  0.5 * PEAK * (1 + Math.cos((Math.PI * step) / 5000));",
      (k) => cosine(k, 3e-4, 5000),
    ],
    [
      "with a default",
      "a.mjs",
      "const lrAt = (epoch, base = 0.1) => base * 0.1 ** Math.floor(epoch / 30);",
      (k) => 0.1 * 0.1 ** Math.floor(k / 30),
    ],
    [
      "that calls another",
      "a.js",
      "function decay(t) { return Math.pow(0.95, t); }\nconst computeLearningRate = function (iteration) { return 0.2 * decay(iteration); };",
      (k) => 0.2 * 0.95 ** k,
    ],
    [
      "with a loop",
      "a.js",
      "function lr(epoch) {\n  let rate = 0.1;\n  for (const at of [10, 20]) if (epoch >= at) rate *= 0.1;\n  return rate;\n}",
      (k) => (k >= 20 ? 0.1 * 0.1 * 0.1 : k >= 10 ? 0.1 * 0.1 : 0.1),
    ],
  ])("are read: %s", async (_name, file, text, at) => {
    const schedule = await one(file, text);
    expect(schedule?.foreign?.format).toBe("function");
    expect(schedule?.unknowns).toEqual([]);
    close(schedule, at, [0, 1, 9, 10, 50, 100]);
  });

  it("ask for what only the run knows", async () => {
    const text = "export const lr = (step, total) => 0.1 * (1 - step / total);";
    const open = await one("a.js", text);
    expect(open?.schedule).toBeUndefined();
    expect(open?.unknowns.map(({ symbol }) => symbol)).toEqual(["total"]);
    const closed = await one("a.js", text, { values: { total: 200 } });
    expect(valuesOf(closed, [0, 100])).toEqual([0.1, 0.05]);
    const config = "const lr = (step) => config.peak / (step + 1);";
    expect((await one("a.js", config))?.unknowns.map(({ symbol }) => symbol)).toEqual([
      "config.peak",
    ]);
  });

  it.each([
    ["that gives a text", "const lrLabel = (step) => `lr ${step}`; const lr = (step) => 'x';"],
    ["without a step", "const lr = (value) => value * 2; function getLr() { return 0.1; }"],
    ["of two counters", "const lr = (step, epoch) => 0.1 / (step + epoch + 1);"],
    ["that is a component", "const LrSlider = (props) => null; const setLr = (step) => {};"],
    ["that is async", "async function lr(step) { return 0.1 * step; }"],
    ["that is negative", "const lr = (step) => -step;"],
    ["that multiplies", "const lrFactor = (step) => 1 / (step + 1);"],
  ])("are passed over: one %s", async (_name, text) => {
    const head = { uri: "file:///a.js", languageId: "", text };
    const found = javascript.recognises(head) ? (await readFormat("a.js", text)).schedules : [];
    expect(found).toEqual([]);
  });

  it("are drawn whatever they are called where the user asks for it", async () => {
    const text = "function shape(x, power = 2) { return (1 - x / 10) ** power; }";
    const previews = [{ name: "shape", parameter: "x", length: 10 }];
    const { schedules } = await readFormat("a.ts", text, { ports: { previews } });
    expect(schedules.map(({ name, schedule }) => [name, schedule?.length])).toEqual([
      ["shape", 10],
    ]);
    expect(valuesOf(schedules[0], [0, 5])).toEqual([1, 0.25]);
    const other = [{ name: "shape", parameter: "power", length: 4 }];
    const open = await readFormat("a.ts", text, { ports: { previews: other }, values: { x: 5 } });
    expect(valuesOf(open.schedules[0], [0, 1, 2])).toEqual([1, 0.5, 0.25]);
    const own = `import { defineSchedule } from "learning-rate-designer";\nexport const s = defineSchedule({ length: { steps: 9 }, learningRate: 0.1 });\n${text}`;
    const both = await readFormat("a.ts", own, { ports: { previews } });
    expect(both.schedules.map(({ name }) => name)).toEqual(["s", "shape"]);
  });
});

describe("rates that a loop sets in TensorFlow.js", () => {
  const loop = (body: string, around = "") => `
import * as tf from "@tensorflow/tfjs";
const EPOCHS = 30;
${around}
async function train(model, data) {
  const optimizer = tf.train.sgd(0.1);
  let best = Infinity;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
${body}
  }
}`;
  const fit = "    const history = await model.fit(data.xs, data.ys, { epochs: 1 });";

  it.each<[string, string, (k: number) => number]>([
    [
      "before the epoch trains",
      `    optimizer.learningRate = 0.1 * Math.pow(0.9, epoch);\n${fit}`,
      (k) => 0.1 * 0.9 ** k,
    ],
    [
      "after it: from the next one on",
      `${fit}\n    optimizer.setLearningRate(0.1 / (epoch + 2));`,
      (k) => (k === 0 ? 0.1 : 0.1 / (k + 1)),
    ],
    [
      "under a condition",
      `    if (epoch === 10 || epoch === 20) optimizer.learningRate = 0.1 * 0.1 ** (epoch / 10);\n${fit}`,
      (k) => 0.1 * 0.1 ** Math.floor(k / 10),
    ],
  ])("%s", async (_name, body, at) => {
    const schedule = await one("train.js", loop(body));
    expect(schedule?.foreign).toMatchObject({ format: "tfjs", clock: "epoch" });
    expect(schedule?.schedule?.length).toBe(30);
    close(schedule, at, [0, 1, 5, 9, 10, 19, 20, 29]);
  });

  it("by a variable that every round changes", async () => {
    const body = `    lr *= 0.5;\n    optimizer.learningRate = lr;\n${fit}`;
    const schedule = await one("train.ts", loop(body, "let lr = 0.8;"));
    expect(valuesOf(schedule, [0, 1, 2])).toEqual([0.4, 0.2, 0.1]);
  });

  it("by what the training gives: asked for, never guessed", async () => {
    const body = `${fit}\n    if (history.history.loss[0] > best) optimizer.learningRate = 0.01;`;
    const schedule = await one("train.js", loop(body));
    expect(schedule?.schedule).toBeUndefined();
    expect(schedule?.unknowns).toHaveLength(1);
  });

  it("over rounds that only the run knows", async () => {
    const text = loop(`    optimizer.learningRate = 0.1 / (epoch + 1);\n${fit}`).replace(
      "const EPOCHS = 30;",
      "const EPOCHS = Number(process.env.EPOCHS);",
    );
    const schedule = await one("train.js", text);
    expect(schedule?.schedule).toBeUndefined();
    expect(schedule?.unknowns).toHaveLength(1);
  });

  it.each([
    ["that does not train", "    optimizer.learningRate = 0.1 / (epoch + 1);"],
    [
      "that leaves rounds out",
      `    if (epoch % 2) continue;\n    optimizer.learningRate = 1;\n${fit}`,
    ],
    ["of another object", `    slider.learningRate = epoch;\n${fit}`],
  ])("are passed over in a loop %s", async (_name, body) => {
    const { schedules } = await readFormat("train.js", loop(body));
    expect(schedules).toEqual([]);
  });
});

describe("recognition", () => {
  it.each([
    "const total = 1; let lr = 2; // learningRate",
    "import { LrSlider } from './lr'; setLearningRate(0.1);",
    "const options = { learningRate: 0.1, lr: 1 };",
    "export function render(step) { return step; }",
  ])("passes over %s", (text) => {
    expect(javascript.recognises({ uri: "file:///a.ts", languageId: "", text })).toBe(false);
  });
});
