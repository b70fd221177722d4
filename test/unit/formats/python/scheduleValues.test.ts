import { describe, expect, it } from "vitest";
import { close, readFormat } from "../read";

/** The schedule whose anchor is the last one in a script. */
async function last(text: string) {
  const analyzed = (await readFormat("train.py", text)).schedules.at(-1);
  if (!analyzed) throw new Error("no schedule");
  return analyzed;
}

const checked = async (text: string, real: Readonly<Record<number, number>>): Promise<void> => {
  const analyzed = await last(text);
  close(analyzed, (step) => real[step] ?? NaN, Object.keys(real).map(Number));
};

describe("a schedule that a function calls with the step", () => {
  it("is optax' own, turned round as what updates are scaled by (optax 0.2.8)", () =>
    checked(
      `import optax
schedule = optax.warmup_cosine_decay_schedule(0.0, 1e-3, 100, 1000)
tx = optax.chain(optax.scale_by_adam(), optax.scale_by_schedule(lambda count: -1 * schedule(count)))
`,
      { 0: 0, 50: 0.0005, 100: 0.001, 550: 0.0005, 999: 3.046171104803541e-9, 1000: 0 },
    ));

  it.each([
    "jnp.where(step < 100, warm(step), cos(step - 100))",
    "jax.lax.cond(step < 100, warm, lambda s: cos(s - 100), step)",
  ])("is one of two (optax 0.2.8): %s", (chosen) =>
    checked(
      `import jax, optax
import jax.numpy as jnp
def make(total, peak):
    warm = optax.linear_schedule(0., peak, 100)
    cos = optax.cosine_decay_schedule(peak, total - 100, alpha=0.1)
    def schedule(step):
        return ${chosen}
    return schedule
opt = optax.adamw(make(2000, 1e-3), weight_decay=0.1)
`,
      {
        0: 0,
        99: 0.00099,
        100: 0.001,
        1000: 0.0005871607054625496,
        1999: 0.00010000061514140841,
        2500: 0.0001,
      },
    ),
  );

  it.each(["keras.ops.cond", "tf.cond"])(
    "follows a warmup in a Keras class of the script's own: %s",
    (cond) =>
      // the linear warmup and PolynomialDecay(2e-5, 270, 0) after it, by their formulas
      checked(
        `import keras
import tensorflow as tf
class WarmUp(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate, decay, steps):
        super().__init__()
        self.rate, self.decay, self.steps = rate, decay, steps
    def __call__(self, step):
        return ${cond}(step < self.steps, lambda: self.rate * step / self.steps, lambda: self.decay(step - self.steps))
decay = keras.optimizers.schedules.PolynomialDecay(2e-5, 270, end_learning_rate=0.0)
lr = WarmUp(2e-5, decay, 30)
opt = keras.optimizers.AdamW(lr)
`,
        { 0: 0, 15: 1e-5, 30: 2e-5, 165: 1e-5, 299: 2e-5 / 270, 400: 0 },
      ),
  );

  it("is unknown by what it is made of", async () => {
    const analyzed = await last(
      "import optax\nschedule = optax.linear_schedule(0.1, 0, cfg.total)\nopt = optax.sgd(lambda s: 2 * schedule(s))\n",
    );
    expect(analyzed.schedule).toBeUndefined();
    expect(analyzed.unknowns.map(({ symbol }) => symbol)).toEqual(["cfg.total"]);
  });
});

it("finds ReduceLROnPlateau of Keras where nothing else names a rate", async () => {
  const text = `import keras
model.compile(keras.optimizers.Adam(1e-3))
model.fit(x, y, epochs=40, callbacks=[keras.callbacks.ReduceLROnPlateau(patience=5)])
`;
  const { schedules } = await readFormat("train.py", text);
  expect(schedules.map(({ foreign }) => foreign?.format)).toEqual(["keras"]);
});
