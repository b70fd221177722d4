import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { convert } from "../../../src/core/write/convert";
import { kerasWriter } from "../../../src/core/write/targets/keras";
import { readAlone } from "../formats/read";
import { scheduleOf } from "../schedule/build";

const TABLE_AFTER_WARMUP = [
  { kind: "linear", from: 0, to: 0.1, for: 80 },
  { kind: "table", values: [0.1, 0.05, 0.02], every: 36, for: 100 },
  { kind: "cosine", to: 0 },
];

const OPS = {
  floor: Math.floor,
  minimum: Math.min,
  maximum: Math.max,
  clip: (x: number, low: number, high: number) => Math.min(Math.max(x, low), high),
};

/** The indices that `ops.take` is given in the code, as functions of the step. */
const indicesOf = (code: string): ((step: number) => number)[] =>
  [...code.replaceAll(/\s+/g, " ").matchAll(/ops\.take\( ?\w+, ops\.cast\((.*?), "int32"\)/g)].map(
    ([, index = ""]) => {
      // plain arithmetic, which JavaScript reads as Python does
      return runInNewContext(`(step) => ${index}`, { ops: OPS }) as (step: number) => number;
    },
  );

// `ops.where` runs what it doesn't choose as well, and PyTorch takes no element outside of a table
it.each<[string, readonly object[], number]>([
  ["a table after a warmup", TABLE_AFTER_WARMUP, 300],
  [
    "values in place of RAdam's formula",
    [
      { kind: "linear", from: 0.1, to: 0.05, for: 100 },
      { kind: "rectifiedWarmup", to: 0.1, beta2: 0.99 },
    ],
    1000,
  ],
])("takes elements inside of its tables at every update: %s", async (_, learningRate, steps) => {
  const schedule = scheduleOf({ length: { steps }, learningRate });
  const { code } = await convert(kerasWriter, { schedule, file: "" }, readAlone);
  const [, table = ""] = /VALUES = \[([^\]]*)\]/.exec(code ?? "") ?? [];
  const size = table.split(",").filter((value) => value.trim() !== "").length;
  const indices = indicesOf(code ?? "");
  expect(indices).toHaveLength(1);
  for (const index of indices)
    for (let step = 0; step <= steps; step++) {
      expect(index(step)).toBeGreaterThanOrEqual(0);
      expect(index(step)).toBeLessThan(size);
    }
});
