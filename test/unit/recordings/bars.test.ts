import { describe, expect, it } from "vitest";
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
  ["Training epochs:  ", "1.50s/it", "epochs"],
  ["Epoch:  ", "1.50epoch/s", "epochs"],
  // of epochs, or of the batches of one
  ["Epoch:  ", "1.50s/it", "rows"],
  ["epoch:  ", "?it/s", "rows"],
  ["Epoch progress:  ", "1.50s/it", "rows"],
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

describe("a bar labelled as an epoch", () => {
  const OPEN =
    /labelled as an epoch counts up to 4: whether these are epochs or the batches of one/;

  const bar = (count: number, rate: number, label = "Epoch: "): string =>
    `${label}${25 * count}%|█ | ${count}/4 [00:01<00:04, 4.50it/s, lr=${rate}]\r`;

  /** Several ways of a bar from its beginning to its end. */
  const laps = (rates: readonly (readonly number[])[]): string =>
    rates.map((lap) => lap.map((rate, count) => bar(count, rate)).join("")).join("\n");

  const told = (text: string) => {
    const { runs, notes } = readText("output.log", `${text}\n`);
    expect(runs).toHaveLength(1);
    const axis = runs[0]?.series.get("learningRate")?.axis;
    return { axis, points: pairs(runs[0], "learningRate"), notes };
  };

  it("that goes once may count either, which is said", () => {
    const { axis, notes } = told(laps([[5, 4, 3, 2, 1]]));
    expect(axis).toBe("rows");
    expect(notes).toEqual([expect.stringMatching(OPEN)]);
  });

  it("counts batches where it begins anew and the rates go on", () => {
    const { axis, points, notes } = told(
      laps([
        [1, 0.9, 0.8, 0.7, 0.6],
        [0.6, 0.5, 0.4, 0.3, 0.2],
        [0.2, 0.1, 0.05, 0.01, 0],
      ]),
    );
    expect(axis).toBe("epochs");
    expect(notes).toEqual([]);
    expect(points.slice(0, 4)).toEqual([
      [0, 1],
      [0.25, 0.9],
      [0.5, 0.8],
      [0.75, 0.7],
    ]);
    // the last of an epoch is the first of the next one
    expect(points.at(-1)).toEqual([3, 0]);
    expect(points).toHaveLength(13);
  });

  it.each<[string, readonly (readonly number[])[]]>([
    [
      "begin anew with it, as those of another fold",
      [
        [5, 4, 3, 2, 1],
        [5, 4, 3, 2, 1],
      ],
    ],
    [
      "are the same throughout",
      [
        [1, 1, 1, 1, 1],
        [1, 1, 1, 1, 1],
      ],
    ],
    [
      "are others, as of a search for a rate",
      [
        [1, 1, 1, 1, 1],
        [0.1, 0.1, 0.1, 0.1, 0.1],
      ],
    ],
  ])("stays open where the rates %s", (_, rates) => {
    const { axis, points, notes } = told(laps(rates));
    expect(axis).toBe("rows");
    expect(points.at(-1)?.[0]).toBe(8);
    expect(notes).toEqual([expect.stringMatching(OPEN)]);
  });

  it("counts epochs where another bar goes from its beginning to its end between each two counts", () => {
    const inner = (count: number): string => ` 50%|█ | ${count}/2 [00:01<00:01, 9.5it/s]\r`;
    const text = [0, 1, 2, 3, 4]
      .map((epoch) => `${bar(epoch, 5 - epoch)}${[0, 1, 2].map(inner).join("")}`)
      .join("\n");
    expect(told(text)).toEqual({
      axis: "epochs",
      notes: [],
      points: [0, 1, 2, 3, 4].map((epoch) => [epoch, 5 - epoch]),
    });
  });

  it.each(["Namespace(epochs=4, lr=0.1)", "  Num Epochs = 4", "'max_epochs': 4,"])(
    "counts epochs where the run is said to have as many: %s",
    (said) => {
      const { axis, notes } = told(`${said}\n${laps([[5, 4, 3, 2, 1]])}`);
      expect({ axis, notes }).toEqual({ axis: "epochs", notes: [] });
    },
  );

  it("isn't told of where it places nothing", () => {
    const { notes } = readText(
      "output.log",
      "Epoch:  25%|█ | 1/4 [00:01<00:04, 4.50it/s]\nstep 5 lr 0.1\n",
    );
    expect(notes).toEqual([]);
  });

  it("isn't taken to begin anew where two processes draw it", () => {
    const { axis, points } = told(
      [0, 2, 1, 3, 2, 4].map((count) => bar(count, 5 - count)).join(""),
    );
    expect(axis).toBe("rows");
    expect(Math.max(...points.map(([count]) => count))).toBe(4);
  });
});
