import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "./support/axe";
import { focusOf } from "./support/focus";
import { laidLog } from "./support/laidLog";
import { panel, until, watchComplaints } from "./support/session";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

const PLAN = JSON.stringify({
  name: "plan",
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 0.1, for: 100 },
    { kind: "linear", to: 0 },
  ],
});

/** The rate of the plan, by a second formula. */
const planned = (step: number): number =>
  step < 100 ? step / 1000 : 0.1 * (1 - (step - 100) / 900);

const rowsOf = (rate: boolean): string =>
  Array.from({ length: 80 }, (_, i) => 10 * i)
    .map((step) => `${step},${rate ? `${planned(step) / 2},` : ""}${2 / (1 + step / 50)}`)
    .join("\n");
const LOG = `step,lr,loss\n${rowsOf(true)}`;
/** Ten seconds a step. */
const TIMED = LOG.split("\n")
  .map((line, i) => `${line},${i === 0 ? "timestamp" : 1e9 + 100 * (i - 1)}`)
  .join("\n");
const LOSS_ALONE = `step,loss\n${rowsOf(false)}`;

const laid = (log: string) => laidLog(PLAN, "metrics.csv", log);

/** Goes on with Tab until what is named has the keyboard, for one to see. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  await page.locator(".run").waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    if (name.test((await focusOf(page))?.name ?? "")) {
      await until(
        () => focusOf(page),
        (focus) => focus?.visible === true,
      );
      return;
    }
  }
  throw new Error(`Tab does not reach ${String(name)}`);
}

const MOST_STOPS = 40;

describe("a run that lies over the plan", () => {
  it("is read by the wall clock where its log has times", async () => {
    const { page } = await panel({ world: { real: laid(TIMED) }, width: 900 });
    const units = page.getByRole("combobox", { name: "Time axis" });
    await units.selectOption({ label: "Wall time" });
    const labels = await until(
      () => page.locator(".time-axis .time-labels span").allTextContents(),
      (all) => all.length > 2 && all.every((label) => /^\d:\d\d h$/.test(label)),
    );
    expect(labels[0]).toBe("0:00 h");
    await page.locator("[role=slider]").press("Home");
    const place = page.locator("[role=slider]");
    await until(
      () => place.getAttribute("aria-valuetext"),
      (text) => text?.startsWith("0 s · step 0") === true,
    );
  });

  it("is explained in one sentence, with its causes and what they leave", async () => {
    const { page } = await panel({ world: { real: laid(LOG) }, width: 900 });
    const run = page.locator(".run");
    await run.locator("p", { hasText: "The rate is 0.5 times the plan's (peak 0.05)" }).waitFor();
    expect(await run.locator(".run-code").isVisible()).toBe(false);
    await run.getByText("Causes", { exact: true }).click();
    const cells = await run.locator("tbody tr").first().innerText();
    const [cause, left] = cells.split("\t");
    expect(cause).toBe("the rate is 0.5 times the plan's (peak 0.05)");
    // halves of doubles are exact
    expect(Number(left)).toBeLessThan(1e-15);
    await run.getByText("is claimed").waitFor();
  });

  it.each([260, 280, 300, 320, 340])("keeps its numbers whole %i pixels wide", async (width) => {
    const { page } = await panel({ world: { real: laid(LOG) }, width });
    await page.locator(".run").waitFor();
    const lines = await page
      .locator(".run")
      .evaluate((run) =>
        [...run.querySelectorAll(".unbroken")].map((number) => number.getClientRects().length),
      );
    expect(lines).toEqual([1, 1, 1]);
  });

  it("without a rate is said to have none, with the line that logs it", async () => {
    const { page } = await panel({ world: { real: laid(LOSS_ALONE) } });
    const run = page.locator(".run");
    await run.getByText("The log has no learning rate.").waitFor();
    expect(await run.locator("code").innerText()).toContain("optimizer.param_groups[0]['lr']");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await run.getByRole("button", { name: "Copy the Line" }).click();
    const line = await run.locator("code").innerText();
    await until(
      () => page.evaluate(() => navigator.clipboard.readText()),
      (copied) => copied === line,
    );
  });

  it("is laid by dropping its file on the panel", async () => {
    const { page, host } = await panel({ world: { real: laid(LOG) } });
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/uri-list", "# from the explorer\r\nfile:///a/run.wandb\r\n");
      const init = { dataTransfer, bubbles: true, cancelable: true };
      const over = new DragEvent("dragover", init);
      document.body.dispatchEvent(over);
      // elsewhere the browser lets nothing be dropped
      if (over.defaultPrevented) document.body.dispatchEvent(new DragEvent("drop", init));
    });
    await until(
      () => host.of("log.drop").map(({ file }) => file),
      ([file]) => file === "file:///a/run.wandb",
    );
  });

  it("is gone through by the keyboard: the line that logs a rate, the causes", async () => {
    const lossAlone = await panel({ world: { real: laid(LOSS_ALONE) } });
    await tabTo(lossAlone.page, /^Copy the Line$/);
    const { page } = await panel({ world: { real: laid(LOG) } });
    await tabTo(page, /^Causes$/);
    await page.keyboard.press("Enter");
    await page.locator(".run tbody tr").first().waitFor();
  });

  for (const theme of SOME_THEMES) {
    it(`gives axe nothing to complain about in ${theme}`, async () => {
      const { page } = await panel({ world: { real: laid(LOG) }, theme });
      await page.locator(".run summary").click();
      expect(await violations(page)).toEqual([]);
    });
  }
});
