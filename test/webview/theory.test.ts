import { describe, expect, it } from "vitest";
import { expectedLoss, totalLoss } from "../../src/probe/theory/noisyQuadratic";
import { CANYON } from "../../src/probe/theory/canyon";
import { violations } from "./support/axe";
import { realShown } from "./support/real";
import { goyal } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

const text = (learningRate: unknown, optimizer: object = { name: "sgd", momentum: 0.5 }): string =>
  JSON.stringify({ length: { steps: 1000 }, optimizer, learningRate, probe: { steps: 200 } });

/** The loss at the end, after 200 steps at a constant rate. */
const endOf = (learningRate: number): string =>
  Number(
    totalLoss(expectedLoss(CANYON, 200, () => ({ learningRate, momentum: 0.5 })))
      .at(-1)
      ?.toPrecision(3),
  ).toString();

async function shown(definition: string, options: Parameters<typeof panel>[0] = {}) {
  const opened = await panel({ world: { real: realShown(definition) }, ...options });
  await openSection(opened.page, "Probe");
  await opened.page
    .getByRole("checkbox", { name: "Exact expected loss on the task Canyon" })
    .click();
  return opened;
}

describe("the expected loss on the canyon", () => {
  it("is drawn before any probe, and follows the definition as it is typed", async () => {
    const { page, host } = await shown(text(0.1));
    await page.getByText(`At the end: ${endOf(0.1)}.`).waitFor();
    await page.getByText("after each of 200 probe steps").waitFor();
    const legend = page.locator(".theory .legend li");
    expect(await legend.allInnerTexts()).toEqual([
      ...["1", "0.26", "0.069", "0.014", "0.0038", "0.001"].map((h) => `curvature ${h}`),
      "all directions",
    ]);
    const retype = (definition: string): void => {
      host.world.real = realShown(definition);
      host.publish();
    };
    retype(text(0.2));
    await page.getByText(`At the end: ${endOf(0.2)}.`).waitFor();
    retype(text(3.5));
    await page.getByText(/^Diverges: from step \d+ on/).waitFor();
    retype(text(0.1, { name: "adam" }));
    await page.getByText("Known exactly for SGD with or without momentum, not for adam.").waitFor();
    expect(await page.locator(".theory canvas").isVisible()).toBe(false);
    await page.getByRole("checkbox", { name: "Exact expected loss on the task Canyon" }).click();
    await page.locator(".theory").waitFor({ state: "hidden" });
    await until(
      () => host.view,
      ({ theory }) => theory === undefined,
    );
  });

  it("takes the steps that are set in the panel", async () => {
    const { page } = await shown(text(0.1));
    await page.getByRole("textbox", { name: "Steps" }).fill("50");
    await page.getByText("after each of 50 probe steps").waitFor();
  });

  it("lies over the measured loss of the canyon, and of no other task", async () => {
    const { page, host } = await panel({
      world: { schedules: [goyal("slow", 0.2)], shown: ["slow"] },
    });
    await openSection(page, "Probe");
    await page.getByRole("checkbox", { name: "Exact expected loss on the task Canyon" }).click();
    const run = async (task: string): Promise<void> => {
      const before = host.of("probe.start").length;
      host.send({ type: "probe.run", options: { task, steps: 60, seeds: 2 } });
      await until(
        () => host.of("probe.start").length,
        (count) => count > before,
      );
      await page.getByText("Finished 60 steps").waitFor();
    };
    await run("quadratic");
    await page.getByText("expected (exact)").waitFor();
    const shots = process.env["SHOTS"];
    if (shots) await page.screenshot({ path: `${shots}/theory-probe.png`, fullPage: true });
    await run("spirals");
    await page.getByText("expected (exact)").waitFor({ state: "hidden" });
  });

  for (const theme of SOME_THEMES) {
    it(`passes axe in ${theme}, narrow`, async () => {
      const warmup = [
        { kind: "linear", from: 0, to: 1, for: 100 },
        { kind: "cosine", to: 0 },
      ];
      const { page } = await shown(text(warmup), { theme, width: 250 });
      await page.getByText(/^At the end: /).waitFor();
      expect(await violations(page)).toEqual([]);
      const shots = process.env["SHOTS"];
      if (shots) await page.screenshot({ path: `${shots}/theory-${theme}.png`, fullPage: true });
    });
  }
});
