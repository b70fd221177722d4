import { eventFile, historyRecord, runRecord, wandbFile } from "./writers";

/** A small log, whole and of one run. */
export interface Sample {
  readonly path: string;
  readonly content: Uint8Array;
}

const COUNT = 8;
const rate = (step: number): number => 1e-3 * (1 - step / COUNT);
const loss = (step: number): number => 2 / (1 + step);

const of = (path: string, line: (step: number) => string, head = "", tail = ""): Sample => ({
  path,
  content: new TextEncoder().encode(
    head + Array.from({ length: COUNT }, (_, step) => line(step)).join("\n") + tail,
  ),
});

const record = (values: Readonly<Record<string, unknown>>): string => JSON.stringify(values);

const steps = Array.from({ length: COUNT }, (_, step) => step);

/** By a reader's id: a log that it reads. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  wandb: {
    path: "run-a.wandb",
    content: wandbFile([
      runRecord("a", { lr: { value: 1e-3 } }),
      ...steps.map((step) =>
        historyRecord({ lr: rate(step), loss: loss(step), _step: step, _timestamp: 1.7e9 + step }),
      ),
    ]),
  },
  tensorboard: {
    path: "events.out.tfevents.1",
    content: eventFile(
      steps.flatMap((step) => [
        { tag: "lr", step, value: rate(step) },
        { tag: "loss", step, value: loss(step) },
      ]),
    ),
  },
  mlflow: of(
    "mlruns/1/ab/metrics/lr",
    (step) => `${1.7e12 + step} ${rate(step)} ${step}`,
    "",
    [...steps.slice(0, 4).map((step) => `\n${1.8e12 + step} ${rate(step)} ${COUNT + step}`)].join(
      "",
    ),
  ),
  trainer_state: of(
    "trainer_state.json",
    (step) =>
      `    {\n      "epoch": 0.${step},\n      "learning_rate": ${rate(step)},\n      "loss": ${loss(step)},\n      "step": ${step}\n    }${step + 1 < COUNT ? "," : ""}`,
    '{\n  "best_metric": null,\n  "log_history": [\n',
    '\n  ],\n  "max_steps": 8\n}\n',
  ),
  json_list: of(
    "history.json",
    (step) => record({ step, lr: rate(step), loss: loss(step) }) + (step + 1 < COUNT ? "," : ""),
    "[\n",
    "]\n",
  ),
  llama_factory: of("trainer_log.jsonl", (step) =>
    record({
      current_steps: step,
      total_steps: COUNT,
      loss: loss(step),
      lr: rate(step),
      elapsed_time: `0:00:0${step}`,
    }),
  ),
  detectron2: of("metrics.json", (step) =>
    record({ data_time: 0.1, iteration: step, lr: rate(step), total_loss: loss(step) }),
  ),
  mmengine: of("scalars.json", (step) =>
    record({ lr: rate(step), data_time: 0.1, loss: loss(step), step }),
  ),
  json_lines: of("log.jsonl", (step) => record({ step, lr: rate(step), loss: loss(step) })),
  ultralytics: of(
    "results.csv",
    (step) =>
      `${`${step}`.padStart(12)},${loss(step).toFixed(5).padStart(12)},${rate(step).toFixed(8).padStart(12)}`,
    "       epoch,train/box_loss,      lr/pg0\n",
  ),
  lightning: of(
    "metrics.csv",
    (step) => `0,${rate(step)},${step},${loss(step)}`,
    "epoch,lr-AdamW,step,train_loss\n",
  ),
  keras: of(
    "training.csv",
    (step) => `${step},0.5,${Math.fround(rate(step))},${loss(step)}`,
    "epoch,accuracy,learning_rate,loss\n",
  ),
  csv: of("log.csv", (step) => `${step};${rate(step)};${loss(step)}`, "step;lr;loss\n"),
  huggingface_text: of(
    "output.log",
    (step) =>
      `{'loss': ${loss(step)}, 'learning_rate': ${rate(step)}, 'epoch': 0.${step}}\n\r ${step}0%|█         | ${step}/${COUNT} [00:10<01:30]`,
  ),
  megatron_text: of(
    "megatron.log",
    (step) =>
      ` iteration ${`${step}`.padStart(8)}/ ${COUNT} | consumed samples: ${16 * step} | learning rate: ${rate(step).toExponential(6)} | lm loss: ${loss(step).toExponential(6)} | number of skipped iterations:   0 |`,
  ),
  deepspeed_text: of(
    "deepspeed.log",
    (step) =>
      `[2023-04-01 10:00:0${step},000] [INFO] [Rank 0] step=${step}, skipped=0, lr=[${rate(step).toExponential(6)}, 1e-06], mom=[(0.9, 0.999)]`,
  ),
  openmmlab_text: of(
    "mm.log",
    (step) =>
      `10/01 10:00:00 - mmengine - INFO - Epoch(train)  [1][ ${step}/100]  lr: ${rate(step).toExponential(4)}  loss: ${loss(step).toFixed(4)}`,
  ),
  text: of(
    "train.log",
    (step) => `step ${step}: loss ${loss(step).toFixed(4)}, lr ${rate(step).toExponential(6)}`,
  ),
};
