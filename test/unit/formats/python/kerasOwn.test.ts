import { describe, expect, it } from "vitest";
import { close, one, readFormat } from "../read";

/** The schedule of the Transformer tutorial of TensorFlow, whose formula is that of the paper. */
const NOAM = `import tensorflow as tf

class CustomSchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup_steps=4000):
        super().__init__()
        self.d_model = d_model
        self.d_model = tf.cast(self.d_model, tf.float32)
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        step = tf.cast(step, dtype=tf.float32)
        arg1 = tf.math.rsqrt(step + 1)
        arg2 = (step + 1) * (self.warmup_steps ** -1.5)
        return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)

learning_rate = CustomSchedule(128)
optimizer = tf.keras.optimizers.Adam(learning_rate, beta_1=0.9)
`;

describe("a LearningRateSchedule of a script's own", () => {
  it("is run for each step (Vaswani et al. 2017, section 5.3)", async () => {
    const schedule = await one("noam.py", NOAM);
    expect(schedule).toMatchObject({ name: "learning_rate", foreign: { format: "keras" } });
    const noam = (k: number) => 128 ** -0.5 * Math.min((k + 1) ** -0.5, (k + 1) * 4000 ** -1.5);
    close(schedule, noam, [0, 1, 10, 3998, 3999, 4000, 9000, 100_000]);
  });

  it("takes a value of a table, and of cases", async () => {
    const schedule = await one(
      "table.py",
      `import keras
from keras import ops

VALUES = [0.1, 0.05, 0.01]

class Table(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        step = ops.cast(step, "float32")
        value = ops.take(VALUES, ops.cast(ops.minimum(ops.floor(step / 100), 2), "int32"))
        return ops.where(step < 50, 0.2, value)

optimizer = keras.optimizers.SGD(Table())
`,
    );
    const table = (k: number) => (k < 50 ? 0.2 : ([0.1, 0.05, 0.01][Math.floor(k / 100)] ?? 0.01));
    close(schedule, table, [0, 49, 50, 99, 100, 199, 200, 1000]);
  });

  it("asks for what only the run knows, and draws nothing before", async () => {
    const { schedules } = await readFormat("noam.py", NOAM.replace("(128)", "(config.width)"));
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["config.width"]);
  });
});
