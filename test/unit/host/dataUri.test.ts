import { describe, expect, it } from "vitest";
import { svgDataUri } from "../../../src/host/dataUri";

const decode = (uri: string): string =>
  Buffer.from(uri.replace("data:image/svg+xml;base64,", ""), "base64").toString("utf8");

describe("svgDataUri", () => {
  it.each(["<svg/>", "<svg>β₂ · 学習率 😀</svg>", `<svg>${"x".repeat(100_000)}</svg>`])(
    "carries the whole text",
    (svg) => {
      const uri = svgDataUri(svg);
      expect(uri).toMatch(/^data:image\/svg\+xml;base64,[A-Za-z0-9+/]+=*$/);
      expect(decode(uri)).toBe(svg);
    },
  );
});
