import { describe, expect, it } from "vitest";
import { hasControls, PROBE_TASKS } from "../../src/core/probeTasks";
import { violations } from "./support/axe";
import { exampleText, realPlan, realShown } from "./support/real";
import { goyal } from "./support/samples";
import { openSection, panel, watchComplaints } from "./support/session";

watchComplaints();

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
      const text = exampleText(example);
      const world = {
        schedules: [goyal()],
        shown: ["baseline"],
        real: realShown(text),
        plan: realPlan(text),
      };
      const { page } = await panel({ world });
      await openSection(page, "Probe");
      await page.getByRole("textbox", { name: "Steps" }).fill("10");
      await page.getByRole("textbox", { name: "Seeds" }).fill("2");
      await page.getByRole("checkbox", { name: /^Train control arms/ }).click();
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.getByText("Finished 10 steps").waitFor();
      const { name } = JSON.parse(text.replace(/^\s*\/\/.*$/gm, "")) as { name: string };
      const names = [name, ...arms.map((arm) => `${name}: ${arm}`)];
      const lines = page.locator(".probe-results .legend li");
      await lines.nth(arms.length).waitFor();
      expect(await lines.allInnerTexts()).toEqual(names);
      const heads = page.getByRole("table", { name: "Results of the probe" }).locator("thead th");
      expect((await heads.allInnerTexts()).slice(1)).toEqual(names);
      const charts = page.getByRole("group", { name: "What the task measures, by schedule" });
      await charts.getByRole("img").first().waitFor();
      const measured = page.getByRole("region", { name: /^Measured/ });
      await measured.focus();
      expect(await measured.evaluate((region) => region === document.activeElement)).toBe(true);
      expect(await violations(page)).toEqual([]);
    },
  );
});
