import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";

watchComplaints();

const world = () => ({ schedules: [goyal()], shown: ["baseline"] });

describe("the templates", () => {
  it("open at the top, are chosen by keyboard alone, and give the keyboard back", async () => {
    const { page, host } = await panel({ world: world() });
    const opener = page.getByRole("button", { name: "New from Template" });
    await opener.first().press("Enter");
    const region = page.getByRole("region", { name: "Templates" });
    await region.getByRole("button", { name: /Alpha/ }).waitFor();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.classList.contains("card"))) break;
    }
    await page.keyboard.press("Enter");
    const [use] = await until(
      () => host.of("template.use"),
      (all) => all.length === 1,
    );
    expect(use).toEqual({ type: "template.use", template: "alpha", fit: null, target: "json" });
    // what is made is shown
    await region.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "New from Template",
    );
  });

  it("are made to fit the user's run, which outlives a reload", async () => {
    const { page, host, reload } = await panel({ world: world() });
    await page.getByRole("button", { name: "New from Template" }).click();
    const region = page.getByRole("region", { name: "Templates" });
    await region
      .getByRole("combobox", { name: "Length of the run" })
      .selectOption({ label: "My run, in epochs" });
    await region.getByRole("textbox", { name: "Epochs" }).fill("12.5");
    await region.getByRole("textbox", { name: "Steps of an epoch" }).fill("1,000");
    await region
      .getByRole("combobox", { name: "Make it" })
      .selectOption({ label: "A part of this file" });
    await until(
      () => JSON.stringify(host.state ?? null),
      (state) => state.includes('"insert"') && state.includes("1,000"),
    );
    await reload();
    await region.getByRole("button", { name: /Beta/ }).click();
    const [use] = await until(
      () => host.of("template.use"),
      (all) => all.length === 1,
    );
    expect(use).toEqual({
      type: "template.use",
      template: "beta",
      fit: { length: { epochs: 12.5, stepsPerEpoch: 1000 }, durations: "scale" },
      target: "insert",
    });
  });

  it("are made to fit what people know of their data, with the steps that come of it", async () => {
    const { page, host } = await panel({ world: world() });
    await page.getByRole("button", { name: "New from Template" }).click();
    const region = page.getByRole("region", { name: "Templates" });
    await region
      .getByRole("combobox", { name: "Length of the run" })
      .selectOption({ label: "My run, by its data" });
    await region.getByRole("textbox", { name: "Epochs" }).fill("10");
    await region.getByRole("textbox", { name: "Samples of the data set" }).fill("50,000");
    await region.getByRole("textbox", { name: "Batch on a device" }).fill("128");
    await region.getByText("391 steps an epoch, 3,910 in all").waitFor();
    await region.getByRole("textbox", { name: "Devices" }).fill("4");
    await region.getByText("98 steps an epoch, 980 in all").waitFor();
    await region.getByRole("textbox", { name: "Batches added up" }).fill("many");
    await region.getByRole("button", { name: /Alpha/ }).click();
    expect(host.of("template.use")).toEqual([]);
    await region.getByRole("textbox", { name: "Batches added up" }).fill("2");
    await region.getByText("49 steps an epoch, 490 in all").waitFor();
    await region.getByRole("button", { name: /Alpha/ }).click();
    const [use] = await until(
      () => host.of("template.use"),
      (all) => all.length === 1,
    );
    expect(use?.fit).toEqual({
      length: { epochs: 10, samples: 50_000, batchSize: 128, devices: 4, accumulate: 2 },
      durations: "scale",
    });
  });

  it("say at the field what is wrong, and why a recipe could not be had", async () => {
    const { page, host } = await panel({ world: world() });
    await page.getByRole("button", { name: "New from Template" }).click();
    const region = page.getByRole("region", { name: "Templates" });
    await region
      .getByRole("combobox", { name: "Length of the run" })
      .selectOption({ label: "My run, in steps" });
    const steps = region.getByRole("textbox", { name: "Steps" });
    for (const wrong of ["", "many", "-5", "2.5", "1e99"]) {
      await steps.fill(wrong);
      await region.getByRole("button", { name: /Alpha/ }).click();
      expect(await region.locator("vscode-text-field.invalid").count(), wrong).toBe(1);
    }
    expect(host.of("template.use")).toEqual([]);
    await steps.fill("13");
    await region.getByRole("button", { name: /Alpha/ }).click();
    await region.getByText("unlucky").waitFor();
    expect(host.refused).toEqual(["template.use: unlucky"]);
    host.refused.length = 0;
  });

  it("show names as text, whatever they say", async () => {
    const { page } = await panel({ world: world() });
    await page.getByRole("button", { name: "New from Template" }).click();
    await page.getByText("<b>Gamma</b>").waitFor();
    expect(await page.locator(".cards b").count()).toBe(0);
  });
});
