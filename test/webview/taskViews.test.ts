import { describe, expect, it } from "vitest";
import { violations } from "./support/axe";
import { MINIMA } from "../../src/probe/tasks/landscape/basins";
import { sampled } from "../unit/runs";
import { goyal } from "./support/samples";
import { openSection, panel, watchComplaints } from "./support/session";
import { SOME_THEMES, type ThemeName } from "./support/theme";

watchComplaints();

const two = () => ({
  schedules: [goyal("high", 0.4), goyal("low", 0.02)],
  shown: ["high", "low"],
});

async function probed(task: string, seeds: number, theme?: ThemeName, steps = 150) {
  const opened = await panel({ world: two(), ...(theme && { theme }) });
  const { page, host } = opened;
  await openSection(page, "Probe");
  await page.getByRole("combobox", { name: "Task" }).waitFor();
  host.send({ type: "probe.run", options: { task, seeds, steps } });
  await page.getByText(`Finished ${steps} steps`).waitFor();
  return opened;
}

/** The cells of a table, row by row. */
async function cells(opened: Awaited<ReturnType<typeof panel>>, name: string): Promise<string[][]> {
  const table = opened.page.getByRole("table", { name });
  await table.waitFor();
  const rows = await table.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
}

/** A number as people read it: its minus sign is no hyphen. */
const figure = (text: string): number => parseFloat(text.replace("−", "-"));

