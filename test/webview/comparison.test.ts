import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { describe, expect, it } from "vitest";
import { realShown } from "./support/real";
import { openSection, panel, until, watchComplaints } from "./support/session";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const schedule = (name: string, steps: number, warmup: number): string =>
  JSON.stringify({
    name,
    length: { steps },
    learningRate: [
      { kind: "linear", from: 0, to: 1, for: warmup },
      { kind: "linear", to: 0 },
    ],
  });
const pinned = { id: "pin:1#1#old", name: "old", origin: "pinned at 10:30", frozen: true };
const world = () => ({
  real: realShown(schedule("first", 1000, 100), schedule("second", 2000, 200)),
  others: [pinned, { id: "b#1#b", name: "b", origin: "b.schedule.json", frozen: false }],
});

describe("a comparison", () => {
  it("tells each schedule's figures, and the largest gap with its place", async () => {
    const { page } = await panel({ world: world(), width: 900 });
    await openSection(page, "Compare");
    const cells = () => page.locator(".comparison-table tbody tr").allInnerTexts();
    // At step 999 the second is at 1 − 799/1800, the first at 1 − 899/900.
    await until(cells, (rows) => rows.length === 6);
    expect((await cells()).map((row) => row.split("\t"))).toEqual([
      ["Peak", "1 (step 100)", "1 (step 200)"],
      ["Mean", "0.5", "0.5"],
      ["Share of the warmup", "10%", "10%"],
      ["Sum of the rates", "500", "1,000"],
      ["At the last step", "0.001111", "5.556e-4"],
      ["Largest gap to the first", "–", "+0.555 (step 999)"],
    ]);
    await page.getByRole("checkbox", { name: "All at the same length" }).click();
    // The same shape: apart by at most one step's worth.
    await until(cells, (rows) => /[-+]?0\.00\d+ \([\d.]+%\)/.test(rows[5] ?? ""));
  });

  it("puts the schedules below one another where it is narrow: no number is cut off or broken", async () => {
    const { page } = await panel({ world: world(), width: 300 });
    await openSection(page, "Compare");
    const table = page.locator(".comparison-table");
    await table.getByRole("row", { name: /Largest gap/ }).waitFor();
    const seen = await table.evaluate((element) => {
      const scroller = element.querySelector(".scroller");
      const cells = [...element.querySelectorAll("td")];
      return {
        overflow: (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0),
        titles: cells.map((cell) => getComputedStyle(cell, "::before").content),
        beside: cells.slice(0, 2).map((cell) => cell.getBoundingClientRect().left),
      };
    });
    expect(seen.overflow).toBe(0);
    expect(seen.titles.slice(0, 2)).toEqual(['"first"', '"second"']);
    expect(seen.beside[0]).toBe(seen.beside[1]);
    expect(await table.getByRole("columnheader").count()).toBe(3);
    expect(await table.getByRole("rowheader").count()).toBe(6);
  });

  it("of an epoch's and an update's curve is drawn by shares of the runs, and says why", async () => {
    const both = world().real;
    const real: typeof both = (view) =>
      both(view).map((one, index) =>
        index === 0 ? one : { ...one, time: { steps: one.length ?? 0, clock: "epoch" } },
      );
    const { page, host } = await panel({ world: { real }, width: 900 });
    await openSection(page, "Compare");
    await page.getByText("don't count the same thing").waitFor();
    await until(
      () => host.view.unit,
      (unit) => unit === "percent",
    );
    const axis = page.locator(".toolbar .dropdown");
    await until(
      () => axis.innerText(),
      (text) => text.trim() === "Percent",
    );
    expect(await page.getByRole("checkbox", { name: "All at the same length" }).count()).toBe(0);
    const row = (name: string) =>
      page.locator(".comparison-table tbody tr", { hasText: name }).innerText();
    expect((await row("Sum of the rates")).split("\t").slice(1)).toEqual(["–", "–"]);
    expect(await row("Peak")).toContain("(epoch 200)");
  });

  it("draws the difference, exactly", async () => {
    const { page, host } = await panel({ world: world() });
    await openSection(page, "Compare");
    await page.getByRole("checkbox", { name: "Draw the difference" }).click();
    const { series } = await until(
      () => host.inspect(),
      (seen) =>
        seen.series.some(({ track, points }) => track === ":difference" && points.length > 99),
    );
    const rate = (step: number, steps: number): number =>
      step < steps / 10 ? step / (steps / 10) : 1 - (step - steps / 10) / (0.9 * steps);
    const drawn = series.filter(
      ({ track, points }) => track === ":difference" && points.length > 0,
    );
    expect(drawn.map(({ schedule: id }) => id)).toEqual(["1#second"]);
    for (const [step, value] of drawn[0]?.points ?? []) {
      const at = Math.round(step);
      expect(at).toBeLessThan(1000);
      expect(value).toBeCloseTo(rate(at, 2000) - rate(at, 1000), 12);
    }
  });

  it("lists what else there is, asks the host for more, and forgets what was pinned", async () => {
    const { page, host } = await panel({ world: world() });
    await openSection(page, "Compare");
    const names = await page
      .locator(".compare-list", { hasText: "second" })
      .locator("vscode-checkbox")
      .allTextContents();
    expect(names).toEqual(["second", "old (pinned at 10:30)", "b (b.schedule.json)"]);
    const old = page.getByRole("checkbox", { name: "old (pinned at 10:30)" });
    await old.click();
    // This host does not show what is pinned, so the choice is taken back: that is no second wish.
    await until(
      () => old.isChecked(),
      (checked) => host.of("compare").length > 0 && !checked,
    );
    expect(host.of("compare").map(({ schedules }) => schedules)).toEqual([["1#second", pinned.id]]);
    await page.getByRole("button", { name: "Forget old (pinned at 10:30)" }).click();
    await until(
      () => host.of("forget").at(-1)?.schedule,
      (id) => id === pinned.id,
    );
    for (const [name, command] of [
      ["Pin a Copy", "pinSchedule"],
      ["Last Commit", "compareWithCommit"],
      ["Other File…", "compareWithFile"],
    ] as const) {
      await page.getByRole("button", { name }).click();
      await until(
        () => host.of("command").at(-1)?.command,
        (sent) => sent === command,
      );
    }
  });

  it("lays again side by side after a reload what the host still has", async () => {
    const others = world().others;
    const alone = realShown(schedule("first", 1000, 100));
    const { host, reload } = await panel({ world: { real: alone, others } });
    host.state = { view: { ...(host.state as { view?: object } | undefined)?.view } };
    const { viewState } = await host.inspect();
    host.state = { view: { ...(viewState as object), compare: [pinned.id, "gone"] } };
    await reload();
    await until(
      () => host.of("compare").at(-1)?.schedules,
      (ids) => ids?.join() === pinned.id,
    );
  });

  for (const theme of SOME_THEMES) {
    it(`gives axe nothing to complain about in ${theme}`, async () => {
      const { page } = await panel({ world: world(), theme });
      await openSection(page, "Compare");
      await page.getByRole("checkbox", { name: "Draw the difference" }).click();
      await page.locator(".track-name", { hasText: "Difference" }).waitFor();
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>("axe.run()");
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    });
  }
});
