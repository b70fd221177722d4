import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { metricsOfRun } from "../../../../src/core/recordings/runMetrics";
import { readText } from "../../recordings/read";
import { readFormat } from "../read";

/** What a library gave for a script and the metrics that it was shown. */
interface Case {
  readonly id: string;
  readonly form: string;
  readonly source: string;
  readonly unit: "epoch" | "update";
  readonly metrics?: readonly number[];
  readonly values: { readonly learningRate: readonly (readonly [number, number])[] };
  readonly float32?: { readonly maxAbsDifference: number };
}

const cases = ["timm", "keras", "optax"].flatMap((library) =>
  readFileSync(`test/fixtures/golden/${library}.jsonl`, "utf8")
    .split("\n")
    .filter((line) => /^\{"id": "[^"]*plateau/i.test(line))
    .map((line) => JSON.parse(line) as Case)
    .filter(({ metrics, form, id }) => metrics && form === "python" && !id.includes("invalid")),
);

it.each(cases)("$id is drawn for the metrics of a log", async (one) => {
  const clock = one.unit === "epoch" ? "epoch" : "step";
  const rows = (one.metrics ?? []).map((value, i) => `${i},${value}`);
  const run = readText("log.csv", [`${clock},val_loss`, ...rows].join("\n")).runs[0];
  const metric = run && metricsOfRun(run)[0];
  if (!metric) throw new Error("no metric");
  const { schedules } = await readFormat("train.py", one.source, { ports: { metric } });
  const drawn = schedules.find(({ foreign, schedule }) => foreign?.reacts === true && schedule);
  const curve = drawn?.schedule?.tracks.get("learningRate")?.curve;
  expect(
    curve,
    JSON.stringify(schedules.map(({ problems, unknowns }) => [problems, unknowns])),
  ).toBeDefined();
  for (const [step, rate] of one.values.learningRate) {
    const off = Math.abs((curve?.at(step) ?? NaN) - rate);
    expect(off, `at ${step}`).toBeLessThanOrEqual(
      1e-12 * rate + (one.float32?.maxAbsDifference ?? 0),
    );
  }
});
