import { describe, expect, it } from "vitest";
import { call } from "./capture";

const GOYAL = "examples/json/goyal-imagenet.schedule.json";

interface Sampled {
  schedules: { name: string; length: number; tracks: Record<string, [number, number][]> }[];
}

const sampled = async (...args: string[]): Promise<Sampled> => {
  const { out, code } = await call("sample", ...args, "--json");
  expect(code).toBe(0);
  return JSON.parse(out) as Sampled;
};

// Goyal et al.: ceil(1281167 / 8192) = 157 updates an epoch; 0.1 to 3.2 within 5 epochs, a tenth at 30, 60, 80
describe("sample", () => {
  it("prints the values of the published recipe", async () => {
    const steps = [0, 157, 785, 30 * 157 - 1, 30 * 157, 60 * 157, 80 * 157, 90 * 157 - 1];
    const { schedules } = await sampled(GOYAL, "--steps", steps.join(","));
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.length).toBe(90 * 157);
    const values = schedules[0]?.tracks["learningRate"]?.map(([, value]) => value) ?? [];
    const expected = [0.1, 0.1 + 3.1 / 5, 3.2, 3.2, 0.32, 0.032, 0.0032, 0.0032];
    expect(values).toHaveLength(expected.length);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? NaN, 12);
    });
  });

  it("gives the same values for the JSON and the TypeScript form of every recipe", async () => {
    for (const name of [
      "goyal-imagenet",
      "bert-pretraining",
      "gpt3",
      "sgdr",
      "ulmfit",
      "in-step",
      "batch-norm-in-step",
      "weight-decay-in-step",
      "augmentation-in-step",
      "contrastive-in-step",
      "easy-samples-first",
      "deeper-decays-slowly",
      "federated-rounds",
      "diffusion-phases",
      "lottery-ticket",
    ]) {
      const json = await sampled(`examples/json/${name}.schedule.json`, "--count", "101");
      const typescript = await sampled(`examples/typescript/${name}.ts`, "--count", "101");
      const close = (a: [number, number], b: [number, number] | undefined) => {
        expect(a[0]).toBe(b?.[0]);
        expect(a[1]).toBeCloseTo(b?.[1] ?? NaN, 12);
      };
      const [one] = json.schedules;
      for (const [track, values] of Object.entries(one?.tracks ?? {}))
        values.forEach((pair, i) => {
          close(pair, typescript.schedules[0]?.tracks[track]?.[i]);
        });
      expect(Object.keys(one?.tracks ?? {})).not.toHaveLength(0);
    }
  });

  it("spreads --count evenly and keeps to one --track", async () => {
    const { schedules } = await sampled(GOYAL, "--count", "3", "--track", "momentum");
    expect(schedules[0]?.tracks).toEqual({
      momentum: [
        [0, 0.9],
        [7065, 0.9],
        [14129, 0.9],
      ],
    });
  });

  it("prints CSV with the line ends of RFC 4180, all digits, and no empty line", async () => {
    const { out } = await call("sample", GOYAL, "--steps", "0,785", "--csv");
    expect(out.split("\r\n")).toHaveLength(3);
    expect(out).toMatch(/^step,.*learningRate.*\r\n0,[^\r\n]+\r\n785,[^\r\n]+\n$/);
    expect(out).not.toContain("\\u");
  });

  it("samples every schedule of a file", async () => {
    const { schedules } = await sampled(
      "examples/json/compare-warmups.schedule.json",
      "--steps",
      "0,1999",
    );
    expect(schedules.map(({ name }) => name)).toEqual(["warmup", "no warmup", "constant"]);
    expect(schedules.map(({ tracks }) => tracks["learningRate"]?.[0]?.[1])).toEqual([
      0.01, 0.3, 0.3,
    ]);
  });

  it("16: prints the schedules that have the step, or those that are named", async () => {
    const stages = "test/fixtures/cases/16-two-stages.schedule.json";
    const names = async (...args: string[]) =>
      (await sampled(stages, ...args)).schedules.map(({ name }) => name);
    expect(await names("--steps", "600")).toEqual(["stage 2"]);
    expect(await names("--steps", "100")).toEqual(["stage 1", "stage 2"]);
    expect(await names("--schedule", "stage 1", "--count", "3")).toEqual(["stage 1"]);
    const { err, code } = await call("sample", stages, "--schedule", "stage 3");
    expect([code, err]).toEqual([2, expect.stringContaining('"stage 1", "stage 2"')]);
  });

  it("prints the rates of layers, by their names", async () => {
    const { schedules } = await sampled("examples/json/ulmfit.schedule.json", "--steps", "0,100");
    const tracks = schedules[0]?.tracks ?? {};
    const rates = Object.keys(tracks).filter((name) => name.startsWith("learningRate."));
    expect(rates.length).toBeGreaterThan(1);
    // Howard & Ruder 2018: each layer has the rate of the one above it divided by 2.6
    const [lower, upper] = rates.slice(-2).map((name) => tracks[name]?.[1]?.[1] ?? NaN);
    expect((upper ?? NaN) / (lower ?? NaN)).toBeCloseTo(2.6, 2);
  });

  it("prints an aligned table without --json", async () => {
    const { out } = await call("sample", GOYAL, "--steps", "0,785");
    expect(out).toContain("ImageNet in one hour, batch 8k (14,130 steps)");
    expect(out).toMatch(/^ +0 +0\.1 +0\.9$/m);
    expect(out).toMatch(/^ +785 +3\.2 +0\.9$/m);
  });
});
