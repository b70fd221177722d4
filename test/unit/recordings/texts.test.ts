import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogReading } from "../../../src/core/recordings/readLog";
import { pairs, readText } from "./read";

describe("Hugging Face trainer_state.json", () => {
  const state = `{
  "best_metric": null, "epoch": 0.5, "global_step": 30, "is_local_process_zero": true,
  "log_history": [
    {"epoch": 0.1, "grad_norm": NaN, "learning_rate": 0.0, "loss": 2.5, "step": 10},
    {"epoch": 0.2, "grad_norm": 1.5, "learning_rate": 4.5e-05, "loss": Infinity, "step": 20},
    {"epoch": 0.2, "eval_loss": 2.25, "eval_runtime": 3, "step": 20},
    {"epoch": 0.3, "learning_rate": 4e-05, "loss": "2.1", "step": 30}
  ],
  "max_steps": 1000, "num_train_epochs": 9223372036854775807, "trial_name": null
}`;

  it("is read with bare NaN and whole numbers beyond 2⁵³", () => {
    const { format, runs } = readText("checkpoint-30/trainer_state.json", state);
    expect(format).toBe("trainer_state");
    expect(pairs(runs[0], "learningRate")).toEqual([
      [10, 0],
      [20, 4.5e-5],
      [30, 4e-5],
    ]);
    expect(pairs(runs[0], "loss")).toEqual([
      [10, 2.5],
      [20, Infinity],
      [30, 2.1],
    ]);
    expect(pairs(runs[0], "validationLoss")).toEqual([[20, 2.25]]);
    expect(runs[0]?.hyperParameters.get("max_steps")).toBe(1000);
    expect(runs[0]?.hyperParameters.get("num_train_epochs")).toBe(2 ** 63);
    expect(runs[0]?.skipped).toBe(0);
  });

  it("gives the records that are whole where the file is cut off", () => {
    for (let length = 0; length < state.length; length++) {
      const got = pairs(
        readText("trainer_state.json", state.slice(0, length)).runs[0],
        "learningRate",
      );
      expect(got).toEqual(
        [
          [10, 0],
          [20, 4.5e-5],
          [30, 4e-5],
        ].slice(0, got.length),
      );
    }
  });
});

describe("MLflow", () => {
  it("takes run and key from the path", () => {
    const { format, runs } = readText(
      "/x/mlruns/0/d41d8cd98f00/metrics/train/lr",
      "1700000000000 0.1 0\n1700000001000 0.05 1\n1700000002000 na",
    );
    expect(format).toBe("mlflow");
    expect(runs[0]?.name).toBe("d41d8cd98f00");
    expect(pairs(runs[0], "learningRate")).toEqual([
      [0, 0.1],
      [1, 0.05],
    ]);
    expect([...(runs[0]?.series.get("learningRate")?.times ?? [])]).toEqual([1.7e9, 1.7e9 + 1]);
    expect(runs[0]?.skipped).toBe(1);
  });
});

