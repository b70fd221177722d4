import { describe, expect, it } from "vitest";
import { expectOrder, useTour } from "../support/tour";

const TEXT = `{
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 0.1, "for": 100 },
    { "kind": "cosine", "to": 0 }
  ]
}
`;

const tour = useTour(TEXT);

/** The probe of a tour is a short one, or one that nobody waits for. */
async function wish(field: RegExp, value: string): Promise<void> {
  await tour().tabTo(field);
  await tour().press("ControlOrMeta+a");
  await tour().page.keyboard.type(value);
}

// One person's way through the panel: each step goes on where the one before has ended.
describe("templates and the probe are used by keyboard alone", () => {
  it("a template is taken, and the gallery closed", async () => {
    const { host, page } = tour();
    await tour().pressAt(/^New from Template$/, "Enter");
    await tour().isAt(/^Templates$/);
    await page.getByRole("button", { name: /Alpha/ }).waitFor();
    await tour().pressAt(/^Length of the run$/, "ArrowDown", "ArrowDown", "ArrowDown");
    const gallery = page.getByRole("region", { name: "Templates" });
    await gallery.getByRole("textbox", { name: "Steps" }).waitFor();
    await wish(/^Steps$/, "500");
    await tour().pressAt(/Alpha/, "Enter");
    await expect
      .poll(() => host.of("template.use"))
      .toMatchObject([{ template: "alpha", fit: { length: { steps: 500 } } }]);
    await gallery.waitFor({ state: "hidden" });
    await tour().isAt(/^New from Template$/);
  });

  it("a probe is started, paused, taken up again, and stopped", async () => {
    const { page } = tour();
    await tour().openSection("Probe");
    await wish(/^Steps$/, "20000");
    await wish(/^Seeds$/, "1");
    await tour().tabTo(/^Run$/, "Shift+Tab");
    await tour().press("Enter");
    await page.getByText(/^Step [\d,]+ of 20,000/).waitFor();
    await tour().isAt(/^(Pause|Cancel)$/);
    await tour().pressAt(/^Pause$/, "Enter");
    await page.getByText(/^Paused/).waitFor();
    await tour().isAt(/^Resume$/);
    await tour().press("Enter");
    await page.getByText(/^Step [\d,]+ of 20,000/).waitFor();
    await tour().pressAt(/^Cancel$/, "Enter");
    await page.getByText(/^Cancelled at step/).waitFor();
    await tour().isAt(/^(Run|Range Test)$/);
  });

  it("a short one is finished, its table read, the run saved, and another laid over it", async () => {
    const { host, page } = tour();
    await wish(/^Steps$/, "20");
    await tour().tabTo(/^Run$/, "Shift+Tab");
    await tour().press("Enter");
    await page.getByText(/^Finished 20 steps/).waitFor();
    await page.getByRole("table", { name: "Results of the probe" }).waitFor();
    await tour().isAt(/^(Run|Range Test)$/);
    await tour().pressAt(/^Save Run…$/, "Enter");
    await page.getByText(/^Saved as probe-.*\.json\.$/).waitFor();
    await tour().isAt(/^Save Run…$/);
    host.file = { file: "before.json", content: host.of("run.save").at(-1)?.content ?? "" };
    await tour().tabTo(/^Open Run…$/, "Shift+Tab");
    await tour().press("Enter");
    await page.getByText("before.json lies over this run.").waitFor();
    await tour().tabTo(/^Remove$/, "Shift+Tab");
    await tour().press("Enter");
    await page.getByText("before.json lies over this run.").waitFor({ state: "hidden" });
    await tour().isAt(/Run…$/);
  });

  it("results are passed in the order in which one reads them", async () => {
    expectOrder(await tour().walk(/^New from Template$/));
  });

  it("a range test is run, and its rate written into the text", async () => {
    const { host, page } = tour();
    await tour().pressAt(/^Range Test$/, "Enter");
    await page
      .getByRole("button", { name: /^Use .* as Peak$/ })
      .first()
      .waitFor();
    await tour().isAt(/^(Run|Range Test)$/);
    await tour().pressAt(/^Use .* as Peak$/, "Enter");
    await page.getByText(/^The peak of the rate is/).waitFor();
    const peak = /"to": ([\d.e-]+), "for": 100/.exec(host.text)?.[1] ?? "";
    expect(host.text).toBe(TEXT.replace("0.1,", `${peak},`));
    expect(peak).not.toBe("0.1");
    await tour().isAt(/as Peak$/);
  });
});
