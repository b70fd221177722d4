import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { phaseKindNames } from "../../../src/core/schedule/kinds/named";

const root = join(import.meta.dirname, "../../..");

interface PhaseSchema {
  readonly definitions: {
    readonly phase: {
      readonly properties: {
        readonly kind: {
          readonly enum: readonly string[];
          readonly enumDescriptions: readonly string[];
        };
      };
    };
  };
}

describe("media/schedule.schema.json", () => {
  it("offers every kind that JSON can say, each with a sentence", () => {
    const schema = JSON.parse(
      readFileSync(join(root, "media/schedule.schema.json"), "utf8"),
    ) as PhaseSchema;
    const { kind } = schema.definitions.phase.properties;
    expect(kind.enum).toEqual(phaseKindNames.filter((name) => name !== "custom"));
    expect(kind.enumDescriptions.every((text) => text.length > 10)).toBe(true);
  });

  it("says what has backticks in Markdown, too: editors show a plain description as it is", () => {
    const text = readFileSync(join(root, "media/schedule.schema.json"), "utf8");
    const marked: [string, unknown][] = [];
    const plain: [string, unknown][] = [];
    JSON.parse(text, (key, value: unknown) => {
      if (/^markdown/.test(key)) marked.push([key.slice("markdown".length), value]);
      if (/^(?:enumD|d)escriptions?$/.test(key) && JSON.stringify(value).includes("`"))
        plain.push([key.charAt(0).toUpperCase() + key.slice(1), value]);
      return value;
    });
    expect(plain.length).toBeGreaterThan(10);
    expect(marked).toEqual(plain);
  });
});
