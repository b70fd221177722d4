import { describe, expect, it } from "vitest";
import { readPanelMessage } from "../../../src/protocol/panelMessages";

const use = (part: Record<string, unknown>) =>
  readPanelMessage({ type: "template.use", template: "gpt3", fit: null, target: "json", ...part })
    .ok;
const fit = (length: unknown, durations: unknown = "scale") => ({ fit: { length, durations } });

describe("a message that asks for a template", () => {
  it("is taken as the panel sends it", () => {
    expect(use({})).toBe(true);
    expect(use(fit({ steps: 1 }))).toBe(true);
    expect(use(fit({ epochs: 0.5, stepsPerEpoch: 3 }, "keep"))).toBe(true);
    expect(readPanelMessage({ type: "templates.list" }).ok).toBe(true);
  });

  it.each([
    ["a target of its own", { target: "../../etc" }],
    ["a name that is no text", { template: 7 }],
    ["more than was asked for", { path: "/etc/passwd" }],
    ["no step", fit({ steps: 0 })],
    ["half a step", fit({ steps: 1.5 })],
    ["endless steps", fit({ steps: Infinity })],
    ["steps that are no number", fit({ steps: NaN })],
    ["steps beyond counting", fit({ steps: 1e300 })],
    ["epochs below nothing", fit({ epochs: -1, stepsPerEpoch: 3 })],
    ["epochs without their size", fit({ epochs: 1 })],
    ["two lengths", fit({ steps: 3, epochs: 1, stepsPerEpoch: 3 })],
    ["an unknown rule", fit({ steps: 3 }, "guess")],
  ])("is refused with %s", (_what, part) => {
    expect(use(part)).toBe(false);
  });
});