describe("tables", () => {
  it("of Lightning are sparse, with groups and momentum", () => {
    const { format, runs } = readText(
      "lightning_logs/version_0/metrics.csv",
      "epoch,lr-AdamW/pg1,lr-AdamW/pg2,lr-AdamW-momentum,step,train_loss,val_loss\n" +
        ",0.1,0.01,0.9,0,,\n0,,,,49,2.5,\n0,,,,49,,2.25\n,0.05,0.005,0.85,50,,\n",
    );
    expect(format).toBe("lightning");
    expect(pairs(runs[0], "learningRate")).toEqual([
      [0, 0.1],
      [50, 0.05],
    ]);
    expect(pairs(runs[0], "learningRate/pg2")).toEqual([
      [0, 0.01],
      [50, 0.005],
    ]);
    expect(pairs(runs[0], "momentum")).toEqual([
      [0, 0.9],
      [50, 0.85],
    ]);
    expect(pairs(runs[0], "loss")).toEqual([[49, 2.5]]);
    expect(pairs(runs[0], "validationLoss")).toEqual([[49, 2.25]]);
  });

  it("of Ultralytics are padded, in both styles, with the markers of a merge", () => {
    const v8 =
      "                  epoch,         train/box_loss,                 lr/pg0,                 lr/pg1\n" +
      "                      1,                 1.5000,               0.070000,               0.003333\n" +
      "<<<<<<< HEAD\n                      2,                 1.2500,               0.040000,               0.006600\n=======\n>>>>>>> main\n";
    const read = readText("runs/train/results.csv", v8);
    expect(read.format).toBe("ultralytics");
    expect(pairs(read.runs[0], "learningRate")).toEqual([
      [1, 0.07],
      [2, 0.04],
    ]);
    expect(pairs(read.runs[0], "learningRate/pg1")).toEqual([
      [1, 0.003333],
      [2, 0.0066],
    ]);
    expect(read.runs[0]?.series.get("learningRate")?.axis).toBe("epochs");
    expect(read.runs[0]?.skipped).toBe(3);
    expect(read.notes.join()).toContain("merge conflict");
    const v5 =
      "               epoch,      train/box_loss,               x/lr0,               x/lr1\n                   0,             0.10,             0.0033,            0.0033\n";
    expect(pairs(readText("results.csv", v5).runs[0], "learningRate/1")).toEqual([[0, 0.0033]]);
  });

  it("of Keras resume late", () => {
    const { format, runs } = readText(
      "training.csv",
      "epoch,accuracy,learning_rate,loss\n7,0.5,0.0010000000474974513,1.5\n8,0.6,0.0005000000237487257,1.25\n",
    );
    expect(format).toBe("keras");
    expect(pairs(runs[0], "learningRate")).toEqual([
      [7, Math.fround(0.001)],
      [8, Math.fround(0.0005)],
    ]);
  });

  it("hold several runs and a resume", () => {
    const { runs } = readText(
      "log.csv",
      "step;lr;loss\n0;0.1;3\n10;0.2;2\n20;0.3;1\n10;0.2;2\n20;0.3;1\nstep;lr;loss\n0;0.5;3\n10;0.6;2\n",
    );
    expect(runs).toHaveLength(2);
    expect(pairs(runs[0], "learningRate")).toEqual([
      [0, 0.1],
      [10, 0.2],
      [20, 0.3],
      [10, 0.2],
      [20, 0.3],
    ]);
    expect(runs[0]?.restarts).toEqual([10]);
    expect(pairs(runs[1], "learningRate")).toEqual([
      [0, 0.5],
      [10, 0.6],
    ]);
  });
});

describe("JSON lines", () => {
  it("of LLaMA-Factory say every row twice", () => {
    const row =
      '{"current_steps": 5, "total_steps": 100, "loss": 1.5, "lr": 1e-05, "epoch": 0.1}\n';
    const { format, runs } = readText("trainer_log.jsonl", row + row);
    expect(format).toBe("llama_factory");
    expect(pairs(runs[0], "learningRate")).toEqual([[5, 1e-5]]);
  });

  it("of detectron2 hold several runs, of MMEngine another clock for validation", () => {
    const lines = [
      [19, 0.01],
      [39, 0.02],
      [19, 0.01],
      [39, 0.02],
    ].map(([iteration, lr]) => JSON.stringify({ iteration, lr, total_loss: 1, data_time: 0.1 }));
    const read = readText("output/metrics.json", lines.join("\n"));
    expect(read.format).toBe("detectron2");
    expect(read.runs.map((run) => pairs(run, "learningRate"))).toEqual([
      [
        [19, 0.01],
        [39, 0.02],
      ],
      [
        [19, 0.01],
        [39, 0.02],
      ],
    ]);
    const mm = readText(
      "scalars.json",
      '{"lr": 0.1, "data_time": 0.2, "loss": 2, "epoch": 1, "iter": 50, "step": 50}\n{"bbox_mAP": 0.3, "step": 1}\n{"lr": 0.05, "loss": 1, "iter": 100, "step": 100, "data_time": 0.1}\n{"lr":',
    );
    expect(mm.format).toBe("mmengine");
    expect(pairs(mm.runs[0], "learningRate")).toEqual([
      [50, 0.1],
      [100, 0.05],
    ]);
    expect(mm.runs).toHaveLength(1);
    expect(mm.runs[0]?.skipped).toBe(1);
  });
});

