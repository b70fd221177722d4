import { describe, expect, it } from "vitest";
import { parseRunFile } from "../../src/probe/results/runFile";
import { goyal } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";
import type { PanelPage } from "./support/panelPage";

watchComplaints();

const world = () => ({ schedules: [goyal("baseline", 0.4)], shown: ["baseline"] });

async function finished(): Promise<PanelPage> {
  const opened = await panel({ world: world() });
  await opened.page.getByRole("button", { name: "Run", exact: true }).click();
  await opened.page.getByText("Finished 120 steps").waitFor();
  return opened;
}

async function saved({ page, host }: PanelPage, button: string, kind: string): Promise<string> {
  await page.getByRole("button", { name: button }).click();
  await page.getByText(`Saved as probe-spirals-120.${kind}.`).waitFor();
  const message = host.of("run.save").at(-1);
  expect(message?.kind).toBe(kind);
  return message?.content ?? "";
}

const lines = ({ page }: PanelPage) => page.locator(".probe-results .legend li");

describe("the files of a run", () => {
  it("are saved: the run itself, its picture, its points", async () => {
    const opened = await finished();
    const run = parseRunFile(await saved(opened, "Save Run…", "json"));
    expect(run).toMatchObject({ task: "spirals", steps: 120, seeds: [0, 1], state: "done" });
    expect(run.schedules.map(({ id, name }) => [id, name])).toEqual([["1", "baseline"]]);
    expect(run.replicas[0]?.train).toHaveLength(120);
    const svg = await saved(opened, "SVG…", "svg");
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain("baseline, validation");
    const png = Buffer.from(await saved(opened, "PNG…", "png"), "base64");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(3 * 640);
    const csv = await saved(opened, "CSV…", "csv");
    expect(csv.split("\r\n")[0]).toBe("schedule,seed,series,step,value");
    expect(csv.match(/^baseline,0,train,/gm)).toHaveLength(120);
  });

  it("say nothing where the user changes their mind", async () => {
    const { page, host } = await finished();
    host.cancelsDialogs = true;
    await page.getByRole("button", { name: "Save Run…" }).click();
    await until(
      () => host.of("run.save").length,
      (count) => count === 1,
    );
    expect(await page.getByText(/^Saved as/).count()).toBe(0);
  });

  it("are laid over the present run, shown alone, removed, and kept over a reload", async () => {
    const opened = await finished();
    const { page, host, reload } = opened;
    const content = await saved(opened, "Save Run…", "json");
    host.file = { file: "before.json", content };
    await page.getByRole("button", { name: "Open Run…" }).click();
    await page.getByText("before.json lies over this run.").waitFor();
    expect(await lines(opened).allInnerTexts()).toEqual([
      "baseline",
      "baseline (saved: before.json)",
    ]);
    await until(
      () => JSON.stringify(host.state),
      (kept) => kept.includes("before.json"),
    );
    await reload();
    await page.getByText("before.json lies over this run.").waitFor();
    await page.getByRole("button", { name: "Show It Alone" }).click();
    await page.getByText("Opened from before.json").waitFor();
    expect(await page.getByText("The schedule has changed since this run.").count()).toBe(0);
    await page.getByRole("button", { name: "Open Run…" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("before.json lies over this run.").waitFor({ state: "hidden" });
  });

  it("are shown by themselves where nothing was run yet", async () => {
    const { host: other, page: there } = await finished();
    await there.getByRole("button", { name: "Save Run…" }).click();
    await there.getByText(/^Saved as/).waitFor();
    const { page, host } = await panel({ world: world() });
    await openSection(page, "Probe");
    host.file = { file: "run.json", content: other.of("run.save")[0]?.content ?? "" };
    await page.getByRole("button", { name: "Open Run…" }).click();
    await page.getByText("Opened from run.json").waitFor();
    await page.getByRole("table", { name: "Results of the probe" }).waitFor();
    await page.getByText("Finished 120 steps").waitFor();
  });

  it("say so where they lie over one on other data", async () => {
    const opened = await finished();
    const { page, host } = opened;
    const run = JSON.parse(await saved(opened, "Save Run…", "json")) as object;
    const on = (fingerprint: string): string => {
      const data = { name: "my.csv", rows: 1500, inputs: 4, classes: 3, fingerprint };
      return JSON.stringify({ ...run, data });
    };
    const open = async (file: string, content: string): Promise<void> => {
      host.file = { file, content };
      await page.getByRole("button", { name: "Open Run…" }).click();
      await page.getByText(`${file} lies over this run.`).waitFor();
    };
    const other = page.getByText("b.json has other data: my.csv, 1,500 rows.");
    await open("a.json", on("aaaaaaaaaaaaaaaa"));
    await page.getByRole("button", { name: "Show It Alone" }).click();
    await open("b.json", on("bbbbbbbbbbbbbbbb"));
    await other.waitFor();
    await open("same.json", on("aaaaaaaaaaaaaaaa"));
    expect(await other.count()).toBe(0);
  });

  it.each([
    ["no JSON", "{", "it is not JSON"],
    ["another file", '{"name":"x"}', "does not say that it is one"],
    ["markup", "<img src=x onerror=alert(1)>", "not JSON"],
    [
      "a damaged run",
      '{"format":"learning-rate-designer/probe-run","version":1,"task":7}',
      "damaged: task",
    ],
  ])("are refused with a sentence where they are %s", async (_, content, reason) => {
    const { page, host } = await panel({ world: world() });
    await openSection(page, "Probe");
    host.file = { file: "bad.json", content };
    await page.getByRole("button", { name: "Open Run…" }).click();
    await page.getByText(/^bad\.json cannot be opened\./).waitFor();
    expect(await page.getByText(/^bad\.json cannot be opened\./).innerText()).toContain(reason);
    expect(await page.getByRole("table", { name: "Results of the probe" }).count()).toBe(0);
  });
});

describe("the results", () => {
  it("offer what was measured as charts, and tell what it shows", async () => {
    const two = { schedules: [goyal("low", 0.01), goyal("high", 0.4)], shown: ["low", "high"] };
    const { page } = await panel({ world: two });
    await openSection(page, "Probe");
    await page.getByRole("checkbox", { name: /Measure gradients/ }).click();
    await page.getByRole("textbox", { name: "Seeds" }).fill("6");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByText(/^Finished/).waitFor();
    await page.getByText(/ends with a lower validation loss than .* in 6 of 6 seeds/).waitFor();
    await page
      .getByRole("combobox", { name: "Chart" })
      .selectOption({ label: "Cosine of successive gradients" });
    await page.getByRole("checkbox", { name: "Training loss" }).waitFor({ state: "hidden" });
  });

  it("offer more seeds where these can show nothing", async () => {
    const two = { schedules: [goyal("low", 0.01), goyal("high", 0.4)], shown: ["low", "high"] };
    const { page, host } = await panel({ world: two });
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByText(/With 2 seeds the least p possible is 0\.5/).waitFor();
    await page.getByRole("button", { name: "Run with 6 Seeds" }).click();
    await until(
      () => host.of("probe.start").at(-1)?.options,
      (options) => options?.seeds === 6,
    );
    await page.getByText(/ends with a lower .* in 6 of 6 seeds/).waitFor();
  });
});
