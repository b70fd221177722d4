import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasControls, PROBE_TASKS } from "../../src/core/probeTasks";
import { openPanel, stopBrowser, type PanelPage } from "./support/panelPage";
import { exampleText, realPlan, realShown } from "./support/real";
import { goyal } from "./support/samples";
import { openSection } from "./support/session";

/** The example of each task that has control arms, and how its arms are named. */
const EXAMPLES: Readonly<Record<string, readonly [example: string, ...arms: string[]]>> = {
  batchNorm: ["batch-norm-in-step", "constant momentum, same mean", "momentum 0.1"],
  weightDecay: ["weight-decay-in-step", "constant decay, same Σηλ", "no decay"],
  augmentation: ["augmentation-in-step", "constant augmentation, same mean", "no augmentation"],
  contrastive: ["contrastive-in-step", "constant rate, same mean", "temperature 0.2"],
  labelNoise: ["easy-samples-first", "factors of mean 1", "no factors"],
  deep: ["deeper-decays-slowly", "one rate, same mean", "one rate"],
  federated: ["federated-rounds", "half a round later, same mean", "constant rate, same mean"],
  diffusion: ["diffusion-phases", "cosine rate, same mean", "all noise levels alike"],
};

/** One panel for all examples: each is shown in place of the one before. */
let opened: PanelPage;

beforeAll(async () => {
  opened = await openPanel({ world: { schedules: [goyal()], shown: ["baseline"] } });
  await opened.page.getByRole("button", { name: "Run", exact: true }).waitFor();
  await openSection(opened.page, "Probe");
  await opened.page.getByRole("textbox", { name: "Steps" }).fill("10");
  await opened.page.getByRole("textbox", { name: "Seeds" }).fill("2");
});
afterAll(async () => {
  await opened.close();
  await stopBrowser();
  expect(opened.complaints).toEqual([]);
  expect(opened.host.refused).toEqual([]);
  expect(opened.host.of("log")).toEqual([]);
});

/** Shows an example; tells its name. */
async function show(example: string): Promise<string> {
  const text = exampleText(example);
  const { name } = JSON.parse(text.replace(/^\s*\/\/.*$/gm, "")) as { name: string };
  Object.assign(opened.host.world, { real: realShown(text), plan: realPlan(text) });
  opened.host.publish();
  await opened.page.locator(".schedule-name", { hasText: name }).waitFor();
  return name;
}

// The views that they are shown in are passed by keyboard, and by axe, in keyboard/tasks.test.ts.
describe("control arms", () => {
  it("there is an example for every task that has them", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(
      PROBE_TASKS.map(({ name }) => name)
        .filter(hasControls)
        .sort(),
    );
  });

  it.each(Object.entries(EXAMPLES))(
    "%s: one click trains them, and each line has its name",
    async (_, [example, ...arms]) => {
      const { page } = opened;
      const name = await show(example);
      const control = page.getByRole("checkbox", { name: /^Train control arms/ });
      await expect.poll(() => control.getAttribute("aria-checked")).toBe("false");
      await control.click();
      await page.getByRole("button", { name: "Run", exact: true }).click();
      const names = [name, ...arms.map((arm) => `${name}: ${arm}`)];
      const lines = page.locator(".probe-results .legend li");
      await expect.poll(() => lines.allInnerTexts(), { timeout: 60_000 }).toEqual(names);
      await page.getByText("Finished 10 steps").waitFor();
      const heads = page.getByRole("table", { name: "Results of the probe" }).locator("thead th");
      await expect.poll(async () => (await heads.allInnerTexts()).slice(1)).toEqual(names);
      const charts = page.getByRole("group", { name: "What the task measures, by schedule" });
      await charts.getByRole("img").first().waitFor();
      await control.click();
    },
  );
});
