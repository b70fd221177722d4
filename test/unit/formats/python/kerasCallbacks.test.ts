import { describe, expect, it } from "vitest";
import { close, one, readFormat, valuesOf } from "../read";

const HEAD = `import keras
`;
/** A model of SGD at 0.1, trained with a callback. */
const trained = (callback: string, fit: string): string => `
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse")
model.fit(x, y, ${fit}, callbacks=[${callback}])
`;

const TABLE = `
LR_SCHEDULE = [(3, 0.05), (6, 0.01), (9, 0.005), (12, 0.001)]

def lr_schedule(epoch, lr):
    if epoch < LR_SCHEDULE[0][0] or epoch > LR_SCHEDULE[-1][0]:
        return lr
    for i in range(len(LR_SCHEDULE)):
        if epoch == LR_SCHEDULE[i][0]:
            return LR_SCHEDULE[i][1]
    return lr

class CustomLearningRateScheduler(keras.callbacks.Callback):
    def __init__(self, schedule):
        super().__init__()
        self.schedule = schedule

    def on_epoch_begin(self, epoch, logs=None):
        if not hasattr(self.model.optimizer, "learning_rate"):
            raise ValueError('Optimizer must have a "learning_rate" attribute.')
        lr = self.model.optimizer.learning_rate
        scheduled_lr = self.schedule(epoch, lr)
        self.model.optimizer.learning_rate = scheduled_lr
        print(f"\\nEpoch {epoch}: Learning rate is {float(scheduled_lr)}.")
`;

const DECAY = `
class Decay(keras.callbacks.Callback):
    def __init__(self, factor, every=2):
        super().__init__()
        self.factor = factor
        self.every = every

    def on_epoch_end(self, epoch, logs=None):
        if (epoch + 1) % self.every == 0:
            lr = float(self.model.optimizer.learning_rate.numpy())
            self.model.optimizer.learning_rate.assign(lr * self.factor)
`;

/** The same with the names of Keras 2. */
const OLD_DECAY = `
from keras import backend as K

class Decay(keras.callbacks.Callback):
    def __init__(self, factor):
        self.factor = factor

    def on_epoch_end(self, epoch, logs={}):
        if epoch % 2 == 1:
            lr = K.get_value(self.model.optimizer.lr)
            K.set_value(self.model.optimizer.lr, lr * self.factor)
`;

const WARMUP = `
class Warmup(keras.callbacks.Callback):
    def __init__(self, peak, warmup):
        super().__init__()
        self.peak = peak
        self.warmup = warmup
        self.step = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.step += 1
        self.model.optimizer.learning_rate = self.peak * min(1.0, self.step / self.warmup)
`;

const POLY = `
class Poly(keras.callbacks.Callback):
    def __init__(self, base, epochs):
        super().__init__()
        self.base = base
        self.total = epochs

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        t = self.epoch + (batch + 1) / self.params["steps"]
        self.model.optimizer.learning_rate = self.base * (1 - t / self.total) ** 0.9
`;

const ANEW = `
class Anew(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.seen = 0

    def on_train_batch_end(self, batch, logs=None):
        self.seen += 1
        self.model.optimizer.learning_rate = 0.1 / (1 + self.seen)
`;

const RESUMED = `
class Resumed(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = 0.1 * 0.5 ** epoch
`;

