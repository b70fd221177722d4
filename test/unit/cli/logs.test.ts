import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "./capture";

let folder = "";
const file = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "logs-"));
  const rows = Array.from({ length: 100 }, (_, step) => `${step},${0.1 * (1 - step / 100)}`);
  await writeFile(
    file("plan.schedule.json"),
    JSON.stringify({ length: { steps: 100 }, learningRate: { kind: "linear", from: 0.1, to: 0 } }),
  );
  await writeFile(file("metrics.csv"), ["step,lr", ...rows].join("\n"));
  await writeFile(file("hparams.yaml"), "lr: 0.1\noptim:\n  name: sgd # plain\n");
  await writeFile(
    file("half.csv"),
    ["step,lr", ...rows.map((row) => row.replace(/,.*/, (v) => `,${Number(v.slice(1)) / 2}`))].join(
      "\n",
    ),
  );
  await writeFile(file("none.jsonl"), '{"step": 1, "loss": 2}\n{"step": 2, "loss": 1}\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe("log", () => {
  it("prints the series by step, with the settings of the file beside it", async () => {
    const { out, code } = await call("log", file("metrics.csv"), "--json");
    const { format, runs } = JSON.parse(out) as { format: string; runs: Record<string, unknown>[] };
    expect(code).toBe(0);
    expect(format).toBe("csv");
    expect(runs[0]).toMatchObject({
      hyperParameters: { lr: 0.1, "optim/name": "sgd" },
      skipped: 0,
    });
    const { learningRate } = runs[0]?.["series"] as { learningRate: number[][] };
    expect(learningRate.slice(0, 2)).toEqual([
      [0, 0.1],
      [1, 0.1 * 0.99],
    ]);
  });

  it("says that a rate is missing, and how to log it", async () => {
    const { out, code } = await call("log", file("none.jsonl"));
    expect(code).toBe(0);
    expect(out).toContain("The log has no learning rate. To log it, add:");
  });

  it("is misused without a file that can be read", async () => {
    expect((await call("log", file("missing.csv"))).code).toBe(2);
    expect((await call("log", folder)).code).toBe(2);
  });
});

describe("explain", () => {
  const plan = ["--plan", ""] as [string, string];
  beforeAll(() => {
    plan[1] = file("plan.schedule.json");
  });

  it("is content with a log on its plan", async () => {
    const { out, code } = await call("explain", file("metrics.csv"), ...plan);
    expect(out).toMatch(/^The log follows the plan/);
    expect(code).toBe(0);
  });

  it("names the cause, and exits with 1", async () => {
    const { out, code } = await call("explain", file("half.csv"), ...plan, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      plan: { length: { steps: 100 } },
      causes: [{ kind: "peak", factor: 0.5, value: 0.05 }],
      identifiable: true,
      alternatives: [],
    });
  });

  it("judges by what the plan's own rule for plateaus made of the log's loss", async () => {
    const rates = [0.1, 0.1, 0.05, 0.05];
    const rows = rates.map((rate, i) => `${10 * i},${rate},${[4, 3, 3, 2][i]}`);
    await writeFile(file("plateau.csv"), ["step,lr,val_loss", ...rows].join("\n"));
    const definition = {
      length: { steps: 100 },
      learningRate: { kind: "constant", value: 0.1 },
      onPlateau: { factor: 0.5, patience: 0 },
    };
    await writeFile(file("plateau.schedule.json"), JSON.stringify(definition));
    const given = ["--plan", file("plateau.schedule.json")];
    const { out, code } = await call("explain", file("plateau.csv"), ...given);
    expect(out).toMatch(/^The log follows the plan/);
    expect(code).toBe(0);
  });

  it("finds the schedule behind the log without a plan", async () => {
    const { out, code } = await call("explain", file("half.csv"), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      plan: { length: { steps: 100 }, learningRate: { kind: "linear", from: 0.05, to: 0 } },
    });
  });

  it("needs a rate", async () => {
    const { err, code } = await call("explain", file("none.jsonl"), ...plan);
    expect(err).toContain("no learning rate");
    expect(code).toBe(1);
  });
});
