import { describe, expect, it } from "vitest";
import { probeControl } from "../../../src/probe/control";
import { newRun, takeEvent } from "../../../src/probe/results/run";
import { toRunFile } from "../../../src/probe/results/runFile";
import { runProbe } from "../../../src/probe/run";
import { hasControls } from "../../../src/core/probeTasks";
import { wasm } from "../../unit/probe/backends";
import { sampled } from "../../unit/runs";
import { violations } from "../support/axe";
import { focusOf } from "../support/focus";
import { exampleText, realPlan } from "../support/real";
import { expectOrder, useTour } from "../support/tour";

const tour = useTour('{ "length": { "steps": 1000 }, "learningRate": 0.1 }');

const STEPS = 6;

/** The example of each task, and the tables that it has besides. */
const TASKS: readonly (readonly [task: string, example: string, tables: readonly string[]])[] = [
  ["batchNorm", "batch-norm-in-step", []],
  ["weightDecay", "weight-decay-in-step", []],
  ["augmentation", "augmentation-in-step", []],
  ["contrastive", "contrastive-in-step", []],
  ["labelNoise", "easy-samples-first", []],
  ["deep", "deeper-decays-slowly", []],
  ["federated", "federated-rounds", []],
  ["diffusion", "diffusion-phases", []],
  ["lottery", "lottery-ticket", ["Tickets: validation loss after training again"]],
];
const MEASURED = "Measured (mean ± deviation over the seeds)";

/** A run of the example, with control arms where the task has them, as it is saved. */
async function savedRun(task: string, example: string): Promise<string> {
  const plan = realPlan(exampleText(example));
  const request = plan({ steps: STEPS, seeds: 2, ...(hasControls(task) && { control: true }) });
  const run = newRun(request);
  const take = (event: Parameters<typeof takeEvent>[1]): void => {
    takeEvent(run, event);
  };
  await runProbe(request, take, probeControl(), [wasm]);
  expect(run.error).toBeUndefined();
  return JSON.stringify(toRunFile(run));
}

/** Shows a saved run alone, whatever was shown before; the keyboard stays near what was pressed. */
async function show(file: string, content: string): Promise<void> {
  const { host, page } = tour();
  host.file = { file, content };
  const hasRun = await page.getByRole("button", { name: "Save Run…" }).isVisible();
  const overlaid = page.getByText(`${file} lies over this run.`);
  await tour().pressAt(/^Open Run…$/, "Enter");
  await page.getByText(`Opened from ${file}`).waitFor();
  if (hasRun) {
    await overlaid.waitFor();
    await tour().tabTo(/^Show It Alone$/, "Shift+Tab");
    await tour().press("Enter");
    await overlaid.waitFor({ state: "hidden" });
  }
  // The results of the run may have pushed the button out of sight; the next stop is seen again.
  await expect.poll(async () => (await focusOf(page))?.name).toMatch(/Run…$/);
}

/** The pictures whose canvas was drawn for another size than the one that it has. */
const stretched = (): Promise<(string | null)[]> =>
  tour()
    .page.locator(".probe-results canvas")
    .evaluateAll((all) =>
      (all as HTMLCanvasElement[])
        .filter(
          ({ width, height, clientWidth, clientHeight }) =>
            width !== Math.round(clientWidth * devicePixelRatio) ||
            height !== Math.round(clientHeight * devicePixelRatio),
        )
        .map((canvas) => canvas.getAttribute("aria-label")),
    );

// One person's way through the panel: each run is shown in place of the one before.
describe("what a task shows is passed by keyboard alone, and axe has nothing to say of it", () => {
  it("the section of the probe is opened", async () => {
    await tour().openSection("Probe");
    await tour().page.getByRole("combobox", { name: "Task" }).waitFor();
  });

  it.each(sampled(TASKS, 3))("%s", async (task, example, tables) => {
    const { page } = tour();
    await show(`${task}.json`, await savedRun(task, example));
    const charts = page.getByRole("group", { name: "What the task measures, by schedule" });
    await charts.getByRole("img").first().waitFor();
    const stops = await tour().walk(/^New from Template$/);
    expectOrder(stops);
    const names = stops.map(({ name }) => name);
    const inOrder = ["Results of the probe", ...tables, MEASURED];
    expect(names.filter((name) => inOrder.includes(name)).sort()).toEqual([...inOrder].sort());
    // No picture is a stop, and each has a name to be read aloud.
    for (const picture of await page.locator(".probe-results [role=img]").all()) {
      expect(await picture.getAttribute("aria-label")).toMatch(/\S/);
      expect(names).not.toContain(await picture.getAttribute("aria-label"));
    }
    await expect.poll(stretched).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });
});
