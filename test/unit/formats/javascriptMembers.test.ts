import { describe, expect, it } from "vitest";
import { javascript } from "../../../src/core/formats/javascript/format";
import { close, one, readFormat } from "./read";

describe("rates of objects and classes in JavaScript and TypeScript", () => {
  it.each<[string, string, string, string, (k: number) => number]>([
    [
      "an arrow of an object",
      "a.ts",
      "const PEAK = 0.2;\nexport const plan = { name: 'x', learningRate: (epoch: number) => PEAK * 0.9 ** epoch };",
      "learningRate",
      (k) => 0.2 * 0.9 ** k,
    ],
    [
      "a method of an object, made in a function",
      "a.js",
      "function make() {\n  const warm = 10;\n  return { getLr(step) { return step < warm ? 0.01 * step : 0.1; } };\n}",
      "getLr",
      (k) => (k < 10 ? 0.01 * k : 0.1),
    ],
    [
      "a method of a class",
      "a.js",
      "class Decay {\n  learningRateAt(iteration, base = 0.5) {\n    return base / (1 + iteration);\n  }\n}",
      "learningRateAt",
      (k) => 0.5 / (1 + k),
    ],
    [
      "a static one",
      "a.mjs",
      "export class Rates { static lr(step) { return 0.1 / Math.sqrt(step + 1); } }",
      "lr",
      (k) => 0.1 / Math.sqrt(k + 1),
    ],
  ])("are read: %s", async (_, file, text, name, at) => {
    const { schedules } = await readFormat(file, text);
    expect(schedules.map((schedule) => schedule.name)).toEqual([name]);
    close(schedules[0], at, [0, 1, 9, 10, 50]);
  });

  it.each([
    ["that reads its object", "class A { lr(step) { return this.base / (step + 1); } }"],
    ["that only sets", "const o = { setLr(step) { rate = step; } };"],
    ["of a component", "const o = { renderLr: (step) => '<b>', onLrChange(e) { return 1; } };"],
    ["without a step", "class A { getLr(value) { return value * 2; } }"],
  ])("are passed over: one %s", async (_, text) => {
    const head = { uri: "file:///a.js", languageId: "", text };
    const found = javascript.recognises(head) ? (await readFormat("a.js", text)).schedules : [];
    expect(found).toEqual([]);
  });
});

describe("callbacks of TensorFlow.js", () => {
  const fit = (callback: string, epochs = "epochs: 30, "): string => `
const base = 0.05;
async function train(model, x, y) {
  const factor = 0.5;
  await model.fit(x, y, { ${epochs}batchSize: 32, callbacks: { ${callback}, onEpochEnd: log } });
}
`;

  it.each([
    "onEpochBegin: async (epoch) => { model.optimizer.learningRate = base * factor ** Math.floor(epoch / 10); }",
    "async onEpochBegin(epoch) {\n      const drops = Math.floor(epoch / 10);\n      optimizer.setLearningRate(base * factor ** drops);\n      console.log(epoch);\n    }",
    "onEpochBegin: function (epoch, logs) { model.optimizer.setLearningRate(base * factor ** Math.floor(epoch / 10)); }",
  ])("%s", async (callback) => {
    const schedule = await one("train.js", fit(callback));
    expect(schedule?.foreign).toMatchObject({ format: "tfjs", clock: "epoch", stepped: "epoch" });
    expect(schedule?.schedule?.length).toBe(30);
    close(schedule, (k) => 0.05 * 0.5 ** Math.floor(k / 10), [0, 9, 10, 19, 20, 29]);
  });

  it("of a class have no epochs that the file says", async () => {
    const text =
      "class Drop extends tf.CustomCallback {\n  async onEpochBegin(epoch) { this.model; }\n}\nclass Slow extends tf.CustomCallback {\n  onEpochBegin(epoch) { optimizer.learningRate = 0.1 / (1 + epoch); }\n}";
    const { schedules } = await readFormat("a.js", text);
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.schedule?.horizon).toBe("open");
    close(schedules[0], (k) => 0.1 / (1 + k), [0, 1, 10]);
  });

  it("that set it only sometimes, or from the rate before, are asked for", async () => {
    for (const callback of [
      "onEpochBegin: async (epoch) => { if (epoch === 10) model.optimizer.learningRate = 0.01; }",
      "onEpochBegin: async (epoch) => { model.optimizer.learningRate = model.optimizer.learningRate * 0.9; }",
      "onEpochBegin: async (epoch) => { if (done) return; model.optimizer.learningRate = 0.1 / (epoch + 1); }",
      "onEpochBegin: async (epoch) => { model.optimizer.learningRate = 1; model.optimizer.learningRate = 2; }",
    ]) {
      const schedule = await one("train.js", fit(callback));
      expect(schedule?.schedule, callback).toBeUndefined();
      expect(schedule?.unknowns.map(({ symbol }) => symbol)).toEqual([
        "what the callback sets the rate to",
      ]);
    }
    const open = await one(
      "train.js",
      fit(
        "onEpochBegin: async (epoch) => { model.optimizer.learningRate = config.lr / (epoch + 1); }",
      ),
    );
    expect(open?.unknowns.map(({ symbol }) => symbol)).toEqual(["config.lr"]);
  });
});
