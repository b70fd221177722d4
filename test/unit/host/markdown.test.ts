import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMarkdown } from "../../../src/host/model/markdown";

const decode = (text: string): string =>
  text.replace(/&#(\d+);/g, (_match, code: string) => String.fromCodePoint(Number(code)));

describe("escapeMarkdown", () => {
  it.each([
    "[x](command:workbench.action.quit)",
    "![x](https://example.org/x.png)",
    "<img src=x onerror=alert(1)>",
    "$(trash) | cell",
    "# heading",
    "**bold** `code` ~~gone~~",
    "&lt;b&gt;",
  ])("leaves no markup of %s", (text) => {
    expect(escapeMarkdown(text)).toMatch(/^(?:[\p{L}\p{N} ]|&#\d+;)*$/u);
    expect(decode(escapeMarkdown(text))).toBe(text);
  });

  it("puts everything on one line", () => {
    expect(escapeMarkdown("a\r\n\n| b\tc")).toBe("a &#124; b c");
  });

  it("keeps every character of any text without white space", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const line = text.replace(/\s+/g, " ");
        expect(decode(escapeMarkdown(text))).toBe(line);
      }),
    );
  });
});
