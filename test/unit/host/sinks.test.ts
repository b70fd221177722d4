import { beforeEach, describe, expect, it } from "vitest";
import { ask, joined, markdown, pick, plainText, tellError } from "../../../src/host/sinks";
import { offered, told } from "./vscodeStandIn";

const HOSTILE = [
  "[x](command:workbench.action.terminal.new)",
  "![y](https://example.com/a.png)",
  '<img src="https://example.com/a.png">',
  "$(trash) **bold**",
  "\u202e[gpj.x](command:x)\u202c",
  "[\u200b](command:x)",
];

// Another file's tests may have left something there.
beforeEach(() => {
  told.length = 0;
  offered.length = 0;
});

describe("text of a file", () => {
  it.each(HOSTILE)("%j is neither link nor image in Markdown", (name) => {
    const { value } = joined([markdown`**${name}** · ${"1 step"}`, markdown`${name}`], "\n\n");
    expect(value).toMatch(
      /^\*\*(?:[\p{L}\p{N} ]|&#\d+;)*\*\* · 1 step\n\n(?:[\p{L}\p{N} ]|&#\d+;)*$/u,
    );
    expect(value).not.toMatch(/&#(?:8238|8203);/);
  });

  it.each(HOSTILE)("%j is no link in a notification", (name) => {
    void tellError(`Not converted: ${name}`);
    const [shown] = told.splice(0);
    expect(shown).toBe(plainText(`Not converted: ${name}`));
    // How VS Code finds links in a notification.
    expect(shown).not.toMatch(/\[[^\]]+\]\([^)\s]+\)/);
    expect(shown).not.toMatch(/[\u200b\u202a-\u202e]/);
  });

  it.each(HOSTILE)(
    "%j is neither icon nor link in a pick list, and is what is picked",
    async (name) => {
      const item = { label: name, description: name, detail: name };
      expect(await pick([item], {})).toBe(item);
      const shown = offered.splice(0)[0] as typeof item;
      for (const text of [shown.label, shown.description, shown.detail]) {
        expect(text).not.toMatch(/\$\([\w~-]+\)/);
        expect(text).not.toMatch(/[\u200b\u202a-\u202e]/);
      }
    },
  );

  it.each(HOSTILE)("%j is no link in the prompt of a question", async (name) => {
    expect(await ask({ prompt: name })).not.toMatch(/\[[^\]]+\]\([^)\s]+\)/);
  });
});
