import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Conversion } from "../../../src/core/convert/conversion";
import { toJson } from "../../../src/core/convert/toJson";
import { toTypeScript } from "../../../src/core/convert/toTypeScript";
import { parseJson } from "../../../src/core/parse/json";
import { readJson, readTypeScript } from "../language/read";
import { definition, jsonOf } from "../schedule/arbitraries";
import { expectSameCurves } from "../language/sameCurves";
import { runs } from "../runs";

const examples = (folder: string): [string, string][] =>
  readdirSync(`examples/${folder}`).map((file) => [
    file,
    readFileSync(`examples/${folder}/${file}`, "utf8"),
  ]);

function textOf(conversion: Conversion): string {
  if ("reason" in conversion) throw new Error(conversion.reason);
  return conversion.text;
}

const typescriptOf = (json: string, only?: string): string =>
  textOf(toTypeScript(parseJson(json), only));
const jsonFrom = (text: string): string => textOf(toJson(readTypeScript(text)));
const reasonOf = (conversion: Conversion): string =>
  "reason" in conversion ? conversion.reason : `none: ${conversion.text}`;

/** What stands in the comments of a text, in its order. */
const comments = (text: string): string[] => text.match(/comment \d+/g) ?? [];

describe("JSON as TypeScript", () => {
  it.each(examples("json"))("%s has the same curves and no problem of its own", (_name, json) => {
    const text = typescriptOf(json);
    const read = readTypeScript(text);
    expect(read.document.problems).toEqual([]);
    expectSameCurves(read, readJson(json));
    for (const line of json.match(/\/\/.*/g) ?? []) expect(text).toContain(line);
    for (const number of json.match(/(?<=: )[\d.]+e[-\d]+/g) ?? []) expect(text).toContain(number);
  });

  it.each(examples("json").filter(([, json]) => !json.includes("extends")))(
    "%s is itself again on the way back",
    (_name, json) => {
      const back = jsonFrom(typescriptOf(json));
      expect(back.replace(/\s+/g, " ")).toBe(json.replace(/\s+/g, " "));
    },
  );

  it("calls builders and units where they say the same, and keeps what they would not", () => {
    const json = `{
  "length": { "tokens": 1e9, "tokensPerStep": 1e6 },
  "learningRate": [
    { "kind": "linear", "to": 1.50e-3, "for": "0.1B tokens" }, // a comment
    { "to": "10%", /* where it ends */ "kind": "cosine", "for": "1 step" },
    { "kind": "sawtooth" }
  ],
  "2nd": { "kind": "constant", "value": 1 }
}`;
    expect(typescriptOf(json))
      .toBe(`import { constant, cosine, defineSchedule, linear, steps } from "learning-rate-designer";

export const schedule = defineSchedule({
  length: { tokens: 1e9, tokensPerStep: 1e6 },
  learningRate: [
    linear({ to: 1.50e-3, for: "0.1B tokens" }), // a comment
    cosine({ to: "10%", /* where it ends */ for: steps(1) }),
    { kind: "sawtooth" }
  ],
  "2nd": constant({ value: 1 })
});
`);
  });

  it("spreads what a schedule extends, its sections key by key, whatever the order", () => {
    const json = `{
  "schedules": {
    "small": { "learningRate": 0.2, "optimizer": { "beta2": 0.9 }, "extends": "default" },
    "default": { // the base
      "length": { "steps": 100 },
      "optimizer": { "name": "adam", "beta2": 0.99 },
      "learningRate": 0.1
    }
  }
}`;
    const text = typescriptOf(json);
    expect(text).toContain("// the base");
    expect(text).toContain("optimizer: { ...defaultScheduleDefinition.optimizer, beta2: 0.9 }");
    const read = readTypeScript(text);
    expectSameCurves(read, readJson(json));
    const small = read.schedules.find(({ name }) => name === "small");
    expect(small?.schedule?.optimizer).toEqual({ name: "adam", beta2: 0.9 });
  });

  it("takes one schedule with what it extends, or says why not", () => {
    const json = readFileSync("examples/json/compare-warmups.schedule.json", "utf8");
    const text = typescriptOf(json, "no warmup");
    expect(readTypeScript(text).schedules.map(({ name }) => name)).toEqual(["warmup", "no warmup"]);
    expect(reasonOf(toTypeScript(parseJson('{ "extends": "./base.json" }')))).toContain(
      "./base.json",
    );
    expect(reasonOf(toTypeScript(parseJson("{")))).toContain("syntax");
    expect(reasonOf(toTypeScript(parseJson(json), "none"))).toContain("no schedule");
  });

  it("gives a key that means something to JavaScript no such meaning", () => {
    const text = typescriptOf('{ "length": { "steps": 9 }, "__proto__": 1, "learningRate": 0.1 }');
    expect(text).toContain('["__proto__"]: 1');
    expect(readTypeScript(text).schedules[0]?.schedule?.tracks.get("__proto__")).toBeDefined();
  });

  it("keeps the curves and comments of any definition, there and back", () => {
    fc.assert(
      fc.property(definition, fc.infiniteStream(fc.boolean()), (plain, coins) => {
        let count = 0;
        const json = JSON.stringify(jsonOf(plain), null, 2).replace(/\n(?!$)/g, (end) =>
          coins.next().value === true ? ` // comment ${count++}${end}` : end,
        );
        const there = typescriptOf(json);
        expectSameCurves(readTypeScript(there), readJson(json));
        expect(comments(there)).toEqual(comments(json));
        const back = jsonFrom(there);
        expectSameCurves(readJson(back), readJson(json));
        expect(comments(back)).toEqual(comments(json));
      }),
      { numRuns: runs(15, 2000) },
    );
  });
});

