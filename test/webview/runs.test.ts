import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/core/analyze";
import { parseJson } from "../../src/core/parse/json";
import { recordedSchedule, wallClockOf } from "../../src/core/recordings/recordedSchedule";
import { readLog } from "../../src/core/recordings/readLog";
import { runTold } from "../../src/core/recordings/runTold";
import { shownSchedule } from "../../src/host/model/shown";
import type { ViewRequest } from "../../src/protocol/panelMessages";
import type { ShownSchedule } from "../../src/protocol/scheduleView";
import { panel, until, watchComplaints } from "./support/session";
import { THEMES } from "./support/theme";

watchComplaints();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

/** What the host shows of a plan with the run of a log over it. */
function laid(log: string): (view: ViewRequest) => ShownSchedule[] {
  const document = parseJson(PLAN);
  const [plan] = analyze(document).schedules;
  const { runs, format } = readLog("metrics.csv", new TextEncoder().encode(log));
  const [run] = runs;
  const schedule = run && recordedSchedule(run, plan?.schedule?.time);
  if (!plan?.schedule || !schedule || "reason" in schedule) throw new Error("nothing to lay");
  const wall = wallClockOf(run, plan.schedule.time);
  const { causes, ...rest } = runTold(run, format, plan.schedule);
  const told = { ...rest, causes: [...causes], stale: false };
  const other = { ...plan, name: run.name, schedule, problems: [], unknowns: [] };
  return (view) => [
    shownSchedule("plan", "a.schedule.json", plan, document, view, plan.schedule),
    {
      ...shownSchedule("run", "metrics.csv", other, document, view, plan.schedule),
      told,
      ...(wall && { wall }),
    },
  ];
}

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
      document.body.dispatchEvent(new DragEvent("dragenter", init));
      const drag = (): void => {
        const over = new DragEvent("dragover", init);
        document.body.dispatchEvent(over);
        if (over.defaultPrevented) document.body.dispatchEvent(new DragEvent("drop", init));
        else requestAnimationFrame(drag);
      };
      drag();
    });
    await until(
      () => host.of("log.drop").map(({ file }) => file),
      ([file]) => file === "file:///a/run.wandb",
    );
  });

  for (const theme of THEMES) {
    it(`gives axe nothing to complain about in ${theme}`, async () => {
      const { page } = await panel({ world: { real: laid(LOG) }, theme });
      await page.locator(".run summary").click();
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>("axe.run()");
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    });
  }
});