/** What Keras 3.15.1 had as the rate of each update (of each epoch's first one, by epochs), on PyTorch. */
const CASES: readonly {
  readonly name: string;
  readonly text: string;
  readonly clock: "epoch" | "update";
  readonly rates: readonly number[];
}[] = [
  {
    name: "of a table, as Keras' guide has it",
    text: TABLE + trained("CustomLearningRateScheduler(lr_schedule)", "epochs=15"),
    clock: "epoch",
    rates: [
      0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.001, 0.001, 0.001,
    ],
  },
  {
    name: "at an epoch's end, by assign",
    text: DECAY + trained("Decay(0.5)", "epochs=7"),
    clock: "epoch",
    rates: [0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125],
  },
  {
    name: "by K.set_value, as Keras 2 has it",
    text: OLD_DECAY + trained("Decay(0.5)", "epochs=7"),
    clock: "epoch",
    rates: [0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125],
  },
  {
    name: "of epochs that begin later",
    text: RESUMED + trained("Resumed()", "epochs=6, initial_epoch=3"),
    clock: "epoch",
    rates: [0.0125, 0.00625, 0.003125],
  },
  {
    name: "before each batch",
    text: WARMUP + trained("Warmup(0.2, 8)", "epochs=3, steps_per_epoch=5"),
    clock: "update",
    rates: [0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
  },
  {
    name: "after each batch, by the epoch that its begin has noted",
    text: POLY + trained("Poly(0.3, 4)", "epochs=4, steps_per_epoch=3"),
    clock: "update",
    rates: [
      0.1, 0.2774032652378082, 0.25459983944892883, 0.23156684637069702, 0.2082759439945221,
      0.18469126522541046, 0.16076602041721344, 0.13643667101860046, 0.11161231994628906,
      0.08615237474441528, 0.059811558574438095, 0.03205222263932228,
    ],
  },
  {
    name: "of a count that each epoch begins anew",
    text: ANEW + trained("Anew()", "epochs=3, steps_per_epoch=4"),
    clock: "update",
    rates: [
      0.1, 0.05, 0.03333333507180214, 0.025, 0.02, 0.05, 0.03333333507180214, 0.025, 0.02, 0.05,
      0.03333333507180214, 0.025,
    ],
  },
];

describe("a callback of a script's own that sets the rate", () => {
  it.each(CASES)("$name", async ({ text, clock, rates }) => {
    const found = await one("train.py", HEAD + text);
    expect(found).toMatchObject({
      unknowns: [],
      foreign: { format: "keras", clock, stepped: "framework" },
    });
    const { length = NaN, horizon } = found?.schedule ?? {};
    expect(horizon).toBeUndefined();
    const each = length / rates.length;
    const steps = rates.map((_, k) => k * each);
    valuesOf(found, steps).forEach((rate, k) => {
      expect(rate / (rates[k] ?? NaN)).toBeCloseTo(1, 6);
    });
  });

  it("is drawn over runs of any length, where each update's rate follows from its number", async () => {
    const text = HEAD + WARMUP + trained("Warmup(0.2, 3000)", "epochs=90, steps_per_epoch=5000");
    const warmup = (k: number): number => 0.2 * Math.min(1, (k + 1) / 3000);
    close(await one("train.py", text), warmup, [0, 1, 999, 2998, 2999, 3000, 449_999]);
  });

  it.each([
    [
      "a counter that stops counting, in a run that is too long to be run",
      WARMUP.replace("self.step += 1", "self.step = min(self.step + 1, 100)").replace(
        "min(1.0, self.step / self.warmup)",
        "self.step",
      ) + trained("Warmup(0.2, 3000)", "epochs=90, steps_per_epoch=5000"),
      "a rate that every step changes, over too many steps",
    ],
    ["the updates of an epoch", POLY + trained("Poly(0.3, 4)", "epochs=4"), "steps_per_epoch"],
    ["a parameter", DECAY + trained("Decay(cfg.factor)", "epochs=4"), "cfg.factor"],
    [
      "the rate that a fit before has left",
      (DECAY + trained("Decay(0.5)", "epochs=4")).replace(
        "model.fit(",
        "model.fit(x, y, epochs=2)\nmodel.fit(",
      ),
      "the optimizer's learning_rate",
    ],
    [
      "the rate that the script has set",
      (DECAY + trained("Decay(0.5)", "epochs=4"))
        .replace("keras.optimizers.SGD(learning_rate=0.1)", "sgd")
        .replace("model =", "sgd = keras.optimizers.SGD(0.1)\nsgd.learning_rate = rate\nmodel ="),
      "the optimizer's learning_rate",
    ],
    ["the optimizer of a class that stands alone", DECAY, "the optimizer's learning_rate"],
    [
      "a constructor's argument that nothing gives",
      DECAY + "model.compile(keras.optimizers.SGD(0.1))\n",
      "factor",
    ],
    [
      "a metric",
      DECAY.replace("(epoch + 1) % self.every == 0", 'logs.get("val_loss") > 0.5') +
        trained("Decay(0.5)", "epochs=4"),
      'logs.get("val_loss")',
    ],
    [
      "what batches count",
      RESUMED.replace("0.5 ** epoch", "self.seen") +
        "    def on_train_batch_end(self, batch, logs=None):\n        self.seen = self.seen + 1\n" +
        "    def on_train_begin(self, logs=None):\n        self.seen = 0\n" +
        trained("Resumed()", "epochs=4"),
      "self.seen",
    ],
  ])("asks for %s, and draws nothing before", async (_, text, symbol) => {
    const found = await one("train.py", HEAD + text);
    expect(found?.schedule).toBeUndefined();
    expect(found?.unknowns.map((unknown) => unknown.symbol)).toContain(symbol);
  });

  it.each([
    [
      "another callback sets the rate, too",
      DECAY + trained("Decay(0.5), keras.callbacks.ReduceLROnPlateau()", "epochs=4"),
      "not-read",
    ],
    [
      "fit() is called again and again",
      (DECAY + trained("Decay(0.5)", "epochs=4")).replace(
        "model.fit(",
        "for _ in range(3):\n    model.fit(",
      ),
      "not-read",
    ],
    [
      "Keras refuses it, as the optimizer follows a schedule",
      (DECAY + trained("Decay(0.5)", "epochs=4")).replace(
        "=0.1)",
        "=keras.optimizers.schedules.CosineDecay(0.1, 100))",
      ),
      "refused-value",
    ],
  ])("is not drawn where %s", async (_, text, code) => {
    const { schedules, problems } = await readFormat("train.py", HEAD + text);
    const found = schedules.find(({ foreign }) => foreign?.clock === "epoch");
    expect(found?.schedule).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it("is none where it only looks at the rate", async () => {
    const text = RESUMED.replace("self.model.optimizer.learning_rate = ", "rate = ");
    const { schedules } = await readFormat(
      "train.py",
      HEAD + text + trained("Resumed()", "epochs=4"),
    );
    expect(schedules).toEqual([]);
  });

  it("sees what a variable holds by now", async () => {
    const text = `
class Halved(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.rate = self.model.optimizer.learning_rate

    def on_epoch_end(self, epoch, logs=None):
        self.rate.assign(self.rate / 2)
`;
    const found = await one("train.py", HEAD + text + trained("Halved()", "epochs=5"));
    close(found, (k) => 0.1 / 2 ** k, [0, 1, 2, 3, 4]);
  });
});
