import { expect, it } from "vitest";
import { TypeScriptSession } from "../../../src/core/parse/typescriptSession";
import { readDefinitions } from "../../../src/core/schedule/read";
import { parser } from "../parse/parser";

const FILE = `import { defineSchedule } from "learning-rate-designer";
const PEAK = 0.1;
// What stands close to a changed statement is looked at again, as it may say what a name in it is.

export const one = defineSchedule({ length: { steps: 10 }, learningRate: 0.5 });
// So this is far from the one before.
export const two = defineSchedule({ length: { steps: 20 }, learningRate: PEAK });
export const three = defineSchedule({ length: { steps: 30 }, learningRate: 0.3 });
`;

it("a definition that only moved says what it said, one that uses what was changed doesn't", () => {
  const session = new TypeScriptSession(parser);
  const read = (text: string) =>
    readDefinitions(session.update(text)).definitions.map(({ plain }) => plain);
  const before = read(FILE);
  const moved = read(FILE.replace("learningRate: 0.5", "learningRate: 0.25"));
  expect(moved.map((plain, index) => plain === before[index])).toEqual([false, true, true]);
  expect(moved[0]).toMatchObject({ learningRate: 0.25 });
  const changed = read(FILE.replace("0.1;", "0.125;"));
  expect(changed.map(({ learningRate }) => learningRate)).toEqual([0.5, 0.125, 0.3]);
  session.dispose();
});
