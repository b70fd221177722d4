import { describe, expect, it } from "vitest";
import { writtenCost } from "../../harness/way";

// The UI tests hold the product to docs/ways.md; this holds docs/ways.md to what was promised.

const actions = (name: string): number => {
  const { clicks, keys } = writtenCost(name);
  return clicks + keys;
};

describe("docs/ways.md", () => {
  it.each(["Probe and verdict", "Range test", "First contact"])("has no scroll in %s", (name) => {
    expect(writtenCost(name).scrolls).toBe(0);
  });

  it("has four actions at most from a template to a saved file", () => {
    expect(actions("Template to saved file")).toBeLessThanOrEqual(4);
    expect(writtenCost("Template to saved file").scrolls).toBe(0);
  });

  it.each(["TypeScript", "JSON"])("has fewer than 25 accepted items in %s", (language) => {
    const { keys, clicks } = writtenCost(`First schedule in ${language} by completion`);
    expect(keys).toBeLessThan(25);
    expect(clicks).toBe(0);
  });
});
