import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { phaseKindNames } from "../../../src/core/schedule/phaseDraft";

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
});
