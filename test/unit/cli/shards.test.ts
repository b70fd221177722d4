import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRunFile, toRunFile } from "../../../src/probe/results/runFile";
import { call } from "./capture";

const folder = mkdtempSync(path.join(tmpdir(), "shards-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string): string => path.join(folder, name);

function definition(name: string, learningRate: unknown): string {
  const target = at(`${name}.schedule.json`);
  writeFileSync(target, JSON.stringify({ name, length: { steps: 30 }, learningRate }));
  return target;
}
const low = definition("low", 0.01);
const high = definition("high", 0.3);
const SEEDS = "6";
const settings = ["--task", "quadratic", "--steps", "30", "--backend", "cpu"];
const compared = [low, "--compare", high, ...settings, "--seeds", SEEDS];

const shard = (share: string, file: string, ...more: string[]) =>
  call("probe", ...compared, "--shard", share, "--save", at(file), ...more);

const outcome = (text: string) =>
  toRunFile({ ...parseRunFile(text), seconds: undefined, stepsPerSecond: undefined });

describe("probe --shard", () => {
  beforeAll(async () => {
    for (const index of [1, 2, 3]) await shard(`${index}/3`, `part${index}.json`);
    await call("probe", ...compared, "--shard", "1/2", "--save", at("half.json"));
    const other = [...compared, "--first-seed", "7"];
    await call("probe", ...other, "--shard", "2/3", "--save", at("others.json"));
    const steps = compared.map((each) => (each === "30" ? "20" : each));
    await call("probe", ...steps, "--shard", "2/3", "--save", at("short.json"));
    const file = JSON.parse(readFileSync(at("part2.json"), "utf8")) as Record<string, unknown>;
    const save = (name: string, change: object): void => {
      writeFileSync(at(name), JSON.stringify({ ...file, ...change }));
    };
    save("cut.json", { end: { state: "cancelled", step: 4 } });
    save("wasm.json", { backend: { name: "wasm", why: "" } });
    save("old.json", { program: { name: "learning-rate-designer", version: "0.0.1" } });
    save("moved.json", { shard: { index: 3, of: 3 } });
    save("none.json", { shard: { index: 4, of: 3 } });
    const { schedules } = file as { schedules: { tracks: object }[] };
    const bent = schedules.map((one) => ({ ...one, tracks: { learningRate: [[0, 0.02]] } }));
    save("bent.json", { schedules: bent });
    await call("probe", ...compared, "--save", at("whole.json"));
  });

  it("says what it has trained", async () => {
    const { code, out, err } = await shard("3/3", "again.json");
    expect(err).toBe("");
    expect(out).toBe(`part 3 of 3: 4 trainings of quadratic, saved to ${at("again.json")}\n`);
    expect(code).toBe(0);
  });

  it("is merged to the run of one machine, with the verdict over all", async () => {
    const parts = [3, 1, 2].map((index) => at(`part${index}.json`));
    const { code, out } = await call("probe", "merge", ...parts, "--save", at("merged.json"));
    expect(code).toBe(0);
    expect(out).toMatch(/"high" ends with a lower .* in 6 of 6 seeds.*\(p = 0\.031\)/);
    expect(outcome(readFileSync(at("merged.json"), "utf8"))).toEqual(
      outcome(readFileSync(at("whole.json"), "utf8")),
    );
  });

  it("takes a divergence for a result, which the merged run tells by its exit code", async () => {
    const hot = definition("hot", 1e6);
    const one = [hot, ...settings, "--seeds", "2"];
    for (const index of [1, 2]) {
      const target = at(`hot${index}.json`);
      const { code } = await call("probe", ...one, "--shard", `${index}/2`, "--save", target);
      expect(code).toBe(0);
    }
    const { code, out } = await call("probe", "merge", at("hot1.json"), at("hot2.json"));
    expect(out).toMatch(/"hot" diverged in 2 of 2 seeds/);
    expect(code).toBe(1);
  });

  const refusals: [what: string, files: string[], message: RegExp][] = [
    ["a missing part", ["part1", "part3"], /: part 2 of 3 is missing/],
    ["missing parts", ["part2"], /: parts 1, 3 of 3 are missing/],
    ["a part twice", ["part1", "part2", "part2"], /part2\.json and \S+part2\.json overlap: both/],
    ["another number of parts", ["part1", "half"], /half\.json does not belong.* \(2, not 3\)/],
    ["other seeds", ["part1", "others"], /others\.json does not belong.*another list of seeds/],
    ["other steps", ["part1", "short"], /short\.json.*number of steps \(20, not 30\)/],
    ["another backend", ["part1", "wasm"], /wasm\.json.*another backend \("wasm", not "cpu"\)/],
    ["another version", ["part1", "old"], /old\.json.*another version of the program/],
    ["another schedule", ["part1", "bent"], /bent\.json.*they train "low" in different ways/],
    ["a part cut short", ["part1", "cut", "part3"], /cut\.json was interrupted at step 4 of 30/],
    ["another part's number", ["part1", "moved"], /moved\.json: .*not the share of that part/],
    ["a part that there is not", ["none"], /none\.json: .*there is no such part/],
    ["a whole run", ["whole"], /whole\.json: The file is a whole run/],
    ["a definition", ["low.schedule"], /low\.schedule\.json: The file is not a saved run/],
    ["a file that is not there", ["nothing"], /cannot read \S+nothing\.json/],
    ["no file", [], /needs the files of the parts/],
  ];
  it.each(refusals)("refuses to merge %s, by name", async (_, files, message) => {
    const { code, out, err } = await call("probe", "merge", ...files.map((f) => at(`${f}.json`)));
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  it.each([
    ["0/3", /--shard takes i\/n/],
    ["4/3", /--shard takes i\/n/],
    ["2", /--shard takes i\/n/],
    ["1/99999", /--shard takes i\/n/],
    ["1/13", /12 trainings make no more than 12 shards/],
  ])("refuses the shard %s", async (share, message) => {
    const { code, err } = await shard(share, "unused.json");
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it("needs a file to save to", async () => {
    const { err } = await call("probe", ...compared, "--shard", "1/3");
    expect(err).toContain("--shard needs --save part.json");
  });

  it("says to the panel that a part is no run", () => {
    const text = readFileSync(at("part1.json"), "utf8");
    expect(() => parseRunFile(text)).toThrow(/a part of a run: .*probe merge/);
  });
});

describe("probe --grid", () => {
  const grid = definition("grid", [
    { kind: "linear", from: 0, to: 0.1, for: "10%" },
    { kind: "cosine", to: 0 },
  ]);
  const some = [...settings, "--seeds", "2", "--json"];
  const tried = (out: string) =>
    parseRunFile(out).schedules.map(({ name, setting, tracks, definition: text }) => {
      const rates = (tracks.get("learningRate") ?? []).map(([, rate]) => rate);
      return { name, setting, peak: Math.max(...rates), text };
    });

  it("tries the product of the settings, each as if it stood in the file", async () => {
    const axes = ["--grid", "learningRate[0].to=1e-2,0.3", "--grid", "learningRate.0.for=10%,20%"];
    const { out, err } = await call("probe", grid, ...axes, ...some);
    expect(err).toBe("");
    const all = tried(out);
    expect(all.map(({ setting }) => setting)).toEqual(
      [0.01, 0.3].flatMap((peak) =>
        ["10%", "20%"].map((warmup) => ({
          "learningRate[0].to": peak,
          "learningRate.0.for": warmup,
        })),
      ),
    );
    expect(all.map(({ peak }) => peak)).toEqual([0.01, 0.01, 0.3, 0.3]);
    expect(all[3]?.name).toBe("grid, learningRate[0].to = 0.3, learningRate.0.for = 20%");
    expect(all[3]?.text).toContain('"to":0.3,"for":"20%"');
    const written = at("written.schedule.json");
    writeFileSync(written, all[3]?.text ?? "");
    const alone = await call("probe", written, ...some);
    expect(parseRunFile(alone.out).replicas[1]?.train).toEqual(
      parseRunFile(out).replicas.at(-1)?.train,
    );
  });

  it("changes one of a file's definitions, in TypeScript, too", async () => {
    const file = at("two.ts");
    writeFileSync(
      file,
      `import { defineSchedule } from "learning-rate-designer";
const peak = 0.1;
export const one = defineSchedule({ name: "one", length: { steps: 30 }, learningRate: 0.5 });
export const two = defineSchedule({ name: "two", length: { steps: 30 }, learningRate: peak });
`,
    );
    const values = ["--grid", "learningRate=0.02,0.04"];
    const { out, err } = await call("probe", file, "--schedule", "two", ...values, ...some);
    expect(err).toBe("");
    expect(tried(out).map(({ peak }) => peak)).toEqual([0.02, 0.04]);
    const both = await call("probe", file, ...values, ...some);
    expect(both.err).toContain("name it by --schedule");
  });

  it.each([
    [
      "learningRate.peak=1,2",
      /"grid" has no learningRate\.peak, .*: learningRate has \[0\], \[1\]/,
    ],
    ["learningRate[0].peak=1", /has no learningRate\[0\]\.peak, .* has kind, from, to, for/],
    ["rate=1", /"grid" has no rate, which --grid sets: "grid" has name, length, learningRate/],
    ["learningRate[7].to=1", /has no learningRate\[7\]/],
    ["name.x=1", /has no name\.x, which --grid sets: name has no parts/],
    ["learningRate[1].kind=spiral", /"grid" cannot be tried out: /],
    ["learningRate[0].to=fast", /"grid" cannot be tried out: /],
    ["learningRate[0].to", /--grid takes "PATH=VALUE,VALUE …"/],
    ["learningRate[0].to=1,,2", /--grid takes "PATH=VALUE,VALUE …"/],
    ["learningRate[0].to=0.1,1e-1", /gives learningRate\[0\]\.to 1e-1 twice/],
    [
      `learningRate[0].to=${Array.from({ length: 300 }, (_, i) => i + 1).join()}`,
      /300 schedules; at most 256/,
    ],
  ])("refuses %s in one line", async (axis, message) => {
    const { code, out, err } = await call("probe", grid, "--grid", axis, ...some);
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  it("refuses a path given twice", async () => {
    const axes = ["--grid", "learningRate[0].to=1", "--grid", "learningRate.0.to=2"];
    const { err } = await call("probe", grid, ...axes, ...some);
    expect(err).toContain("--grid names learningRate.0.to twice");
  });
});
