import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { inlayHints } from "../../../src/core/language/inlayHints";
import { outline } from "../../../src/core/language/outline";
import { parseJson } from "../../../src/core/parse/json";

const read = (definition: unknown) => analyze(parseJson(JSON.stringify(definition)));
const times = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const named = (count: number, of: (index: number) => unknown) =>
  Object.fromEntries(times(count, (index) => [`s${index}`, of(index)]));
const errors = ({ problems }: ReturnType<typeof read>) =>
  problems.filter(({ severity }) => severity === "error");
const proportional = (follow: string) => ({
  follow,
  relation: "proportional",
  reference: { [follow]: 1, value: 2 },
});

describe("a large file that people may write", () => {
  it("of 500 phases is read to its end", () => {
    const phases = times(500, (i) => ({ kind: "linear", from: 0.5, to: i % 2, for: "10 steps" }));
    const analysis = read({ length: { steps: 5000 }, learningRate: phases });
    expect(errors(analysis)).toEqual([]);
    // The last phase rises from 0.5 to 1 over steps 4990 to 5000.
    expect(analysis.schedules[0]?.schedule?.at(4995).learningRate).toBeCloseTo(0.75, 12);
    expect(outline(analysis)[0]?.children[0]?.children).toHaveLength(500);
  });

  it("of 200 schedules that take over from one is read to its end", () => {
    const base = {
      length: { steps: 100 },
      optimizer: { name: "adamw", beta1: 0.9, beta2: 0.95, weightDecay: 0.1 },
      learningRate: [
        { kind: "linear", from: 0, to: 1, for: 10 },
        { kind: "cosine", to: 0 },
      ],
    };
    const change = (i: number) => ({ extends: "base", length: { steps: 200 + i } });
    const analysis = read({ schedules: { base, ...named(199, change) } });
    expect(errors(analysis)).toEqual([]);
    expect(analysis.schedules.map(({ schedule }) => schedule?.length)).toEqual([
      100,
      ...times(199, (i) => 200 + i),
    ]);
  });
});

describe("past a bound", () => {
  it("a schedule is not read, and neither are those after it", () => {
    const small = { length: { steps: 9 }, learningRate: 1 };
    const large = { ...small, learningRate: times(5000, () => ({ kind: "hold", for: 1, to: 1 })) };
    const analysis = read({ schedules: { small, large, after: small } });
    expect(analysis.schedules.map(({ name }) => name)).toEqual(["small"]);
    expect(errors(analysis)).toMatchObject([{ code: "too-large" }]);
  });

  it("what a definition takes over counts, also where it is replaced", () => {
    const base = {
      length: { steps: 9 },
      learningRate: times(1000, () => ({ kind: "hold", for: 1 })),
    };
    const change = { extends: "base", learningRate: 1 };
    const { schedules } = read({ schedules: { base, ...named(199, () => change) } });
    // The base has 2 + (1 + 3) + 1,000 × (2 + 3) = 5,006 keys and what each object costs; it counts
    // by itself, with the 40 of each schedule, and once as what the others extend. These count
    // 3 + (1 + 3) + 40 each: (14,000 − 5,046 − 5,006) / 47 = 84.0.
    expect(schedules).toHaveLength(1 + 84);
  });

  it("nothing is taken over once the file's schedules have taken over 40,000 keys", () => {
    const base = { length: { steps: 9 }, learningRate: 1, ...named(9998, () => "x") };
    const chain = named(8, (i) => ({ extends: i < 7 ? `s${i + 1}` : "base" }));
    const said = errors(read({ schedules: { ...chain, base } })).filter(({ message }) =>
      /at most 40,000 keys/.test(message),
    );
    // s7 takes over the base's 10,000 keys, s6, s5 and s4 those of the one before and "extends":
    // 10,000 + 10,001 + 10,001 + 10,001 are more than 40,000.
    expect(said).toHaveLength(5);
  });

  it("problems are counted", () => {
    const wrong = times(300, () => ({ kind: "sawtoth", for: 1 }));
    const all = errors(read({ length: { steps: 300 }, learningRate: wrong }));
    expect(all).toHaveLength(201);
    expect(all.at(-1)).toMatchObject({
      code: "too-large",
      message: expect.stringMatching(/^100 more problems/) as string,
    });
  });

  it("no rule is asked of the schedules after a thousand problems, which are drawn", () => {
    const mistaken = (i: number) => ({
      length: { steps: 100 + i },
      optimizer: { name: "adam", momentum: 0.9 },
      momentum: [{ kind: "linear", from: 2, to: 0.5 }],
      batchSize: [{ kind: "steps", from: 10, factor: 2, at: [1, 2] }],
      learningRate: [
        { kind: "linear", from: 0.1, to: 0.01, for: "0.05%" },
        { kind: "steps", factor: 2, at: [0.3, 0.6] },
      ],
    });
    const { schedules, problems } = read({ schedules: named(170, mistaken) });
    const each = schedules[0]?.problems.length ?? 0;
    // Enough for the bound, and so few that an ordinary file of a hundred is judged to its end.
    expect(each).toBeGreaterThan(5);
    const judged = schedules.filter(({ problems }) => problems.length === each).length;
    expect(judged).toBe(Math.ceil(1000 / each));
    expect(schedules.every(({ schedule }) => schedule)).toBe(true);
    const [limit] = problems.filter(({ message }) => /no rule looks at them/.test(message));
    expect(limit).toMatchObject({ code: "too-large", range: schedules[judged]?.anchor });
  });

  it("tracks that follow one another are unknown, in whichever order they stand", () => {
    const chain = (count: number) =>
      times(count, (i) => [`t${i}`, proportional(i > 0 ? `t${i - 1}` : "learningRate")] as const);
    const plain = { length: { steps: 9 }, learningRate: 1 };
    const ofChain = (entries: readonly (readonly [string, unknown])[]) =>
      read({ ...plain, ...Object.fromEntries(entries) });
    const known = ofChain(chain(32));
    expect(errors(known)).toEqual([]);
    expect(known.schedules[0]?.schedule?.at(0).t31).toBe(2 ** 32);
    for (const entries of [chain(33), chain(33).toReversed()]) {
      const analysis = ofChain(entries);
      expect(errors(analysis)).toContainEqual(expect.objectContaining({ code: "too-large" }));
      expect(analysis.schedules[0]?.schedule?.at(0).t32).toBeNaN();
    }
  });

  it("of shares each has its remark, in linear time", () => {
    const phases = times(400, (i) => ({ kind: "linear", to: i === 0 ? 1 : `${i % 90}%`, for: 1 }));
    const hints = inlayHints(
      read({
        length: { steps: 400 },
        learningRate: [{ ...phases[0], from: 0 }, ...phases.slice(1)],
      }),
    );
    expect(hints).toHaveLength(399);
    expect(hints[4]?.text).toBe("= 0.05");
  });
});
