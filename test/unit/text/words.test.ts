import { afterEach, describe, expect, it } from "vitest";
import { setWords, t } from "../../../src/core/text/words";

afterEach(() => {
  setWords({});
});

describe("words", () => {
  it("are English where nobody set a language", () => {
    expect(t("The run has {0} steps.", 12)).toBe("The run has 12 steps.");
    const [from, to] = ["1", "0"];
    expect(t`from ${from} to ${to}`).toBe("from 1 to 0");
  });

  it("show numbers as everything else does", () => {
    expect(t("{0} of {1} steps", 1466, 15_470)).toBe("1,466 of 15,470 steps");
    const [rate, least, third] = [0.000245, -2, 0.1 + 0.2];
    expect(t`from ${rate} to ${least} by ${third}`).toBe("from 2.45e-4 to −2 by 0.3");
    setWords({ "{0} steps": "{0} Schritte" }, "de");
    expect(t("{0} steps", 15_470)).toBe("15\u202f470 Schritte");
  });

  it("are the same for a call and for a template", () => {
    setWords({ "from {0} to {1}": "nach {1} von {0}" });
    const [from, to] = ["1", "0"];
    expect(t`from ${from} to ${to}`).toBe("nach 0 von 1");
    expect(t("from {0} to {1}", from, to)).toBe("nach 0 von 1");
  });

  it("stay English where they are not translated", () => {
    setWords({ Peak: "Spitze" });
    expect(t("Floor")).toBe("Floor");
    expect(t("constructor")).toBe("constructor");
  });

  it("leave values as they are, whatever they hold", () => {
    setWords({ "{0} ends.": "{0} endet." });
    expect(t("{0} ends.", "{0} $& {1}")).toBe("{0} $& {1} endet.");
    expect(t("{0} of {1}", 3)).toBe("3 of {1}");
  });
});
