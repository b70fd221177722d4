import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { PlainMemory } from "../../../src/core/schedule/plainMemory";
import { readDefinitions, type Definition } from "../../../src/core/schedule/read";

const FILE = `{ "schedules": {
  "base": { "length": { "steps": 100 }, "learningRate": 0.1 },
  "change": { "extends": "base", "momentum": 0.9 },
  "other": { "length": { "steps": 10 }, "learningRate": [{ "kind": "linear", "from": 1, "to": 0 }] }
} }`;

function reader() {
  const plains = new PlainMemory();
  return (text: string): readonly Definition[] => {
    const { definitions } = readDefinitions(parseJson(text), { plains });
    plains.finish();
    return definitions;
  };
}
const plainsOf = (definitions: readonly Definition[]) => definitions.map(({ plain }) => plain);

describe("the memory of what definitions say", () => {
  it("keeps the ones whose text stayed, wherever it stands now", () => {
    const read = reader();
    const [base, , other] = plainsOf(read(FILE));
    const typed = FILE.replace('"momentum": 0.9', '"momentum": 0.95');
    const after = plainsOf(read(`\n\n${typed}`));
    expect(after[0]).toBe(base);
    expect(after[2]).toBe(other);
    expect(after[1]).toEqual({ extends: "base", ...base, momentum: 0.95 });
  });

  it("tells a change of the base to those that extend it", () => {
    const read = reader();
    read(FILE);
    const [, change] = plainsOf(read(FILE.replace('"learningRate": 0.1', '"learningRate": 0.2')));
    expect(change).toMatchObject({ learningRate: 0.2, momentum: 0.9 });
  });

  it("has no use for a text with a mistake, and none for what the last reading left out", () => {
    const read = reader();
    const [base] = plainsOf(read(FILE));
    const broken = plainsOf(read(`${FILE},`));
    expect(broken[0]).toEqual(base);
    expect(broken[0]).not.toBe(base);
    const again = plainsOf(read(FILE));
    expect(again[0]).toEqual(base);
    expect(again[0]).not.toBe(base);
  });

  it("does not take a definition of another file for one of this", () => {
    const there = parseJson(FILE.replace("0.1 }", "0.3 }"));
    const here = '{ "extends": "./there.schedule.json#base", "momentum": 0.5 }';
    const plains = new PlainMemory();
    const options = { plains, resolveExtends: () => there };
    for (let reading = 0; reading < 2; reading++) {
      const [definition] = readDefinitions(parseJson(here), options).definitions;
      expect(definition?.plain).toMatchObject({ learningRate: 0.3, momentum: 0.5 });
      plains.finish();
    }
    expect(analyze(there).schedules[0]?.schedule?.at(0).learningRate).toBe(0.3);
  });
});