describe("terminals", () => {
  it("of the Hugging Face Trainer: the bar after a dict tells its step", () => {
    const text =
      "  0%|          | 0/100 [00:00<?, ?it/s]\r  9%|▉         | 9/100 [00:01<00:10,  9.0it/s]\n" +
      "{'loss': 2.5, 'grad_norm': nan, 'learning_rate': 4.5e-05, 'epoch': 0.1}\n\r 10%|█         | 10/100 [00:01<00:10]\r 19%|█▉        | 19/100 [00:02<00:09]\n" +
      "{'loss': '2.1', 'learning_rate': '4.000e-05', 'epoch': '0.2'}\n\r 20%|██        | 20/100 [00:02<00:08]\n";
    const { format, runs } = readText("output.log", text);
    expect(format).toBe("huggingface_text");
    expect(pairs(runs[0], "learningRate")).toEqual([
      [10, 4.5e-5],
      [20, 4e-5],
    ]);
  });

  it.each([
    [
      "megatron_text",
      " iteration       10/     500 | consumed samples:          160 | elapsed time per iteration (ms): 123.4 | learning rate: 1.500000E-04 | global batch size:    16 | lm loss: 8.125000E+00 | loss scale: 4096.0 | grad norm: 1.250 | number of skipped iterations:   2 | number of nan iterations:   0 |",
      {
        learningRate: 1.5e-4,
        loss: 8.125,
        gradientNorm: 1.25,
        skipped_steps: 2,
        consumed_samples: 160,
      },
    ],
    [
      "deepspeed_text",
      "[2023-04-01 10:00:00,000] [INFO] [logging.py:96:log_dist] [Rank 0] step=10, skipped=1, lr=[9.6e-06, 1e-06], mom=[(0.9, 0.999)]",
      { learningRate: 9.6e-6, "learningRate/1": 1e-6, momentum: 0.9, skipped_steps: 1 },
    ],
    [
      "text",
      "step    10 | loss: 6.500 | lr 6.0000e-04 | norm: 1.5 | dt: 9 ms | tok/sec: 100",
      { learningRate: 6e-4, loss: 6.5, gradientNorm: 1.5 },
    ],
    [
      "text",
      "steps:  10%|█         | 10/100 [00:10<01:30,  1.00s/it, avr_loss=0.125, lr=1e-4]",
      { learningRate: 1e-4, loss: 0.125 },
    ],
    [
      "text",
      "\u001b[32m[10/13 10:00:00 d2.utils.events]: \u001b[0m eta: 0:01:00  iter: 10  total_loss: 1.5  time: 0.2  lr: 0.02  max_mem: 3000M",
      { learningRate: 0.02, total_loss: 1.5 },
    ],
    [
      "openmmlab_text",
      "10/01 10:00:00 - mmengine - INFO - Epoch(train)  [1][  10/7330]  lr: 2.0000e-02  eta: 1 day  loss: 1.5000",
      { learningRate: 0.02, loss: 1.5 },
    ],
  ])("%s: %s", (format, line, values) => {
    const read = readText("out.log", `${line}\n`);
    expect(read.format).toBe(format);
    const found = Object.entries(values).map(([name, value]) => [name, [[10, value]]]);
    for (const [name, points] of found)
      expect(pairs(read.runs[0], name === "total_loss" ? "loss" : String(name))).toEqual(points);
  });

  it("of the Hugging Face Trainer without bars: the epoch is the clock, line by line", () => {
    const rates = [1e-4, "9e-05", 8e-5, NaN, 6e-5, 5e-5];
    const printed = (rate: unknown): string =>
      typeof rate === "string" ? `'${rate}'` : Number.isNaN(rate) ? "nan" : String(rate);
    const text = rates
      .map(
        (rate, i) => `{'loss': ${6 - i}.5, 'learning_rate': ${printed(rate)}, 'epoch': ${i / 4}}`,
      )
      .join("\n");
    const { format, runs } = readText("train.log", text);
    expect(format).toBe("huggingface_text");
    const known = rates.flatMap((rate, i) => (Number.isNaN(rate) ? [] : [[i / 4, Number(rate)]]));
    expect(pairs(runs[0], "learningRate")).toEqual(known);
    expect(runs[0]?.series.get("learningRate")?.axis).toBe("epochs");
    expect(pairs(runs[0], "loss")).toEqual(rates.map((_, i) => [i / 4, 6.5 - i]));
  });

  it("of an epoch's progress bar stand at its share of the epoch", () => {
    // the form of Lightning's TQDMProgressBar, redrawn within the line
    const bars = [0, 1, 2].flatMap((epoch) =>
      [10, 20, 30, 40].map(
        (batch) =>
          `Epoch ${epoch}: ${25 * (batch / 10)}%|██▌       | ${batch}/40 [00:01<00:04, 9.9it/s, v_num=0, train_loss=0.5, lr=${(0.16 - 0.04 * epoch - batch / 1000).toFixed(3)}]`,
      ),
    );
    const { runs } = readText("output.log", `${bars.join("\r")}\n`);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.series.get("learningRate")?.axis).toBe("epochs");
    const rates = [150, 140, 130, 120, 110, 100, 90, 80, 70, 60, 50, 40];
    expect(pairs(runs[0], "learningRate")).toEqual(
      rates.map((rate, i) => [(i + 1) / 4, rate / 1000]),
    );
  });

  it("tell what torch's schedulers print of each group, by the epoch before it", () => {
    // the first two lines are those of a log that Lightning's bars and StepLR(verbose=True) wrote
    const { runs } = readText(
      "output.log",
      "Adjusting learning rate of group 0 to 2.0000e-04.\n" +
        "Epoch 0:  99%|▍ | 92/93 [00:21<00:00,  4.33it/s, v_num=c02w, train/loss_step=1.14e+3]Adjusting learning rate of group 0 to 1.0000e-04.\n" +
        "Epoch 1:  99%|▉ | 92/93 [00:19<00:00,  4.62it/s, v_num=c02w, val/loss=671.0]Adjusting learning rate of group 0 to 5.0000e-05.\n" +
        "Epoch 00002: reducing learning rate of group 0 to 2.5000e-05.\n" +
        "Epoch 00002: reducing learning rate of group 1 to 2.5000e-06.\n" +
        "Epoch 00003: reducing learning rate of group 1 to 1.2500e-06.\n",
    );
    expect(pairs(runs[0], "learningRate")).toEqual([
      [0, 1e-4],
      [1, 5e-5],
      [2, 2.5e-5],
    ]);
    expect(pairs(runs[0], "learningRate/1")).toEqual([
      [2, 2.5e-6],
      [3, 1.25e-6],
    ]);
    expect(runs[0]?.hyperParameters.get("learning_rate")).toBe(2e-4);
  });

  it("take a rate before any step for a setting, not for a measurement", () => {
    const { runs } = readText(
      "out.log",
      "Namespace(lr=0.01, batch=32)\nEpoch 1/10\n - lr: 0.005\nEpoch 2/10\n - lr: 0.0025\n",
    );
    expect(pairs(runs[0], "learningRate")).toEqual([
      [1, 0.005],
      [2, 0.0025],
    ]);
    expect(runs[0]?.hyperParameters.get("learning_rate")).toBe(0.01);
  });
});

