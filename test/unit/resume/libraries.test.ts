import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { asCounted } from "../../../src/core/formats/counted";
import { resume, type ResumeReport } from "../../../src/core/resume/resume";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { readFormat } from "../formats/read";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/resume");

interface Measured<Given> {
  readonly at: number;
  readonly cases: Readonly<Record<string, MeasuredCase<Given>>>;
}
interface MeasuredCase<Given> {
  readonly old: Given;
  readonly new: Given;
  /** By the way's id, or "id: how it was done": the rates from update `at` on. */
  readonly rates: Readonly<Record<string, readonly number[]>>;
}

function measuredBy<Given>(file: string): Measured<Given> {
  return JSON.parse(readFileSync(path.join(FIXTURES, file), "utf8")) as Measured<Given>;
}

type Written = readonly [file: string, text: string];

async function scheduleOf([file, text]: Written): Promise<Schedule> {
  const [analyzed] = (await readFormat(file, text)).schedules;
  const schedule = analyzed && asCounted(analyzed).schedule;
  if (!schedule) throw new Error(`not read: ${text}`);
  return schedule;
}

async function reportOf<Given>(
  { old, new: next }: MeasuredCase<Given>,
  at: number,
  { write, format }: { write: (given: Given) => Written; format: string },
): Promise<ResumeReport> {
  const first = await scheduleOf(write(old));
  const same = JSON.stringify(old) === JSON.stringify(next);
  const report = resume(first, same ? first : await scheduleOf(write(next)), at, format);
  if ("reason" in report) throw new Error(report.reason);
  return report;
}

/** Every measured way has the product's rates; those that it doesn't claim to know are left out. */
function agrees(report: ResumeReport, rates: MeasuredCase<unknown>["rates"], unit: number): void {
  for (const [name, found] of Object.entries(rates)) {
    const way = report.ways.find(({ id }) => id === name.split(":")[0]);
    expect(way?.curve, name).toBeDefined();
    const wrong = found.flatMap((rate, j) => {
      const told = way?.curve?.at(report.at + j) ?? NaN;
      const known = !(j === 0 && Number.isNaN(told));
      return known && !(Math.abs(told - rate) <= unit) ? [[report.at + j, rate, told]] : [];
    });
    expect(wrong, name).toEqual([]);
  }
}

const python = (text: string): Written => ["train.py", text];
const literal = (value: unknown): string => JSON.stringify(value);

interface Library<Given> {
  readonly file: string;
  readonly format: string;
  readonly write: (given: Given) => Written;
  /** What the library's arithmetic leaves open: float32 for optax and Keras. */
  readonly unit: number;
}

function compare<Given>(library: Library<Given>): void {
  const { at, cases } = measuredBy<Given>(library.file);
  it.each(Object.entries(cases))(`${library.format}: %s`, async (_, measured) => {
    agrees(await reportOf(measured, at, library), measured.rates, library.unit);
  });
}

const FLOAT32 = 2 ** -24;

