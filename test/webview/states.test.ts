import { describe, expect, it } from "vitest";
import { violations } from "./support/axe";
import { goyal } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";
import { showState, STATES } from "./support/states";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

/** All rules once; what depends on the theme in each. */
const CONTRAST = '{ runOnly: { type: "rule", values: ["color-contrast"] } }';
const WITHOUT_CONTRAST = '{ rules: { "color-contrast": { enabled: false } } }';

/** Sixty-four charts are drawn anew on a busy machine. */
const PATIENCE_MS = 60_000;

describe("each state of the panel", () => {
  for (const state of STATES) {
    it(`${state.name}: has no fault in any theme, at any width`, async () => {
      const opened = await panel({ world: state.world, width: 320 });
      const { page, setTheme } = opened;
      await showState(opened, state);
      expect(await violations(page, WITHOUT_CONTRAST)).toEqual([]);
      for (const theme of state.themes ?? SOME_THEMES) {
        await setTheme(theme);
        // Colours follow the theme a moment later.
        const faults = () => violations(page, CONTRAST);
        await expect.poll(faults, { message: theme, timeout: PATIENCE_MS }).toEqual([]);
      }
      for (const width of [200, 1200]) {
        await page.setViewportSize({ width, height: 700 });
        const outside = (): Promise<number> =>
          page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth - clientWidth;
          });
        await expect.poll(outside, { message: `outside ${width}`, timeout: PATIENCE_MS }).toBe(0);
      }
      await page.emulateMedia({ forcedColors: "active" });
      expect(await page.locator("#panel").isVisible()).toBe(true);
    });
  }

  it("keeps its name apart from those of the others", () => {
    expect(new Set(STATES.map(({ name }) => name)).size).toBe(STATES.length);
  });
});

const broken = { ...goyal(), nothing: true } as const;
const problems = [
  { code: "syntax", severity: "error", message: "A value is missing.", line: 4, column: 3 },
] as const;

describe("while somebody types", () => {
  it("nothing moves, whatever is missing for a moment", async () => {
    const { page, host } = await panel({ world: { schedules: [goyal()], shown: ["baseline"] } });
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    const boxes = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("main *")]
          .filter((element) => !element.closest(".place, .state, .track-head, .time-labels"))
          .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [element.localName, x, y, width, height].join();
          }),
      );
    // The toolkit's controls come to rest some frames after they were made.
    let [before, rests] = [await boxes(), 0];
    await until(
      async () => {
        const now = await boxes();
        rests = now.join() === before.join() ? rests + 1 : 0;
        before = now;
        return rests;
      },
      (count) => count > 10,
    );
    for (const state of ["typing", "ok", "typing"] as const) {
      const sample = state === "ok" ? goyal() : { ...broken, state, problems: [...problems] };
      host.world.schedules = [sample];
      host.publish();
      const shown = state === "ok" ? "14,040 steps" : "Grey: the last good curve";
      await page.locator(".place", { hasText: shown }).waitFor();
      expect(await boxes()).toEqual(before);
    }
    // A pause: what is wrong is told, below.
    await page.getByRole("button", { name: "A value is missing." }).waitFor();
  });

  it("does not offer to probe what cannot be evaluated", async () => {
    const { page, host } = await panel({ world: { schedules: [goyal()], shown: ["baseline"] } });
    const run = page.getByRole("button", { name: "Run", exact: true });
    await run.waitFor();
    expect(await run.isEnabled()).toBe(true);
    host.world.schedules = [{ ...broken, state: "errors" }];
    host.publish();
    await page.getByText("has errors").waitFor();
    await until(
      () => run.isDisabled(),
      (disabled) => disabled,
    );
  });
});

describe("a value that only the program knows", () => {
  const unknown = {
    ...goyal(),
    state: "unknown",
    unknowns: [{ symbol: "config.epochs" }],
  } as const;
  const world = () => ({ schedules: [{ ...unknown }], shown: ["baseline"] });

  it("is entered where it is missed, by keyboard alone, and forgotten again", async () => {
    const { page, host } = await panel({ world: world() });
    const field = page.getByRole("textbox", { name: "Value of config.epochs" });
    await field.focus();
    await page.keyboard.type("1_000");
    await page.keyboard.press("Enter");
    await page.getByText("config.epochs = 1000").waitFor();
    expect(host.of("value.give")).toMatchObject([
      { schedule: "baseline", symbol: "config.epochs", value: 1000 },
    ]);
    expect(await field.count()).toBe(0);
    await page.getByRole("button", { name: "Forget" }).click();
    await until(
      () => host.of("values.forget"),
      (all) => all.length === 1,
    );
  });

  it("is picked from the texts that it may be, by keyboard alone", async () => {
    const texts = ["linear", "cosine", "polynomial"];
    const schedules = [{ ...unknown, unknowns: [{ symbol: "args.scheduler", texts }] }];
    const { page, host } = await panel({ world: { ...world(), schedules } });
    const list = page.getByRole("combobox", { name: "Value of args.scheduler" });
    expect(await list.locator("option").allTextContents()).toEqual(["Pick a value", ...texts]);
    await list.focus();
    await page.keyboard.press("c");
    await page.getByText('args.scheduler = "cosine"').waitFor();
    expect(host.of("value.give")).toMatchObject([
      { schedule: "baseline", symbol: "args.scheduler", value: "cosine" },
    ]);
    expect(await list.count()).toBe(0);
  });

  it("says of a text that it does not help where a number is missing", async () => {
    const { page, host } = await panel({ world: world() });
    const reason = page.getByRole("alert").filter({ hasText: "a number is expected" });
    host.world.given = [{ symbol: "config.epochs", value: "cosine_with_restarts" }];
    host.publish();
    await reason.getByText('The text "cosine_with_restarts"').waitFor();
    const field = page.getByRole("textbox", { name: "Value of config.epochs" });
    await field.focus();
    await page.keyboard.type("90");
    await reason.waitFor({ state: "hidden" });
    await page.keyboard.press("Enter");
    await page.getByText("config.epochs = 90").waitFor();
  });

  it("is refused with the reason beside it", async () => {
    const { page, host } = await panel({ world: world() });
    const field = page.getByRole("textbox", { name: "Value of config.epochs" });
    for (const [typed, reason] of [
      ["", "Enter a valid number, or a text in quotes."],
      ["ninety", "Enter a valid number, or a text in quotes."],
      ["1e999", "Enter a valid number, or a text in quotes."],
      ["13", "unlucky"],
    ] as const) {
      await field.fill(typed);
      await page.getByRole("button", { name: "Set the value of config.epochs" }).click();
      await page.getByRole("alert").filter({ hasText: reason }).waitFor();
    }
    expect(host.of("value.give").map(({ value }) => value)).toEqual([13]);
    host.refused.length = 0;
  });
});
