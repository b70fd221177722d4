import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert as convertWith } from "../../../src/core/write/convert";
import { writerOf, writers } from "../../../src/core/write/table";
import type { WriteRequest, Writer } from "../../../src/core/write/writer";
import { readAlone, readFormat } from "../formats/read";
import { definition } from "../schedule/arbitraries";
import { scheduleOf } from "../schedule/build";
import { runs } from "../runs";

const convert = (one: Writer, request: WriteRequest) => convertWith(one, request, readAlone);

const EXAMPLES = path.resolve("examples/json");

const examples = readdirSync(EXAMPLES).map((file) => {
  const text = readFileSync(path.join(EXAMPLES, file), "utf8");
  const schedules = analyze(parseJson(text)).schedules.flatMap(({ schedule }) => schedule ?? []);
  return { file, schedules };
});

/** A third of the examples, other ones for the next target; in the long run all for each. */
const examplesOf = (target: number) =>
  examples.filter((_, index) => runs((index + target) % 3, 0) === 0);

function writer(target: string): Writer {
  const found = writerOf(target);
  if (!found) throw new Error(`no target ${target}`);
  return found;
}

type StepFunction = (step: number) => number;

/** The exported functions of JavaScript code, run by JavaScript itself. */
function run(code: string): Record<string, StepFunction> {
  const names = [...code.matchAll(/^export function (\w+)/gm)].map(([, name]) => name ?? "");
  const script = `${code.replaceAll("export function", "function")}\n({ ${names.join(", ")} });`;
  return runInNewContext(script) as Record<string, StepFunction>;
}

function worst(schedule: Schedule, name: string, values: StepFunction): number {
  const curve = schedule.tracks.get(name)?.curve;
  if (!curve) throw new Error(`no track ${name}`);
  const { min, max } = curve.extremes(0, schedule.length);
  const size = Math.max(Math.abs(min), Math.abs(max)) || 1;
  const steps = Math.min(schedule.length, 3000);
  let found = 0;
  for (let i = 0; i < steps; i++) {
    const step = Math.floor((i * schedule.length) / steps);
    const distance = Math.abs(values(step) - curve.at(step)) / size;
    if (!(distance <= found)) found = distance;
  }
  return found;
}

