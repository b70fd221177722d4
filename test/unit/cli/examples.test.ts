import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { call } from "./capture";

// The examples of files as people have them. Expected values: the numbers that stand in each file,
// and the formulas of the schedules' own documentation.

interface Sampled {
  readonly schedules: readonly {
    readonly length: number;
    readonly tracks: { readonly learningRate: readonly (readonly [number, number])[] };
  }[];
}

const cosine = (peak: number, floor: number, share: number): number =>
  floor + ((peak - floor) * (1 + Math.cos(Math.PI * share))) / 2;

/** Length, then rates by step. */
type Expected = readonly [number, Readonly<Record<number, number>>];
const FILES: Readonly<Record<string, readonly Expected[]>> = {
  // epochs, as the steps of an epoch are not known: start_factor 0.01 of 0.4, five epochs, a cosine of 85
  "python/train_resnet.py": [[90, { 0: 0.004, 5: 0.4, 47: cosine(0.4, 0.0004, 42 / 85) }]],
  // 3 · 1,563 updates, int(0.06 · 4,689) = 281 of warmup
  "python/finetune_bert.py": [[4689, { 0: 0, 281: 3e-5, 2485: 1.5e-5 }]],
  "python/finetune_trainer.py": [[2000, { 50: 1e-4, 100: 2e-4, 1050: 1e-4 }]],
  "configs/lora.yaml": [[3000, { 45: 1e-4, 90: 2e-4, 1545: 1e-4 }]],
  // DeepSpeed makes its first step before the first update: update k has the value of k − 1
  "configs/zero2.json": [[100_000, { 1001: 3e-4, 2001: 6e-4, 51_001: 3e-4 }]],
  // the cosine begins where the warmup ends: Megatron's OptimizerParamScheduler
  "configs/pretrain_gpt.sh": [[50_000, { 1000: 6e-4, 25_500: cosine(6e-4, 6e-5, 0.5) }]],
};
const MISTAKES = "python/with_mistakes.py";

const sampled = async (file: string, steps: string): Promise<Sampled> =>
  JSON.parse((await call("sample", `examples/${file}`, "--steps", steps, "--json")).out) as Sampled;

interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
}

async function diagnostics(file: string): Promise<readonly Diagnostic[]> {
  const { out } = await call("lint", `examples/${file}`, "--format", "json");
  return (JSON.parse(out) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
}

const problems = async (file: string): Promise<string[]> =>
  (await diagnostics(file))
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ line, code }) => `${line} ${code}`);

describe("examples of files as people have them", () => {
  it("are all tried here", () => {
    const found = ["python", "configs"].flatMap((folder) =>
      readdirSync(path.join("examples", folder)).map((name) => `${folder}/${name}`),
    );
    expect(found.sort()).toEqual([...Object.keys(FILES), MISTAKES].sort());
  });

  for (const [file, expected] of Object.entries(FILES))
    it(`${file} is drawn as it says, and nothing is wrong with it`, async () => {
      for (const [index, [length, rates]] of expected.entries()) {
        const { schedules } = await sampled(file, Object.keys(rates).join(","));
        expect(schedules[index]?.length).toBe(length);
        const values = new Map(schedules[index]?.tracks.learningRate);
        for (const [step, rate] of Object.entries(rates))
          expect(values.get(Number(step)), step).toBeCloseTo(rate, 12);
      }
      expect(await problems(file)).toEqual([]);
    });

  it("three mistakes are told where they are made", async () => {
    expect(await problems(MISTAKES)).toEqual([
      "15 cosine-rises-again",
      "19 step-unit-mismatch",
      "25 past-the-end",
      "36 step-order",
    ]);
  });

  it.each([
    ["python/finetune_trainer.py", "weight_decay=0.1"],
    ["python/finetune_bert.py", "weight_decay=0.01"],
    ["configs/lora.yaml", "weight_decay: 0.01"],
  ])("%s: what is said of the weight decay stands at it", async (file, text) => {
    const lines = readFileSync(`examples/${file}`, "utf8").split("\n");
    const line = lines.findIndex((one) => one.includes(text)) + 1;
    const column = (lines[line - 1]?.indexOf(text) ?? 0) + text.search(/[\d.]+$/) + 1;
    expect(await diagnostics(file)).toContainEqual(
      expect.objectContaining({ code: "adamw-timescale", line, column }),
    );
  });

  it("a log is explained by what was left out of it", async () => {
    // made up of the plan's own values, with updates 412, 413 and 1,130 left out, every tenth logged
    const log = "examples/logs/trainer_state.json";
    const { out } = await call("explain", log, "--plan", "examples/python/finetune_trainer.py");
    expect(out).toMatch(/^The schedule stood still for 3 skipped updates \(first seen at /);
    expect(out).toContain("steps 420 (2), 1,130)");
    const alone = await call("explain", log, "--json");
    expect(JSON.parse(alone.out)).toMatchObject({
      plan: {
        length: { steps: 2000 },
        learningRate: [
          { kind: "linear", from: 0, to: 2e-4, for: 100 },
          { kind: "cosine", to: 0 },
        ],
      },
      causes: [{ kind: "skippedSteps", count: 3, seen: [420, 420, 1130] }],
    });
  });
});
