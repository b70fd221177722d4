import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { TASKS } from "../../../src/probe/tasks/table";
import { parameterCount } from "../../../src/probe/tasks/task";
import { madeUpTable } from "./madeUpTable";

const PAGE = readFileSync(path.resolve(import.meta.dirname, "../../../docs/probes.md"), "utf8");

/** The column "weights" of the page's table, by task: one number for each task that the row names. */
function documented(): ReadonlyMap<string, number> {
  const rows = PAGE.split("\n").filter((line) => line.startsWith("| `"));
  return new Map(
    rows.flatMap((row) => {
      const [, names = "", , counts = ""] = row.split("|");
      const numbers = [...counts.matchAll(/\d[\d,]*/g)].map(([text]) =>
        Number(text.replace(",", "")),
      );
      return [...names.matchAll(/`(\w+)`/g)].map(([, name = ""], i): [string, number] => [
        name,
        numbers[i] ?? NaN,
      ]);
    }),
  );
}

/** Counted by hand from the architectures that the texts describe, not from the code's own sum. */
const BY_HAND: Readonly<Record<string, number>> = {
  spirals: 2 * 32 + 32 + 32 * 32 + 32 + 32 * 2 + 2,
  quadratic: 32,
  // Four gates that see the state, a number, a mark and a constant; one output with a bias.
  lstm: 4 * 32 * (32 + 2 + 1) + 32 + 1,
  // Tokens and positions; query, key, value, output, up and down in each block; the output.
  transformer: (16 + 16) * 32 + 2 * (4 * 32 * 32 + 32 * 64 + 64 * 32) + 32 * 16,
  landscape: 2,
  protein13: 13 - 2,
  protein: 21 - 2,
  protein34: 34 - 2,
  digits: 64 * 48 + 48 + 48 * 10 + 10,
  batchNorm: 64 * 32 + 2 * 32 + 32 * 32 + 2 * 32 + 32 * 10 + 10,
  weightDecay: 64 * 64 + 64 + 64 * 10 + 10,
  augmentation: 64 * 64 + 64 + 64 * 10 + 10,
  contrastive: 24 * 48 + 48 + 48 * 8 + 8,
  labelNoise: 64 * 64 + 64 + 64 * 10 + 10,
  deep: 64 * 32 + 32 + 4 * (32 * 32 + 32) + 32 * 10 + 10,
  // A network for each of ten clients.
  federated: 10 * (64 * 32 + 32 + 32 * 10 + 10),
  diffusion: (2 + 8) * 48 + 48 + 48 * 48 + 48 + 48 * 2 + 2,
  lottery: 2 * (64 * 64 + 64) + 64 * 10 + 10,
  csv: 4 * 32 + 32 + 32 * 32 + 32 + 32 * 3 + 3,
};

test.each([...TASKS.keys()])(
  "the weights of %s are as many as its text and the page say",
  (name) => {
    const task = TASKS.get(name)?.(madeUpTable());
    if (task === undefined) throw new Error(name);
    const count = parameterCount(task);
    expect(count).toBe(BY_HAND[name]);
    expect(task.initialWeights(1)).toHaveLength(count);
    const told = /([\d,]+) weights/.exec(task.about)?.[1];
    if (told !== undefined) expect(told).toBe(count.toLocaleString("en-US"));
    if (name !== "csv") expect(documented().get(name)).toBe(count);
  },
);

test.each([
  "spirals",
  "lstm",
  "transformer",
  "digits",
  "batchNorm",
  "weightDecay",
  "augmentation",
  "contrastive",
  "labelNoise",
  "deep",
  "diffusion",
  "lottery",
])("%s tells its weights", (name) => {
  expect(TASKS.get(name)?.(undefined).about).toMatch(/[\d,]+ weights/);
});

// Functions of their weights alone have no data.
const WITHOUT_DATA = ["quadratic", "landscape", "protein13", "protein", "protein34"];

test.each([...TASKS.keys()].filter((name) => !WITHOUT_DATA.includes(name)))(
  "%s tells whether its data are the same for every seed, or fresh",
  (name) => {
    const task = TASKS.get(name)?.(madeUpTable());
    expect(task?.about).toMatch(
      /(same|same ones) for every seed|always the same ones|drawn anew for each seed|fresh/,
    );
    const first = (seed: number): string => String(task?.batch(seed, 0)[0]?.values);
    // The seed draws at least which of them come when.
    expect(first(1)).not.toBe(first(2));
  },
);