describe("TypeScript as JSON", () => {
  it.each(examples("typescript").filter(([name]) => name !== "custom.ts"))(
    "%s has the same curves and its comments",
    (_name, text) => {
      const json = jsonFrom(text);
      const read = readJson(json);
      expect(read.document.problems).toEqual([]);
      expectSameCurves(read, readTypeScript(text));
      for (const line of text.match(/(?<=\/\/ ).*/g) ?? []) expect(json).toContain(line);
    },
  );

  it("writes constants by their value with their name behind it, in their own spelling", () => {
    const text = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";
// about the peak
const PEAK = 5e-4; // why this peak
const WARM = [
  linear({ from: 0, to: PEAK, for: epochs(1_0) }), // inside the constant
] as const;
/** about the run */
export const run = defineSchedule({
  length: { epochs: 0x5a, stepsPerEpoch: 1_00 }, // a length
  optimizer: { name: 'sgd', ...{ momentum: .9 } },
  learningRate: [...WARM, cosine(/* nothing before */ { to: +0, "for": epochs(80), })],
  momentum: (0.9 as number), weightDecay: \`\${1}%\` satisfies string,
});
// the end
`;
    expect(jsonFrom(text)).toBe(`// about the peak
// why this peak
// inside the constant
/** about the run */
{
  "name": "run",
  "length": { "epochs": 90, "stepsPerEpoch": 100 }, // a length
  "optimizer": { "name": "sgd", "momentum": 0.9 } /* { name: 'sgd', ...{ momentum: .9 } } */,
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 5e-4, "for": "1_0 epochs" },
    { "kind": "cosine", "to": 0, "for": "80 epochs" }
  ] /* nothing before */,
  "momentum": 0.9, "weightDecay": "1%" /* \`\${1}%\` satisfies string */
}
// the end
`);
  });

  it("puts several schedules under their names", () => {
    const text = `import { defineSchedule } from "learning-rate-designer";
// the first
export const a = defineSchedule({ length: { steps: 9 }, learningRate: 1 });
// the second
export const b = defineSchedule({
  name: "B", // named
  length: { steps: 9 },
  learningRate: 2,
});
`;
    expect(jsonFrom(text)).toBe(`// the first
{
  "schedules": {
    "a": { "name": "a", "length": { "steps": 9 }, "learningRate": 1 },
    // the second
    "B": {
      "name": "B", // named
      "length": { "steps": 9 },
      "learningRate": 2
    }
  }
}
`);
    const only = textOf(toJson(readTypeScript(text), { only: "B" }));
    expectSameCurves(readJson(only), {
      ...readTypeScript(text),
      schedules: readTypeScript(text).schedules.slice(1),
    });
  });

  it("refuses what JSON cannot say, with the reason", () => {
    const refused = (text: string): string => reasonOf(toJson(readTypeScript(text)));
    const rest = "length: { steps: 9 }, learningRate";
    expect(refused(`defineSchedule({ ${rest}: args.rate });`)).toContain("`args.rate`");
    expect(refused(`defineSchedule({ ${rest}: });`)).toContain("not finished");
    expect(refused(`defineSchedule({ ${rest}: 1 / 0 });`)).toContain("Infinity");
    expect(refused(`defineSchedule({ ${rest}: custom({ value: (s) => s }) });`)).toContain(
      "function",
    );
    expect(refused("defineSchedule({ name: 'a' }); defineSchedule({ name: 'a' });")).toContain(
      "same name",
    );
    expect(refused("")).toContain("no schedule");
  });

  it("writes a function as the table of its values where that is asked for", () => {
    const text = readFileSync("examples/typescript/custom.ts", "utf8").replace(
      "    }),\n  ],",
      "      for: 1000,\n    }),\n    linear({ to: 0 }),\n  ],",
    );
    const analysis = readTypeScript(text);
    const json = textOf(toJson(analysis, { tables: true }));
    expectSameCurves(readJson(json), analysis);
    expect(json).toContain('"kind": "table"');
    const long = text.replace("for: 1000", "for: 20_000").replace("steps: 4000", "steps: 40_000");
    expect(reasonOf(toJson(readTypeScript(long), { tables: true }))).toContain("20,000 steps");
  });
});
