import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";

watchComplaints();

const HEIGHT = 700;
const world = () => ({ schedules: [goyal(), goyal("candidate", 1.6)], shown: ["baseline"] });

/** Where the open section begins and ends, and where what stays at the top ends. */
const places = (page: Page) =>
  page.evaluate(() => {
    const box = (selector: string): DOMRect | undefined =>
      document.querySelector(selector)?.getBoundingClientRect();
    return {
      names: box(".tab-list")?.top ?? NaN,
      end: box(".tabs")?.bottom ?? NaN,
      top: box(".top")?.bottom ?? NaN,
    };
  });

describe("a section that is opened", () => {
  it.each(["Facts", "Probe", "Compare", "Values"])(
    "is brought into sight of a side bar: %s, all of it or from its beginning",
    async (name) => {
      const { page } = await panel({ world: world(), width: 300, height: HEIGHT });
      await page.locator("canvas").first().waitFor();
      await openSection(page, name);
      await until(
        () => places(page),
        ({ names, end, top }) => names >= top - 1 && (end <= HEIGHT + 1 || names <= top + 60),
      );
    },
  );

  it("goes along with what it has to tell, until somebody goes elsewhere", async () => {
    const { page } = await panel({ world: world(), width: 300, height: HEIGHT });
    await openSection(page, "Values");
    await page.getByText("Export", { exact: true }).click();
    const button = page.getByRole("button", { name: "CSV…", exact: true });
    await until(
      () => button.boundingBox(),
      (box) => box !== null && box.y > 0 && box.y + box.height <= HEIGHT,
    );
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await until(
      () => page.evaluate(() => window.scrollY),
      (y) => y === 0,
    );
  });
});

describe("a file of several schedules", () => {
  it("offers them over one another where one is chosen, and one alone again", async () => {
    const { page, host } = await panel({ world: world() });
    const picker = page.getByRole("combobox", { name: "Schedule", exact: true });
    await picker.selectOption("All 2 over one another");
    await until(
      () => page.locator(".legend").first().innerText(),
      (text) => /baseline\s+candidate/.test(text),
    );
    expect(host.of("compare").map(({ schedules }) => schedules)).toEqual([["candidate"]]);
    expect(await picker.inputValue()).toBe("baseline");
    await picker.selectOption("Only this one");
    await until(
      () => host.world.shown.join(),
      (shown) => shown === "baseline",
    );
  });
});
