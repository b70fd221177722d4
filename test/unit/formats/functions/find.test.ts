import { describe, expect, it } from "vitest";
import { drawableAt } from "../../../../src/core/formats/functions/find";
import { parserFor, readFormat, valuesOf } from "../read";

const PYTHON = `import math
PEAK = 0.1
def warm(step, total=100):
    return PEAK * step / total
class Shape:
    def __init__(self, peak=0.2):
        self.peak = peak
    def at(self, x, power):
        return self.peak * x ** power
half = lambda k: 0.5 ** k
async def load(step):
    return step
`;
const TYPESCRIPT = `const PEAK = 0.1;
export function warm(total: number, step: number) { return PEAK * step / total; }
const half = (k: number) => 0.5 ** k;
`;

const found = async (language: "typescript" | "python", text: string, at: string) => {
  const { name, parameters } =
    drawableAt(text, language, await parserFor(language), text.indexOf(at)) ?? {};
  return name === undefined ? undefined : [name, ...(parameters ?? [])];
};

describe("the function at the cursor", () => {
  it.each([
    ["in its body", "PEAK * step", ["warm", "step", "total"]],
    ["at its name", "warm(", ["warm", "step", "total"]],
    ["in a method", "self.peak * x", ["Shape.at", "x", "power"]],
    ["in a lambda", "0.5 **", ["half", "k"]],
    ["outside of any", "PEAK = 0.1", undefined],
    ["in one that is async", "return step\n", undefined],
  ])("is found in Python: %s", async (_name, at, expected) => {
    expect(await found("python", PYTHON, at)).toEqual(expected);
  });

  it.each([
    ["in its body", "PEAK * step", ["warm", "step", "total"]],
    ["in an arrow", "0.5 **", ["half", "k"]],
    ["outside of any", "PEAK = 0.1", undefined],
  ])("is found in TypeScript: %s", async (_name, at, expected) => {
    expect(await found("typescript", TYPESCRIPT, at)).toEqual(expected);
  });
});

describe("functions that the user asks to see, in Python", () => {
  const read = (name: string, parameter: string, values = {}) =>
    readFormat("shapes.py", PYTHON, {
      values,
      ports: { previews: [{ name, parameter, length: 50 }] },
    });

  it("are drawn over the length that was given", async () => {
    const { schedules } = await read("warm", "step");
    expect(schedules.map(({ name, schedule }) => [name, schedule?.length])).toEqual([["warm", 50]]);
    expect(valuesOf(schedules[0], [0, 10])).toEqual([0, 0.01]);
    expect(valuesOf((await read("half", "k")).schedules[0], [3])).toEqual([0.125]);
  });

  it("ask for the parameters that nobody gives", async () => {
    const open = await read("Shape.at", "x");
    expect(open.schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["power"]);
    const closed = await read("Shape.at", "x", { power: 2 });
    expect(valuesOf(closed.schedules[0], [0, 3])).toEqual([0, 0.2 * 9]);
  });

  it("that there are no more are passed over", async () => {
    expect((await read("gone", "x")).schedules).toEqual([]);
  });
});