describe("what a task shows", () => {
  it("landscape: in which basin each seed ends, and how sharp it is there", async () => {
    const opened = await probed("landscape", 6);
    await opened.page.getByRole("img", { name: /^Map of the landscape/ }).waitFor();
    const rows = await cells(opened, "Seeds ending in each basin");
    const basins = rows.slice(0, MINIMA.length);
    expect(basins.map(([name]) => name?.[0])).toEqual(["A", "B", "C", "D", "E", "F", "G"]);
    for (const column of [1, 2]) {
      const counts = basins.map((row) => Number(row[column]));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
      const mean =
        MINIMA.reduce((sum, { curvatures: [top] }, i) => sum + top * (counts[i] ?? NaN), 0) / 6;
      expect(parseFloat(rows[MINIMA.length]?.[column] ?? "") / mean).toBeCloseTo(1, 2);
    }
    await opened.page.getByText("About this task").click();
    await opened.page.getByText(/^A known function of two variables/).waitFor();
  });

  it("of another task's run: its pictures go at once, however long its own take to load", async () => {
    const { page, host, held, release } = await panel({ world: two(), hold: /protein-/ });
    await openSection(page, "Probe");
    await page.getByRole("combobox", { name: "Task" }).waitFor();
    const train = async (task: string): Promise<void> => {
      host.send({ type: "probe.run", options: { task, seeds: 2, steps: 20 } });
      await page.getByText("Finished 20 steps").waitFor();
    };
    const map = page.getByRole("img", { name: /^Map of the landscape/ });
    const fold = page.getByRole("img", { name: /^high, seed \d: energy/ });
    await train("landscape");
    await map.waitFor();
    await train("protein13");
    await expect.poll(held).toBe(1);
    expect([await map.count(), await fold.count()]).toEqual([0, 0]);
    release();
    await fold.waitFor();
  });

  it("protein: the best fold of each schedule, beside the best that is known", async () => {
    const opened = await probed("protein13", 4);
    for (const name of ["high", "low"]) {
      await opened.page
        .getByRole("img", { name: new RegExp(`^${name}, seed \\d: energy`) })
        .waitFor();
    }
    const rows = await cells(opened, "Energies of the folds");
    const [best, mean, known] = rows.map((row) => row.slice(1).map(figure));
    expect(known).toEqual([-3.2941, -3.2941]);
    for (const column of [0, 1]) {
      expect(best?.[column]).toBeLessThanOrEqual(mean?.[column] ?? NaN);
      expect(best?.[column]).toBeGreaterThanOrEqual(-3.2942);
    }
  });

  it.each(SOME_THEMES)(
    "lottery, %s: tickets by finder and trainer as a heat map of figures, by keyboard and for axe",
    async (theme) => {
      const opened = await probed("lottery", 2, theme, 60);
      const { page } = opened;
      const name = "Tickets: validation loss after training again";
      const table = page.getByRole("table", { name });
      await table.waitFor();
      expect(await table.locator("thead th").allInnerTexts()).toEqual([
        "Found with",
        "Again with high",
        "Again with low",
        "Other initial weights",
        "Shuffled mask",
      ]);
      const rows = await cells(opened, name);
      expect(rows.map(([first]) => first)).toEqual(["high", "low"]);
      for (const cell of rows.flatMap((row) => row.slice(1)))
        expect(cell).toMatch(/^[\d.]+ ±\s[\d.e-]+$/);
      // The deepest colour is that of the lowest loss, and only own schedules are framed.
      const looks = await table.locator("tbody td").evaluateAll((all) =>
        all.map((cell) => ({
          loss: parseFloat(cell.textContent),
          style: cell.getAttribute("style") ?? "",
          own: cell.classList.contains("own"),
        })),
      );
      const share = (style: string): number => Number(/([\d.]+)%/.exec(style)?.[1]);
      const byLoss = [...looks].sort((a, b) => a.loss - b.loss).map(({ style }) => share(style));
      expect(byLoss).toEqual([...byLoss].sort((a, b) => b - a));
      expect(looks.flatMap(({ own }, i) => (own ? [i] : []))).toEqual([0, 5]);
      await page.getByRole("region", { name }).focus();
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
        name,
      );
      expect(await violations(page)).toEqual([]);
    },
  );

  it("digits: which are taken for which", async () => {
    const opened = await probed("digits", 2);
    const [all, ...most] = await cells(opened, "Mistakes of all seeds");
    expect(most).toHaveLength(5);
    for (const column of [1, 2]) {
      const counts = most.map((row) => Number(/read as \d: (\d+)/.exec(row[column] ?? "")?.[1]));
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      expect(Number(all?.[column])).toBeGreaterThanOrEqual(counts.reduce((a, b) => a + b));
    }
  });

  const MEASURES = [
    ["weightDecay", "Norm of the weights"],
    ["batchNorm", "Mismatch of running statistics"],
    [
      "contrastive",
      "Uniformity on the sphere",
      "Accuracy of a linear classifier on the embeddings",
    ],
    [
      "labelNoise",
      "Wrong labels learned by heart",
      "Mean factor of wrong labels",
      "Mean factor of right labels",
    ],
    ["deep", "Update ratio, layer 6, last fifth"],
    ["augmentation", "Validation less training loss"],
    ["federated", "Distance of the clients from their mean"],
    ["lottery", "Validation loss of the whole network"],
    ["diffusion", "Sliced Wasserstein distance of generated points"],
  ] as const;
  it.each(sampled(MEASURES, 3))(
    "%s: what it measures, by schedule, as charts and as a table",
    async (task, ...measures) => {
      const opened = await probed(task, 2);
      const charts = opened.page.getByRole("group", {
        name: "What the task measures, by schedule",
      });
      await charts.getByRole("img").first().waitFor();
      const rows = await cells(opened, "Measured (mean ± deviation over the seeds)");
      for (const measure of measures) {
        const row = rows.find(([name]) => name === measure);
        expect(row).toHaveLength(3);
        for (const cell of row?.slice(1) ?? []) expect(cell).toMatch(/^−?[\d.e-]+ ± [\d.e-]+$/);
      }
    },
  );

  const DRAWN = [
    ["augmentation", /^Rate × augmentation: .* over the probe's steps$/],
    ["augmentation", /^Training loss, augmented: /],
    ["contrastive", /^Uniformity by alignment, .*, one over the other$/],
    ["contrastive", /^Accuracy of a linear classifier on the embeddings: /],
    ["labelNoise", /^Mean factor of wrong labels: /],
  ] as const;
  it.each(sampled(DRAWN, 2))("%s: draws %s", async (task, name) => {
    const { page } = await probed(task, 2);
    await page.getByRole("img", { name }).waitFor();
  });
});
