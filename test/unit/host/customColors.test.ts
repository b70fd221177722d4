import { describe, expect, it } from "vitest";
import { palettes } from "../../../src/core/svg/palettes";
import { customColors, withCustomColors } from "../../../src/host/model/customColors";

const RATE = "learningRateDesigner.learningRate";
const MOMENTUM = "learningRateDesigner.momentum";

describe("the user's colours", () => {
  it.each<[string, Record<string, unknown>, string | undefined]>([
    ["for every theme", { [RATE]: "#abc" }, "#abc"],
    ["for the theme of that name", { "[Dark Modern]": { [RATE]: "#00ff00" } }, "#00ff00"],
    ["not for another", { "[Light Modern]": { [RATE]: "#00ff00" } }, undefined],
    ["for several", { "[Monokai][Dark Modern]": { [RATE]: "#00ff0080" } }, "#00ff0080"],
    ["whose name begins so", { "[Dark*]": { [RATE]: "#0f0" } }, "#0f0"],
    ["whose name ends so", { "[*Modern]": { [RATE]: "#0f0" } }, "#0f0"],
    ["whose name has it within", { "[*k Mod*]": { [RATE]: "#0f0" } }, "#0f0"],
    ["of all by a star", { "[*]": { [RATE]: "#0f0" } }, "#0f0"],
    ["the theme's over those for all", { "[*]": { [RATE]: "#0f0" }, [RATE]: "#f00" }, "#0f0"],
    ["none of what is no colour", { [RATE]: '"/><script>' }, undefined],
    ["none of the theme's own", { [RATE]: "default" }, undefined],
    ["none of a number", { [RATE]: 7 }, undefined],
  ])("are taken %s", (_, setting, expected) => {
    expect(customColors(setting, "Dark Modern").get(RATE)).toBe(expected);
  });

  it.each([undefined, null, "red", [1], { "[x": null, "[]": 3 }])("are none in %j", (setting) => {
    expect(customColors(setting, "Dark Modern").size).toBe(0);
  });
});

describe("the palette of pictures", () => {
  it("is the theme's where the user sets nothing", () => {
    expect(withCustomColors(palettes.dark, new Map())).toEqual(palettes.dark);
  });

  it("takes the rate's colour for the curve, and lightly for what is marked", () => {
    const { sparkline, picture } = withCustomColors(palettes.dark, new Map([[RATE, "#1a2f"]]));
    expect([sparkline, picture.primary, picture.mark]).toEqual(["#1a2f", "#1a2f", "#11aa2233"]);
    expect(picture.secondary).toBe(palettes.dark.picture.secondary);
  });

  it("takes momentum's for the second curve", () => {
    const { sparkline, picture } = withCustomColors(
      palettes.light,
      new Map([[MOMENTUM, "#123456"]]),
    );
    expect([sparkline, picture.secondary]).toEqual([palettes.light.sparkline, "#123456"]);
  });
});
