import { expect, it } from "vitest";
import { pairs, readText } from "./read";

/** tqdm's bars at 1, 2, 3 and 4 of 8, redrawn within the line. */
const bars = (label: string, pace: string, extra = ""): string =>
  [1, 2, 3, 4]
    .map(
      (count) =>
        `${label}${Math.floor(12.5 * count)}%|█▏        | ${count}/8 [00:01<00:04, ${pace}${extra}, loss=2.5, lr=${5 - count}e-4]`,
    )
    .join("\r");

const RATES = [4e-4, 3e-4, 2e-4, 1e-4].map((rate, i) => [i + 1, rate]);

it.each([
  ["Epochs:  ", "1.50it/s", "epochs"],
  ["Epoch:  ", "1.50s/it", "epochs"],
  ["epoch:  ", "?it/s", "epochs"],
  ["Training epochs:  ", "1.50s/it", "epochs"],
  ["Epoch progress:  ", "1.50s/it", "epochs"],
  ["EPOCHS  ", "1.50s/it", "epochs"],
  ["", "1.50epoch/s", "epochs"],
  ["Training:  ", "2.25s/epoch", "epochs"],
  // an epoch's parts, by the label or the unit
  ["Steps of this epoch:  ", "1.50it/s", "steps"],
  ["Epoch:  ", "1.50batch/s", "steps"],
  ["Epochs:  ", "1.50s/step", "steps"],
  // words that merely look like it
  ["epochal:  ", "1.50it/s", "steps"],
  ["steps:  ", "1.50it/s", "steps"],
  ["", "1.50it/s", "steps"],
])("a bar labelled %j at %s counts %s", (label, pace, axis) => {
  const { runs } = readText("output.log", `${bars(label, pace)}\n`);
  expect(runs).toHaveLength(1);
  expect(runs[0]?.series.get("learningRate")?.axis).toBe(axis);
  expect(pairs(runs[0], "learningRate")).toEqual(RATES);
  expect(pairs(runs[0], "loss")).toEqual(RATES.map(([step]) => [step, 2.5]));
});

it("a number behind the word is the epoch's own, whose batches the bar counts", () => {
  const { runs } = readText("output.log", `${bars("Epoch 2:  ", "1.50it/s")}\n`);
  expect(pairs(runs[0], "learningRate")).toEqual(
    RATES.map(([step = 0, rate]) => [2 + step / 8, rate]),
  );
});

it.each([
  ["", [1, 2, 3, 4]],
  [", 'epoch': ", [0.5, 1.5, 2.5, 3.5]],
])("a dict before a bar of epochs stands at its own epoch, or at the bar's (%s)", (own, epochs) => {
  const text = [1, 2, 3, 4]
    .map((count) => {
      const epoch = own === "" ? "" : `${own}${count - 0.5}`;
      return `{'loss': 2.5, 'learning_rate': 0.000${5 - count}${epoch}}\n\rEpochs:  10%|█ | ${count}/8 [00:01<00:04, 1.50s/it]\r`;
    })
    .join("");
  const [run] = readText("output.log", text).runs;
  expect(run?.series.get("learningRate")?.axis).toBe("epochs");
  expect(pairs(run, "learningRate")).toEqual(epochs.map((epoch, i) => [epoch, RATES[i]?.[1]]));
  expect(run?.skipped).toBe(0);
});
