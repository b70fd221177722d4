import { describe, expect, it } from "vitest";
import { violations } from "./support/axe";
import { FakeHost } from "./support/fakeHost";
import { focusOf } from "./support/focus";
import { goyal, type Sample } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

const problems: Sample["problems"] = [
  { code: "a", severity: "error", message: "The warmup is too long.", line: 4, column: 3 },
  { code: "b", severity: "warning", message: "The momentum moves.", line: 9, column: 3 },
];
const world = () => ({
  schedules: [{ ...goyal(), state: "errors", problems } as const, goyal("candidate", 1.6)],
  shown: ["baseline", "candidate"],
});

describe("axe finds nothing to complain about", () => {
  for (const theme of SOME_THEMES) {
    it(`in ${theme}: curves, a finished probe, every section`, async () => {
      const { page } = await panel({ world: world(), theme });
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.getByText(/^Finished/).waitFor();
      expect(await violations(page)).toEqual([]);
      for (const section of ["Check", "Facts", "Compare", "Values"]) {
        await openSection(page, section);
        expect(await violations(page)).toEqual([]);
      }
    });

    it(`in ${theme}: welcome, the gallery`, async () => {
      const empty = await panel({ world: { document: false }, theme });
      expect(await violations(empty.page)).toEqual([]);
      await empty.page.getByRole("button", { name: "New from Template" }).click();
      await empty.page.getByRole("button", { name: /Alpha/ }).waitFor();
      expect(await violations(empty.page)).toEqual([]);
    });
  }
});

describe("a table whose values are still to come", () => {
  it("isn't there for anyone: its row has no cells yet", async () => {
    const withoutRows = (post: (envelope: unknown) => void) =>
      new FakeHost((envelope) => {
        if (!JSON.stringify(envelope).includes("table.rows")) post(envelope);
      }, world());
    const { page } = await panel({ host: withoutRows });
    await openSection(page, "Values");
    await page.getByRole("region", { name: "Values" }).waitFor({ state: "attached" });
    expect(await page.getByRole("table", { name: "Values" }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
});

describe("the keyboard", () => {
  it("reaches every control, each with a visible focus", async () => {
    const { page } = await panel({ world: world() });
    // The probe's part comes after the first paint.
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    await openSection(page, "Probe");
    // Opening it left the keyboard there: the way through begins at the top of the page.
    await page.mouse.click(2, 2);
    const seen: string[] = [];
    const invisible: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      const focus = await focusOf(page);
      if (!focus) break;
      const name = `${focus.tag} ${focus.name}`;
      if (seen.includes(name)) break;
      seen.push(name);
      if (!focus.visible) invisible.push(name);
    }
    for (const name of [
      "select Schedule",
      "select Time axis",
      "vscode-button Zoom in",
      "button Probe",
      "vscode-button log scale of Learning rate",
      "div Position on the time axis",
      "select Task",
      "vscode-text-field Steps",
      "vscode-text-field Seeds",
      "vscode-button Run",
    ]) {
      expect(seen).toContain(name);
    }
    expect(invisible).toEqual([]);
  });
});

describe("the user's wishes", () => {
  it("draws in the system's colours where it forces them", async () => {
    const { page } = await panel({ world: world(), context: { forcedColors: "active" } });
    // Computed styles keep the author's colours, so axe cannot judge the forced ones.
    const rules = '{ rules: { "color-contrast": { enabled: false } } }';
    expect(await violations(page, rules)).toEqual([]);
    const drawn = await until(
      () =>
        page.evaluate(() => {
          const canvas = document.querySelector("canvas");
          const context = canvas?.getContext("2d");
          if (!canvas || !context) return 0;
          const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
          return data.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 200 ? 1 : 0), 0);
        }),
      (count) => count > 100,
    );
    expect(drawn).toBeGreaterThan(100);
  });

  it("moves nothing where motion is to be reduced", async () => {
    const { page } = await panel({ world: world(), context: { reducedMotion: "reduce" } });
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .map((animation) => (animation.effect as KeyframeEffect).target?.localName),
    );
    expect(moving).toEqual([]);
  });
});
