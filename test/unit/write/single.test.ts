import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { evaluate } from "../../../src/core/schedule/formula/evaluate";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { steady } from "../../../src/core/write/code/steady";
import { convert } from "../../../src/core/write/convert";
import { writtenWithLayers } from "../../../src/core/write/source";
import { kerasWriter } from "../../../src/core/write/targets/keras";
import { optaxWriter } from "../../../src/core/write/targets/optax";
import { readAlone } from "../formats/read";
import { definition } from "../schedule/arbitraries";
import { scheduleOf } from "../schedule/build";
import { unfolded } from "./unfolded";

const TWO_UNITS = 2 ** -22;
const ONE_UNIT = 2 ** -23;
/** Longer examples are NumPy's alone. */
const LONGEST = 20_000;

const { differences } = JSON.parse(readFileSync("test/fixtures/write/single.json", "utf8")) as {
  readonly differences: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

const EXAMPLES = "examples/json";
const examples = new Map(
  readdirSync(EXAMPLES).flatMap((file) => {
    const [first] = analyze(parseJson(readFileSync(path.join(EXAMPLES, file), "utf8"))).schedules;
    return first?.schedule ? [[file.replace(".schedule.json", ""), first.schedule] as const] : [];
  }),
);

const written = (schedule: Schedule, writer = optaxWriter) =>
  convert(writer, { schedule, file: "" }, readAlone);

const known = new Map<string, ReturnType<typeof written>>();

/** What an example is in optax, converted once. */
function example(name: string): ReturnType<typeof written> {
  const schedule = examples.get(name);
  if (!schedule) throw new Error(`no example ${name}`);
  const found = known.get(name) ?? written(schedule);
  known.set(name, found);
  return found;
}

describe("code in single precision", () => {
  // NumPy ran the code in float32 and in doubles (test/fixtures/write/singleValues.py)
  it.each(Object.entries(differences))("differs by what NumPy finds: %s", async (name, tracks) => {
    const { difference } = await example(name);
    const found = Math.max(...Object.values(tracks));
    expect(Math.abs((difference?.relative ?? NaN) - found)).toBeLessThanOrEqual(ONE_UNIT);
  });

  it("keeps every track of the examples within two units in the last place, or says that it doesn't", async () => {
    const beyond: string[] = [];
    for (const [name, schedule] of examples) {
      if (schedule.length > LONGEST) continue;
      const { code, difference } = await example(name);
      const isBeyond = (difference?.relative ?? NaN) > TWO_UNITS;
      expect(code?.includes("more than two units in the last place") ?? false).toBe(isBeyond);
      if (isBeyond) beyond.push(`${name}: ${difference?.track ?? ""}`);
    }
    expect(beyond).toEqual([]);
  });

  it.each([optaxWriter, kerasWriter])(
    "writes a long exponential as one: $target",
    async (writer) => {
      const schedule = scheduleOf({
        length: { steps: 10_000 },
        learningRate: { kind: "exponential", from: 0.1, factor: 0.999, every: 1 },
      });
      const { code, difference } = await written(schedule, writer);
      expect(difference?.relative).toBeLessThanOrEqual(TWO_UNITS);
      // ln 0.999
      expect(code).toMatch(/\.exp\(-0\.00100050033358353/);
    },
  );

  const rectified = (beta2: number, steps: number) =>
    scheduleOf({
      length: { steps },
      learningRate: { kind: "rectifiedWarmup", to: 0.1, beta2 },
    });

  it.each([optaxWriter, kerasWriter])(
    "writes the values where no formula has the digits: $target",
    async (writer) => {
      // RAdam's first updates subtract numbers that are nearly the same: 4e-6 off
      const { code, difference } = await written(rectified(0.99, 1000), writer);
      expect(difference?.relative).toBeLessThanOrEqual(TWO_UNITS);
      expect(code).toMatch(/VALUES = [^\]]*0\.00544710/);
      expect(code).toMatch(/where\(step < \d\d, below, value\)/);
      expect(code).not.toContain("too few digits");
    },
  );

  it("writes those of a weight decay that divides by a tiny rate", async () => {
    const { code, difference } = await example("in-step");
    expect(difference?.relative).toBeLessThanOrEqual(TWO_UNITS);
    expect(code).toMatch(/value = jnp\.where\(step < 134\d\d, below, value\)/);
  });

  it("writes the values where a compiler's roundings leave too few digits", async () => {
    // jitted, JAX differed by 2.5e-6 of the peak of the weight decay at update 272
    const schedule = scheduleOf({
      length: { steps: 278 },
      learningRate: {
        kind: "linear",
        from: 1.8689306833822439,
        to: 0.000025198375732421808,
        every: 9,
        endpoint: false,
      },
      weightDecay: {
        follow: "learningRate",
        relation: "constantProduct",
        product: 1e-4,
        max: 0.5,
      },
    });
    const { code } = await written(schedule);
    expect(code).toMatch(/def weight_decay[^]*take\(VALUES/);
  });

  it.each([optaxWriter, kerasWriter])(
    "asks a case that divides by zero where another one holds at its own steps: $target",
    async (writer) => {
      // rex divides by 2n − u, which is 0 at update 126: not among the updates that are tried
      const schedule = scheduleOf({
        length: { steps: 260 },
        learningRate: [
          { kind: "rex", from: 0.1, to: 0.01, for: 63 },
          { kind: "cosine", to: 0 },
        ],
      });
      const { code, refused } = await written(schedule, writer);
      expect(code, refused ?? "").toMatch(/minimum\(step, 62\)/);
    },
  );

  it("says how far a compiler may round it", async () => {
    const { code } = await written(rectified(0.999, 1000));
    expect(unfolded(code)).toContain(
      "Under jit XLA may round otherwise, by up to 2.4e-7 of the peak.",
    );
  });

  it("keeps generated definitions within two units in the last place, or says that it doesn't", async () => {
    const property = fc.asyncProperty(definition, async (plain) => {
      const { code, difference } = await written(scheduleOf(plain));
      fc.pre(code !== null);
      const isBeyond = (difference?.relative ?? NaN) > TWO_UNITS;
      expect(unfolded(code).includes("too few digits")).toBe(isBeyond);
      expect(isBeyond).toBe(false);
    });
    await fc.assert(property, { numRuns: 12, seed: 16 });
  });

  it("names what single precision has too few digits for over a long stretch", async () => {
    const schedule = rectified(0.99999, 20_000);
    const { code, difference } = await written(schedule);
    expect(difference?.relative).toBeGreaterThan(TWO_UNITS);
    expect(unfolded(code)).toMatch(/too few digits for the formula of learningRate/);
  });
});

describe("operations that keep more digits", () => {
  it.each<[string, object]>([
    ["a cosine", { kind: "cosine", from: 0.02, to: 2e-5 }],
    ["a cosine to 0", { kind: "cosine", from: 0.1, to: 0 }],
    ["a cosine that rises", { kind: "cosine", from: 1e-4, to: 0.3 }],
    ["a line", { kind: "linear", from: 0.5, to: 0.003 }],
    ["an exponential", { kind: "exponential", from: 0.1, factor: 0.98, every: 3 }],
    ["powers by steps", { kind: "step", from: 0.1, factor: 0.7, every: 30 }],
    ["cycles", { kind: "cosineRestarts", from: 0.1, to: 1e-3, period: 70 }],
  ])("give the same values: %s", (_, phase) => {
    const warmup = { kind: "linear", from: 0, to: 0.1, for: 37 };
    const schedule = scheduleOf({ length: { steps: 400 }, learningRate: [warmup, phase] });
    const found = writtenWithLayers(schedule);
    if ("refused" in found) throw new Error(found.refused);
    const [rate] = found.tracks;
    if (!rate) throw new Error("no rate");
    const other = steady(rate.formula);
    expect(other).not.toEqual(rate.formula);
    for (let step = 0; step <= 400; step++)
      expect(Math.abs(evaluate(other, step) - rate.curve.at(step))).toBeLessThanOrEqual(
        1e-12 * 0.5,
      );
  });
});
