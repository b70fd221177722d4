import { describe, expect, it } from "vitest";
import { metricsOfRun } from "../../../../src/core/recordings/runMetrics";
import type { MeasuredMetric } from "../../../../src/core/schedule/measuredMetric";
import { readText } from "../../recordings/read";
import { close, one, readFormat } from "../read";

const LOSSES = [1, 0.8, 0.79, 0.795, 0.8, 0.6, 0.6, 0.61, 0.62, 0.6, 0.59995, 0.7, 0.5];

const epochs = (values: readonly number[], from = 0): string =>
  ["epoch,loss,val_loss", ...values.map((value, i) => `${from + i},2,${value}`)].join("\n");

const metricIn = (path: string, text: string): MeasuredMetric => {
  const run = readText(path, text).runs[0];
  const metric = run && metricsOfRun(run)[0];
  if (!metric) throw new Error("no metric");
  return metric;
};

const TORCH = `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=1, factor=0.5, cooldown=1)
for epoch in range(100):
    train()
    scheduler.step(validate())
`;

describe("a plateau rule with the metric of a log", () => {
  it("has the rates that torch 1.13 had with those losses, and none after the last", async () => {
    const metric = metricIn("log.csv", epochs(LOSSES));
    expect(metric.tag).toBe("val_loss");
    const schedule = await one("train.py", TORCH, { ports: { metric } });
    expect(schedule?.unknowns).toEqual([]);
    expect(schedule?.foreign?.reacts).toBe(true);
    // ReduceLROnPlateau of torch 1.13, stepped with LOSSES
    const rates = [
      0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125, 0.0125, 0.0125,
    ];
    close(schedule, (k) => rates[k] ?? NaN, [...rates.keys()]);
    expect(schedule?.schedule?.tracks.get("learningRate")?.curve.at(14)).toBeNaN();
    expect(schedule?.schedule?.length).toBe(100);
  });

  it("asks for a made-up metric without a log", async () => {
    const { schedules } = await readFormat("train.py", TORCH);
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual([
      "evaluations that improve",
    ]);
    expect(schedules[0]?.foreign?.reacts).toBe(true);
  });

  it("isn't driven by a log that begins in the middle, and says so", async () => {
    const metric = metricIn("log.csv", epochs(LOSSES, 7));
    const { schedules } = await readFormat("train.py", TORCH, { ports: { metric } });
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.problems.map(({ message }) => message)).toEqual([
      "The log's val_loss can't drive this scheduler: it has no value for each epoch from the first on.",
    ]);
  });

  it("of the Hugging Face trainer changes at the updates of the log's evaluations", async () => {
    const history = [500, 1000, 1500, 2000].map((step, i) =>
      JSON.stringify({ step, epoch: i, eval_loss: [2, 1, 1.5, 1.5][i] }),
    );
    const metric = metricIn(
      "trainer_state.json",
      `{"global_step": 2000, "log_history": [${history.join(",")}]}`,
    );
    const script = `from transformers import TrainingArguments
args = TrainingArguments(learning_rate=2e-5, lr_scheduler_type="reduce_lr_on_plateau", max_steps=3000, lr_scheduler_kwargs={"patience": 1, "factor": 0.5})
`;
    const schedule = await one("train.py", script, { ports: { metric } });
    // the second evaluation in a row that is no better is the one at update 2,000
    close(schedule, (k) => (k < 2000 ? 2e-5 : 1e-5), [0, 499, 500, 1000, 1999, 2000]);
    expect(schedule?.schedule?.tracks.get("learningRate")?.curve.at(2001)).toBeNaN();
  });
});
