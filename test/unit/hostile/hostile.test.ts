import { describe, expect, it } from "vitest";
import { inlayHints } from "../../../src/core/language/inlayHints";
import { outline } from "../../../src/core/language/outline";
import { sampleColumns } from "../../../src/core/schedule/sample";
import { readDocument } from "../../../src/core/workspace";
import { parser } from "../parse/parser";
import { HOSTILE, type Hostile } from "./inputs";

const HOME = "file:///home/user/project/";
const NEVER = "this file lies outside";

/** Reads as the editor does; every file that is asked for is told of. */
async function read({ file, text }: Hostile) {
  const asked: string[] = [];
  const analysis = await readDocument(
    { uri: HOME + file, languageId: file.endsWith(".ts") ? "typescript" : "jsonc", text },
    {
      grammar: () => Promise.resolve(parser),
      file: (candidates) => {
        asked.push(...candidates);
        return undefined;
      },
      refusal: () => NEVER,
    },
  );
  return { analysis, asked };
}

describe("a hostile file", () => {
  it("is one of very many", () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(150);
    expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length);
  });

  it.each(HOSTILE)("$name: is read or refused, in bounds", async (input) => {
    const { analysis, asked } = await read(input);
    if (!analysis) throw new Error("it is of no format");
    const { length } = input.text;
    for (const { range, message } of analysis.problems) {
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThanOrEqual(length);
      expect(message).not.toMatch(/\[object|undefined|NaN/);
    }
    // What is told of one mistake is no novel.
    const told = analysis.problems.reduce((sum, { message }) => sum + message.length, 0);
    expect(told).toBeLessThan(20 * length + 2_000_000);
    expect(asked.length).toBeLessThan(1000);
    for (const { schedule } of analysis.schedules.slice(0, 20)) {
      if (!schedule) continue;
      const curve = schedule.tracks.get("learningRate")?.curve;
      if (curve) sampleColumns(curve, 0, schedule.length, 200);
    }
    outline(analysis);
    inlayHints(analysis);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
