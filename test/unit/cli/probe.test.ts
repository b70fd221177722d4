import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ProgressLine } from "../../../src/cli/progressLine";
import { parseRunFile } from "../../../src/probe/results/runFile";
import { judge } from "../../../src/probe/verdict/verdict";
import { call } from "./capture";

const folder = mkdtempSync(path.join(tmpdir(), "probe-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, learningRate: unknown, more: object = {}): string => {
  const target = path.join(folder, `${name}.schedule.json`);
  writeFileSync(target, JSON.stringify({ name, length: { steps: 40 }, learningRate, ...more }));
  return target;
};
const low = file("low", 0.01);
const high = file("high", 0.3);
const hot = file("hot", 1e6);
const small = ["--task", "quadratic", "--steps", "40", "--backend", "cpu"];

describe("probe", () => {
  describe("of the user's own table", () => {
    const species = (i: number): string => ["setosa", "virginica"][i % 2] ?? "";
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 5 : 9},${i},${species(i)}`);
    const own = ["--steps", "40", "--seeds", "1", "--backend", "cpu"];
    const withData = (name: string, data: unknown, label?: string): string =>
      file(name, 0.1, { probe: { task: "csv", data, label } });
    writeFileSync(
      path.join(folder, "my.csv"),
      ["width,at,species", ...rows, ",1,setosa"].join("\n"),
    );

    writeFileSync(
      path.join(folder, "holes.csv"),
      ["a,b,species", ...rows.map((_, i) => (i % 2 ? `NA,${i},x` : `${i},,y`))].join("\n"),
    );

    it("trains on it and tells what it left out", async () => {
      const { code, out, err } = await call(
        "probe",
        withData("own", "./my.csv", "species"),
        ...own,
      );
      expect(err).toBe("1 of 41 rows with holes are left out.\n");
      expect(code).toBe(0);
      expect(out).toMatch(/^csv: 40 steps in /);
    });

    it.each([
      ["nothing", undefined, /needs a file: "probe": \{ "data"/],
      ["missing", "./none.csv", /there is no such file/],
      ["a folder", "./folder", /it is a folder/],
      ["outside", "../my.csv", /is not read: it lies outside of the project/],
      ["absolute", "/etc/passwd", /is not read/],
      ["a link out", "./link.csv", /is not read/],
      ["an address", "https://example.com/my.csv", /is not read/],
      ["no table", "./own.schedule.json", /./],
      ["holes in every row", "./holes.csv", /./],
    ])("says in a sentence why it does not: %s", async (name, data, message) => {
      mkdirSync(path.join(folder, "folder"), { recursive: true });
      rmSync(path.join(folder, "link.csv"), { force: true });
      symlinkSync("/etc/hosts", path.join(folder, "link.csv"));
      const { code, err } = await call("probe", withData(`bad ${name}`, data), ...own);
      expect(err.trim()).toMatch(message);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(code).toBe(2);
    });

    it("names the columns where the label is none of them", async () => {
      const { err } = await call("probe", withData("label", "./my.csv", "kind"), ...own);
      expect(err).toContain(
        'my.csv has no column "kind" for the classes; it has width, at, species',
      );
    });
  });

  it("prints a table, and what the difference is worth", async () => {
    const { code, out, err } = await call(
      "probe",
      low,
      "--compare",
      high,
      ...small,
      "--seeds",
      "6",
    );
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toMatch(/^quadratic: 40 steps in [\d.]+ s\. /);
    expect(out).toMatch(/low +6 +[\d.]+ ± /);
    expect(out).toMatch(/^"(low|high)" ends with a lower validation loss .* \(p = 0\.031\)\.$/m);
  });

  it("says that few seeds conclude nothing", async () => {
    const { out } = await call("probe", low, "--compare", high, ...small, "--seeds", "3");
    expect(out).toMatch(/With 3 seeds the least p possible is 0\.25.*At least 6 seeds are needed/);
  });

  it("saves what it prints as JSON, fit for the panel", async () => {
    const target = path.join(folder, "run.json");
    const measure = ["--measure", "10", "--sharpness", "20", "--save", target, "--json"];
    const { code, out } = await call("probe", high, ...small, "--seeds", "2", ...measure);
    expect(code).toBe(0);
    expect(readFileSync(target, "utf8")).toBe(out);
    const run = parseRunFile(out);
    expect(run).toMatchObject({ task: "quadratic", steps: 40, seeds: [1, 2], backend: "cpu" });
    expect(run.schedules[0]?.definition).toContain('"learningRate":0.3');
    expect([...(run.replicas[0]?.measured.keys() ?? [])]).toContain("gradientCosine");
    expect(run.replicas[0]?.measured.get("sharpness")?.at(-1)?.[1]).toBeCloseTo(1, 2);
    expect(judge(run).rows[0]?.seeds).toBe(2);
  });

  it("tells divergence by its exit code", async () => {
    const { code, out } = await call("probe", hot, ...small);
    expect(code).toBe(1);
    expect(out).toMatch(/^quadratic: \d+ of 40 steps, then every training had diverged, in /);
    expect(out).toMatch(/"hot" diverged in 3 of 3 seeds, first at step \d+: \S/);
  });

  it("lists its tasks", async () => {
    const { code, out } = await call("probe", "--tasks");
    expect(code).toBe(0);
    expect(out).toMatch(/^spirals +\S/m);
    expect(out).toMatch(/^quadratic +\S/m);
  });

  const broken = file("broken", [{ kind: "linear", from: 0.1 }]);
  const empty = path.join(folder, "empty.schedule.json");
  writeFileSync(empty, "");
  const compared = (count: number): string[] =>
    Array.from({ length: count }, () => ["--compare", high]).flat();
  const misuses: [what: string, args: string[], message: RegExp][] = [
    ["a billion steps", [low, "--steps", "1000000000"], /from 1 to 100000, not "1000000000"/],
    ["no step", [low, "--steps", "0"], /--steps takes a whole number from 1 to 100000, not "0"/],
    ["no seeds", [low, "--seeds", "0"], /--seeds takes a whole number/],
    ["10,000 replicas", [low, "--seeds", "10000"], /--seeds takes a whole number from 1 to 1024/],
    ["too many schedules", [low, ...compared(20), "--seeds", "64"], /1,344 trainings of "spirals"/],
    ["a graphics card", [low, "--backend", "webgl"], /--backend takes wasm or cpu, not "webgl"/],
    ["measuring every 0 steps", [low, "--measure", "0"], /--measure takes a whole number/],
    ["a definition with errors", [broken], /"broken" cannot be tried out: /],
    ["an empty file", [empty], /has no schedule to try out/],
    ["a folder that is not there", [low, ...small, "--save", "/nowhere/run.json"], /cannot write/],
  ];
  it.each(misuses)("refuses %s in one line", async (_, args, message) => {
    const { code, out, err } = await call("probe", ...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("tickets", () => {
  const lottery = ["--task", "lottery", "--steps", "6", "--seeds", "2", "--backend", "wasm"];

  it("are told by finder and trainer, with their controls", async () => {
    const { code, out } = await call("probe", low, "--compare", high, ...lottery);
    expect(code).toBe(0);
    const lines = out.split("\n");
    const head = lines.findIndex((line) => line.startsWith("ticket found with"));
    expect(lines[head]).toMatch(/again with low +again with high +other initial weights +shuffled/);
    for (const [row, name] of ["low", "high"].entries()) {
      expect(lines[head + 1 + row]?.trimStart().startsWith(name)).toBe(true);
      expect(lines[head + 1 + row]?.match(/[\d.]+ ± [\d.e-]+/g)).toHaveLength(4);
    }
    expect(out).toMatch(/^Tickets, trained again with the schedule that found them, end at/m);
  });

  it("are shared out by seeds, no more finely", async () => {
    const part = path.join(folder, "part.json");
    const shards = ["--shard", "1/3", "--save", part];
    const { code, err } = await call("probe", low, "--compare", high, ...lottery, ...shards);
    expect(code).toBe(2);
    expect(err).toContain("2 seeds make no more than 2 shards");
  });
});

describe("the progress line", () => {
  const drawn = (interactive: boolean): string => {
    let text = "";
    const line = new ProgressLine({ interactive, redraw: (more) => (text += `\r\u001b[K${more}`) });
    line.draw({ type: "progress", step: 5, of: 10, secondsLeft: 3 });
    line.draw({
      type: "finished",
      backend: "cpu",
      steps: 10,
      cancelled: false,
      seconds: 1,
      stepsPerSecond: 1,
    });
    return text;
  };

  it("is redrawn on a terminal and gone at the end", () => {
    expect(drawn(true)).toBe("\r\u001b[K[###############...............] 5/10, 3 s left\r\u001b[K");
  });

  it("says in which stage a task of several is", () => {
    let text = "";
    const line = new ProgressLine({ interactive: true, redraw: (more) => (text += more) });
    const stage = { at: 2, of: 2, share: 0.8 };
    line.draw({ type: "progress", step: 4, of: 10, secondsLeft: undefined, stage });
    expect(text).toBe("[########################......] stage 2 of 2, 4/10");
  });

  it("does not get into a pipe", () => {
    expect(drawn(false)).toBe("");
  });
});

describe("probe --range-test", () => {
  const test = ["--range-test", "--task", "quadratic", "--backend", "cpu", "--seeds", "2"];

  it("suggests rates by three methods, and says where the loss blew up", async () => {
    const { code, out, err } = await call("probe", low, ...test, "--from", "0.001", "--to", "100");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toMatch(/^Range test of "low": rates from 0.001 to [\d.]+\. The loss blew up at /);
    expect(out).toMatch(/^[\d.]+ +where the loss falls fastest +loss [\d.]+$/m);
    expect(out).toMatch(/^[\d.]+ +a tenth of where it is lowest +loss [\d.]+$/m);
  });

  it("prints the curves as JSON", async () => {
    const { out } = await call("probe", low, ...test, "--steps", "60", "--linear", "--json");
    const told = JSON.parse(out) as { rates: number[]; bySeed: unknown[]; smoothed: number[] };
    expect(told.bySeed).toHaveLength(2);
    expect(told.rates.length).toBe(told.smoothed.length);
  });

  it.each([
    [["--from", "0"], "A sweep begins above 0, not at 0"],
    [["--to", "fast"], '--to takes a rate, not "fast"'],
    [["--steps", "5"], "A range test needs at least 20 steps, not 5"],
  ])("refuses %j", async (flags, sentence) => {
    const { code, err } = await call("probe", low, ...test, ...flags);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
