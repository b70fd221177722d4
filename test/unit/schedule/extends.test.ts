import { describe, expect, it } from "vitest";
import { analyze, type AnalyzeOptions } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";

const analysisOf = (text: string, options?: AnalyzeOptions) => analyze(parseJson(text), options);
const several = (schedules: Record<string, unknown>, options?: AnalyzeOptions) =>
  analysisOf(JSON.stringify({ schedules }), options);

const base = {
  length: { steps: 100 },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.95 },
  learningRate: [
    { kind: "linear", from: 0, to: 1, for: 10 },
    { kind: "cosine", to: 0 },
  ],
};
const errors = ({ problems }: ReturnType<typeof analysisOf>): string[] =>
  problems.filter(({ severity }) => severity === "error").map(({ code }) => code);

describe("extends", () => {
  it("takes over what is not said; sections key by key, tracks as a whole", () => {
    const { schedules } = several({
      base,
      middle: { extends: "base", optimizer: { beta2: 0.99 } },
      last: { extends: "middle", length: { steps: 50 }, learningRate: 0.5 },
    });
    const [, middle, last] = schedules.map(({ schedule }) => schedule);
    expect(middle?.optimizer).toEqual({ name: "adamw", beta1: 0.9, beta2: 0.99 });
    expect([middle?.at(10).learningRate, last?.at(10).learningRate, last?.length]).toEqual([
      1, 0.5, 50,
    ]);
    expect(last?.optimizer?.beta2).toBe(0.99);
  });

  it("names the circle", () => {
    const analysis = several({ a: { ...base, extends: "b" }, b: { ...base, extends: "a" } });
    expect(
      analysis.problems.filter(({ code }) => code === "cycle").map(({ message }) => message),
    ).toEqual([expect.stringContaining("a → b → a"), expect.stringContaining("b → a → b")]);
  });

  const chainOf = (count: number) => {
    let asked = 0;
    const names = Array.from({ length: count }, (_, i) => `s${i}`);
    const chain = names.map((name, i) => [name, { extends: names[i + 1] ?? "./base.json" }]);
    const analysis = several(Object.fromEntries(chain) as Record<string, unknown>, {
      resolveExtends: () => {
        asked++;
        return parseJson(JSON.stringify(base));
      },
    });
    const rates = analysis.schedules.map(({ schedule }) => schedule?.at(10).learningRate);
    return { analysis, asked, rates };
  };

  it("follows those that extend one another, sixteen at most, and looks at each once", () => {
    const fits = chainOf(16);
    expect([fits.asked, ...fits.rates]).toEqual([1, ...Array.from({ length: 16 }, () => 1)]);
    const { asked, rates, analysis } = chainOf(17);
    expect([asked, ...rates]).toEqual([1, undefined, ...Array.from({ length: 16 }, () => 1)]);
    expect(errors(analysis)).toContain("too-large");
  });

  it("asks once for the file at the end of 8,000", () => {
    expect(chainOf(8000).asked).toBe(1);
  });

  it("says once where it ends that a file has more schedules than are read", () => {
    const names = Array.from({ length: 7000 }, (_, i) => [
      `s${i}`,
      { length: { steps: 9 }, learningRate: 1 },
    ]);
    const { schedules, problems } = several(Object.fromEntries(names) as Record<string, unknown>);
    expect(schedules.length).toBeGreaterThan(300);
    expect(schedules.length).toBeLessThan(500);
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
      {
        code: "too-large",
        message: expect.stringContaining("from this one on they are not read") as string,
      },
    ]);
  });

  it("tells those that lead into a circle, and those in it, where it closes", () => {
    const { problems } = several({
      in: { ...base, extends: "a" },
      a: { ...base, extends: "b" },
      b: { ...base, extends: "a" },
      self: { ...base, extends: "self" },
    });
    expect(
      problems.flatMap(({ code, message }) => (code === "cycle" ? message.split(": ")[1] : [])),
    ).toEqual(["a → b → a.", "a → b → a.", "b → a → b.", "self → self."]);
  });

  it("says why a file that there is, is not read", () => {
    const refusal = `"./out.json" isn't read: it lies outside of the workspace.`;
    const { problems } = analysisOf('{ "extends": "./out.json" }', {
      resolveExtends: () => ({ refusal }),
    });
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "unknown-base", message: refusal }),
    );
  });

  it("says that there is no such definition, at the name, with what was meant", () => {
    const text = JSON.stringify({ schedules: { base, other: { ...base, extends: "bsae" } } });
    const [problem] = analysisOf(text).problems.filter(({ code }) => code === "unknown-base");
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe('"bsae"');
    expect(problem?.fixes[0]?.edits[0]?.text).toBe('"base"');
  });

  it("tells a base's own mistake there and nowhere else, one that the change makes at extends", () => {
    const wrong = { ...base, learningRate: { kind: "linaer" } };
    expect(errors(several({ wrong, other: { extends: "wrong", momentum: 0.9 } }))).toEqual([
      "unknown-kind",
    ]);
    const inEpochs = {
      length: { epochs: 5, stepsPerEpoch: 20 },
      learningRate: [{ kind: "linear", from: 0, to: 1, for: "1 epoch" }, { kind: "hold" }],
    };
    const text = JSON.stringify({
      schedules: { inEpochs, other: { extends: "inEpochs", length: { steps: 100 } } },
    });
    const [problem] = analysisOf(text).problems.filter(({ code }) => code === "unit-undefined");
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe('"inEpochs"');
  });

  it("reads another file by its path, and one of several definitions there by its name", () => {
    const resolveExtends = (path: string) =>
      path === "./other.schedule.json"
        ? parseJson(JSON.stringify({ schedules: { x: base, y: { ...base, momentum: 0.8 } } }))
        : undefined;
    const { schedules } = analysisOf(
      '{ "extends": "./other.schedule.json#y", "weightDecay": 0.1 }',
      { resolveExtends },
    );
    expect(schedules[0]?.schedule?.at(10)).toEqual({
      learningRate: 1,
      momentum: 0.8,
      weightDecay: 0.1,
    });
    expect(errors(analysisOf('{ "extends": "./none.json" }', { resolveExtends }))).toContain(
      "unknown-base",
    );
  });
});

describe("hostile keys", () => {
  it("are keys like any other", () => {
    const { schedules, problems } = analysisOf(
      '{ "length": { "steps": 10 }, "learningRate": 1, "__proto__": { "polluted": 1 }, "constructor": 3 }',
    );
    expect(schedules[0]?.schedule?.at(1).learningRate).toBe(1);
    expect(problems.map(({ code }) => code)).toContain("unknown-key");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