describe("code written as JavaScript", () => {
  it("gives the values of generated definitions when JavaScript runs it", async () => {
    const count = runs(40, 2000);
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(definition, async (plain) => {
        const schedule = scheduleOf(plain);
        const { code, left } = await convert(writer("javascript"), { schedule, file: "x.json" });
        if (code === null) return;
        const functions = run(code);
        const names = [...schedule.tracks.keys()].filter((name) => !left.includes(name));
        expect(Object.keys(functions)).toHaveLength(names.length);
        names.forEach((name, i) => {
          const values = Object.values(functions)[i];
          if (!values) throw new Error(`no function for ${name}`);
          expect(worst(schedule, name, values)).toBeLessThanOrEqual(1e-12);
          compared++;
        });
      }),
      { numRuns: count },
    );
    expect(compared).toBeGreaterThan(count);
  });

  it("carries hostile names as text alone", async () => {
    const name = '*/ process.exit() /* """ \\ \u202e\n#';
    const schedule = scheduleOf({ name, length: { steps: 10 }, learningRate: 0.1 });
    const { code } = await convert(writer("javascript"), { schedule, file: `${name}.json` });
    expect(run(code ?? "")["learningRate"]?.(3)).toBe(0.1);
    const python = (await convert(writer("python"), { schedule, file: name })).code ?? "";
    expect(python.match(/"""/g)).toHaveLength(4);
    expect(python).not.toMatch(/[\u202e\\]/);
  });

  it("spells tracks of any name as identifiers, each once", async () => {
    const schedule = scheduleOf({
      length: { steps: 10 },
      learningRate: 0.1,
      class: 1,
      "my-track": 2,
      "my track": 3,
      "1": 4,
    });
    const { code } = await convert(writer("javascript"), { schedule, file: "" });
    const functions = run(code ?? "");
    expect(
      Object.values(functions)
        .map((f) => f(0))
        .sort(),
    ).toEqual([0.1, 1, 2, 3, 4]);
  });
});

describe("every target", () => {
  // Each kind of phase goes to each target in docs/convert.md, which is made anew in every run.
  for (const [number, one] of writers.entries()) {
    it(`writes or refuses examples: ${one.target}`, async () => {
      for (const { file, schedules } of examplesOf(number)) {
        for (const schedule of schedules) {
          // a table has a row for each update
          if (one.target === "csv" && schedule.length > 30_000) continue;
          const { code, difference, refused } = await convert(one, { schedule, file });
          expect(code === null).toBe(refused !== null);
          if (refused !== null) expect(refused.length).toBeGreaterThan(20);
          // two units in the last place of the peak, where the target has single precision
          const tolerance = one.float32 ? 2 ** -22 : 1e-12;
          const rated = difference?.track === "learningRate" ? difference.relative : 0;
          expect(rated).toBeLessThanOrEqual(tolerance);
        }
      }
    });
  }

  it("says what its steps count, and refuses epochs where the target counts updates", async () => {
    const own = scheduleOf({ length: { steps: 90 }, learningRate: 0.1 });
    const schedule: Schedule = { ...own, time: { ...own.time, clock: "epoch" } };
    const epochs = { schedule, file: "" };
    expect((await convert(writer("python"), epochs)).code).toContain("of epoch `step`");
    expect((await convert(writer("torch"), epochs)).code).toContain("after every epoch");
    for (const target of ["keras", "optax", "transformers", "deepspeed", "timm", "mmengine"])
      expect((await convert(writer(target), epochs)).refused).toMatch(/counts epochs/);
  });

  it("counts updates where those of an epoch are given, each with its epoch's value", async () => {
    const own = scheduleOf({
      length: { steps: 90 },
      learningRate: { kind: "cosine", from: 0.1, to: 0 },
    });
    const schedule: Schedule = { ...own, time: { ...own.time, clock: "epoch" } };
    const request = { schedule, file: "", updates: 40 };
    const { code } = await convert(writer("javascript"), request);
    expect(code).toContain("of one optimizer update");
    const values = run(code ?? "")["learningRate"];
    for (let update = 0; update < 3600; update++)
      expect(values?.(update)).toBe(schedule.at(Math.floor(update / 40))["learningRate"]);
    for (const target of ["keras", "optax", "transformers", "torch", "lightning", "numpy"])
      expect(await convert(writer(target), request)).toMatchObject({ refused: null, unread: [] });
  });

  it("refuses a schedule with a gap, and says why", async () => {
    const plain = {
      length: { steps: 100 },
      learningRate: [{ kind: "linear", from: 0, to: 1, for: 10 }],
    };
    const [found] = analyze(parseJson(JSON.stringify(plain))).schedules;
    if (!found?.schedule) throw new Error("no schedule");
    for (const target of ["torch", "python", "javascript", "keras", "optax", "numpy", "csv"]) {
      const { refused } = await convert(writer(target), { schedule: found.schedule, file: "" });
      expect(refused).toMatch(/no value yet/);
    }
  });

  it("refuses a length that stands for one that is not known, as the values depend on it", async () => {
    const text = "base_model: x\nlearning_rate: 2.0e-5\nwarmup_ratio: 0.1\nnum_epochs: 3\n";
    const [found] = (await readFormat("axolotl.yaml", text)).schedules;
    expect(found?.schedule?.horizon).toBe("nominal");
    if (!found?.schedule) return;
    for (const one of writers) {
      const { code, refused } = await convert(one, { schedule: found.schedule, file: "" });
      expect(code).toBeNull();
      expect(refused).toMatch(/^The length of the run of .* is not known, and its values depend/);
    }
  });
});