describe("a run that a library resumed over another horizon has the rates that it really had", () => {
  compare<Record<string, unknown>>({
    file: "transformers-5.18.json",
    format: "transformers",
    unit: 1e-15,
    write: (given) => {
      // the 40 examples of libraries.py in batches of 4
      const { num_train_epochs: epochs, ...rest } = given;
      const all = epochs === undefined ? rest : { ...rest, max_steps: 10 * Number(epochs) };
      const args = Object.entries(all).map(([key, value]) => `${key}=${literal(value)}`);
      return python(
        `from transformers import Trainer, TrainingArguments\nargs = TrainingArguments("out", ${args.join(", ")})\nTrainer(model, args).train()\n`,
      );
    },
  });

  const optax: Readonly<Record<string, (n: number) => string>> = {
    cosine_decay_schedule: (n) => `optax.cosine_decay_schedule(0.1, ${n}, alpha=0.01)`,
    warmup_cosine_decay_schedule: (n) =>
      `optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, ${n}, 1e-3)`,
    polynomial_schedule: (n) => `optax.polynomial_schedule(0.1, 1e-3, 2, ${n})`,
    exponential_decay: (n) => `optax.exponential_decay(0.1, ${n}, 0.1)`,
    constant_schedule: (n) => String(1 / n),
  };
  compare<readonly [string, string, number]>({
    file: "optax-0.2.8.json",
    format: "optax",
    unit: FLOAT32,
    write: ([name, kind, n]) => {
      const rate = optax[kind]?.(n) ?? "";
      const made = name.startsWith("inject_hyperparams")
        ? `optax.inject_hyperparams(optax.sgd)(learning_rate=${rate})`
        : `optax.sgd(${rate})`;
      return python(`import optax\ntx = ${made}\n`);
    },
  });

  const keras: Readonly<Record<string, (n: number) => string>> = {
    CosineDecay: (n) => `schedules.CosineDecay(0.1, ${n}, alpha=0.01)`,
    "CosineDecay with warmup": (n) =>
      `schedules.CosineDecay(0.0, ${n}, warmup_target=0.1, warmup_steps=10)`,
    PolynomialDecay: (n) => `schedules.PolynomialDecay(0.1, ${n}, 0.001, 2.0)`,
    ExponentialDecay: (n) => `schedules.ExponentialDecay(0.1, ${n}, 0.1)`,
  };
  compare<readonly [string, number]>({
    file: "keras-3.15.json",
    format: "keras",
    unit: FLOAT32,
    write: ([kind, n]) => {
      const made = keras[kind];
      return python(
        made
          ? `import keras\nfrom keras.optimizers import schedules\nmodel.compile(keras.optimizers.SGD(${made(n)}), "mse")\nmodel.fit(x, y, epochs=${n}, steps_per_epoch=1)\n`
          : `import keras\nmodel.compile(keras.optimizers.SGD(0.1), "mse")\ncall = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 * (1 - epoch / ${n}))\nmodel.fit(x, y, epochs=${n}, callbacks=[call])\n`,
      );
    },
  });

  compare<readonly [string, Record<string, unknown>]>({
    file: "deepspeed.json",
    format: "deepspeed",
    unit: 1e-15,
    write: ([type, params]) => [
      "ds_config.json",
      JSON.stringify({
        optimizer: { type: "AdamW", params: { lr: 0.1 } },
        scheduler: { type, params },
      }),
    ],
  });
});

describe("a run that is resumed by what isn't in its checkpoint", () => {
  const callback = (text: string): Written =>
    python(
      `import keras\nmodel.compile(keras.optimizers.SGD(0.1), "mse")\ncall = keras.callbacks.${text}\nmodel.fit(x, y, epochs=100, callbacks=[call])\n`,
    );
  const halved = (rate: number): Written =>
    callback(`LearningRateScheduler(lambda epoch, lr: lr * ${rate})`);

  it("isn't drawn where the callback's function takes the rate before, and is another", async () => {
    const [old, next] = await Promise.all([0.9, 0.8].map((rate) => scheduleOf(halved(rate))));
    const report = old && next && resume(old, next, 40, "keras");
    if (!report || "reason" in report) throw new Error("no report");
    expect(report.ways.map(({ id, curve }) => [id, curve !== undefined])).toEqual([
      ["counter", false],
      ["startedOver", true],
    ]);
    const same = resume(old, old, 40, "keras");
    if ("reason" in same) throw new Error(same.reason);
    expect(same.ways[0]?.curve?.at(40)).toBeCloseTo(0.1 * 0.9 ** 41, 9);
  });

  it("isn't drawn where torch would mix the rates of two runs", async () => {
    const made = (rate: number): Written =>
      python(
        `import torch\no = torch.optim.SGD(m.parameters(), lr=${rate})\ns = torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=100)\nfor step in range(100):\n    o.step()\n    s.step()\n`,
      );
    const [old, next] = await Promise.all([0.1, 0.2].map((rate) => scheduleOf(made(rate))));
    const report = old && next && resume(old, next, 40, "torch");
    if (!report || "reason" in report) throw new Error("no report");
    const known = report.ways.filter(({ curve }) => curve !== undefined).map(({ id }) => id);
    expect(known).toEqual(["state", "optimizer"]);
  });
});