describe("anything at all", () => {
  it("gives an answer: random bytes, random texts", () => {
    const path = fc.constantFrom(
      "a.json",
      "a.csv",
      "a.log",
      "a.wandb",
      "x.tfevents",
      "trainer_state.json",
      "metrics/lr",
    );
    fc.assert(
      fc.property(path, fc.uint8Array({ maxLength: 300 }), (name, bytes) => {
        const reading = new LogReading(name);
        reading.push(bytes);
        expect(reading.end().runs.length).toBeLessThan(300);
      }),
      { numRuns: 500 },
    );
    const words = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      ":",
      ",",
      "step",
      "lr",
      "1e-3",
      "\n",
      "\\",
      "NaN",
      "epoch",
      "|",
      "10/20",
      " ",
    );
    fc.assert(
      fc.property(path, fc.array(words, { maxLength: 80 }), (name, parts) => {
        expect(readText(name, parts.join("")).runs.length).toBeLessThan(100);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a line without end out of memory", () => {
    const reading = new LogReading("a.log");
    for (let i = 0; i < 200; i++) reading.push(new Uint8Array(1 << 16).fill(120));
    reading.push(new TextEncoder().encode("\nstep 1 lr 0.1\n"));
    const { runs } = reading.end();
    expect(pairs(runs[0], "learningRate")).toEqual([[1, 0.1]]);
    expect(runs[0]?.skipped).toBe(1);
  });

  it("thins a series of millions", () => {
    const reading = new LogReading("a.csv");
    reading.push(new TextEncoder().encode("step,lr\n"));
    const count = 1 << 21;
    for (let from = 0; from < count; from += 4096) {
      const rows = Array.from({ length: 4096 }, (_, i) => `${from + i},0.5`);
      reading.push(new TextEncoder().encode(`${rows.join("\n")}\n`));
    }
    const series = reading.end().runs[0]?.series.get("learningRate");
    expect(series?.steps.length).toBeLessThanOrEqual(1 << 20);
    expect(series?.stride).toBeGreaterThan(1);
    const steps = [...(series?.steps ?? [])];
    const gaps = new Set(steps.slice(1).map((step, i) => step - (steps[i] ?? NaN)));
    expect([...gaps]).toEqual([series?.stride]);
  });
});
