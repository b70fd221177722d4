import { describe, expect, it } from "vitest";
import { close, one, readFormat, type World } from "../read";

const { cos, PI } = Math;
const DECAY = "keras.optimizers.schedules.CosineDecay(0.01, 1000)";
const HEAD = `import keras
from keras.optimizers import Adam
`;

/** A model that is compiled with a schedule, and trained by `fit`. */
const script = (fit: string, compile = `model.compile(Adam(${DECAY}), loss="mse")`): string =>
  `${HEAD}model = keras.Sequential([])\n${compile}\n${fit}\n`;

const length = async (text: string, world?: World) => {
  const schedule = await one("train.py", text, world);
  const { horizon, length: steps } = schedule?.schedule ?? {};
  return {
    length: horizon === undefined ? steps : null,
    unknowns: schedule?.unknowns.map(({ symbol, unit }) => `${symbol}: ${unit ?? "number"}`),
  };
};

const known = (steps: number) => ({ length: steps, unknowns: [] });
const FIT = "model.fit(x, y, epochs=30, steps_per_epoch=50)";

describe("a schedule of Keras has the length of the fit that trains with it", () => {
  it.each([
    ["in the optimizer's call", script(FIT), 1500],
    ["by name", script(FIT, `model.compile(optimizer=Adam(learning_rate=${DECAY}))`), 1500],
    ["bound before", script(FIT, `rate = ${DECAY}\nopt = Adam(rate)\nmodel.compile(opt)`), 1500],
    [
      "wrapped",
      script(FIT, `model.compile(keras.optimizers.LossScaleOptimizer(Adam(${DECAY})))`),
      1500,
    ],
    // Model.fit(x, y, batch_size, epochs, …)
    ["by place", script("model.fit(x, y, 32, 4, steps_per_epoch=10)"), 40],
    // epochs=1 by default
    ["of one epoch", script("model.fit(x, steps_per_epoch=70)"), 70],
    ["begun later", script("model.fit(x, epochs=9, initial_epoch=4, steps_per_epoch=10)"), 50],
    ["fit_generator", script("model.fit_generator(g, 20, 3)"), 60],
    ["a history that is kept", script("history = model.fit(d, epochs=2, steps_per_epoch=5)"), 10],
    [
      "a model of another file",
      script(FIT)
        .replace("keras.Sequential([])", "build_model()")
        .replace(HEAD, `${HEAD}from net import build_model\n`),
      1500,
    ],
    [
      "a class of the script's own",
      script(FIT).replace(
        "model = keras.Sequential([])",
        "class Net(keras.Model):\n    pass\nmodel = Net()",
      ),
      1500,
    ],
    [
      "in a function",
      `${HEAD}def train(model, epochs=3):\n    model.compile(Adam(${DECAY}))\n    model.fit(d, epochs=epochs, steps_per_epoch=7)\n`,
      21,
    ],
    [
      "a data set before it has a fit of its own",
      script(FIT).replace(
        HEAD,
        `${HEAD}from sklearn.preprocessing import StandardScaler\nStandardScaler().fit(x)\n`,
      ),
      1500,
    ],
  ])("%s", async (_, text, steps) => {
    expect(await length(text)).toEqual(known(steps));
  });

  it("one of the script's own, too", async () => {
    const own = `class Inverse(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return 0.1 / (1 + step)
`;
    const text = script(FIT, `${own}model.compile(Adam(Inverse()))`);
    expect(await length(text)).toEqual(known(1500));
  });

  it("keeps its values", async () => {
    // keras/src/optimizers/schedules/learning_rate_schedule.py: alpha 0
    const schedule = await one("train.py", script(FIT));
    close(
      schedule,
      (k) => (k < 1000 ? 0.005 * (1 + cos((k / 1000) * PI)) : 0),
      [0, 300, 999, 1400],
    );
  });

  it.each([
    ["arrays", "model.fit(x, y, epochs=30, batch_size=64)"],
    ["a data set that repeats", "data = data.repeat().batch(32)\nmodel.fit(data, epochs=30)"],
    ["None", "model.fit(x, y, epochs=30, steps_per_epoch=None)"],
  ])("asks for the steps of an epoch where the data say them: %s", async (_, fit) => {
    const open = { length: null, unknowns: ["steps_per_epoch: steps per epoch"] };
    expect(await length(script(fit))).toEqual(open);
    for (const name of ["steps_per_epoch", "steps per epoch", "updates per epoch"])
      expect(await length(script(fit), { values: { [name]: 40 } })).toEqual(known(1200));
  });

  it("asks for what stands in its place", async () => {
    const text = script("model.fit(d, epochs=config.epochs, steps_per_epoch=len(train) // 32)");
    expect((await length(text)).unknowns).toEqual([
      "config.epochs: epochs",
      expect.stringContaining("len(train)"),
    ]);
    const spread = await length(script("model.fit(d, steps_per_epoch=5, **options)"));
    expect(spread).toEqual({ length: null, unknowns: [expect.stringContaining("options")] });
  });

  it.each([
    ["no fit", ""],
    ["another model's fit", "other = keras.Sequential([])\nother.fit(d, steps_per_epoch=5)"],
    // the optimizer counts on
    ["two of them", `${FIT}\nmodel.fit(x, y, epochs=5, steps_per_epoch=50)`],
    ["one in a loop", `for fold in folds:\n    ${FIT}`],
  ])("has none with %s", async (_, fit) => {
    const { schedules } = await readFormat("train.py", script(fit));
    expect(schedules[0]?.schedule?.horizon).toBeDefined();
    expect(schedules[0]?.unknowns).toEqual([]);
  });
});
