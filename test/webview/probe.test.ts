import { describe, expect, it } from "vitest";
import type { FakeHost } from "./support/fakeHost";
import { goyal } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";

watchComplaints();

const one = () => ({ schedules: [goyal("baseline", 0.4)], shown: ["baseline"] });
const run = { name: "Run", exact: true } as const;
/** Runs in the page before its own scripts: whatever machine the test has. */
function twoCores(): void {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });
}
/** How many losses the panel has been told of. */
const points = async (host: FakeHost): Promise<number> =>
  (await host.inspect()).loss.reduce((sum, { points: told }) => sum + told.length, 0);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the probe", () => {
  it("trains to its end with a falling loss, and tells the host", async () => {
    const { page, host } = await panel({ world: one() });
    await page.getByRole("button", run).click();
    await page.getByText("Finished 120 steps").waitFor();
    const { loss } = await host.inspect();
    expect(loss.map(({ schedule, seed }) => [schedule, seed])).toEqual([
      ["baseline", 0],
      ["baseline", 1],
    ]);
    for (const { points } of loss) {
      expect(points).toHaveLength(120);
      const values = points.map(([, value]) => value ?? NaN);
      expect(mean(values.slice(-20))).toBeLessThan(0.5 * mean(values.slice(0, 20)));
    }
    const states = host.of("probe.state").map(({ probe }) => probe);
    expect(states[0]).toMatchObject({ state: "running", steps: 120 });
    expect(states.at(-1)).toMatchObject({ state: "done", step: 120 });
    expect(states.at(-1)?.lastLoss).toBeLessThan(states.at(-1)?.firstLoss ?? 0);
    await page.getByText(/^Backend: (webgpu|webgl|wasm|cpu) · \S/).waitFor();
    await page.getByRole("table", { name: "Results of the probe" }).waitFor();
  });

  it("pauses, goes on, and stops when cancelled", async () => {
    const { page, host } = await panel({ world: one() });
    await openSection(page, "Probe");
    await page.getByRole("textbox", { name: "Steps" }).fill("50000");
    // One worker: two have each something on the way when they hear of the pause.
    await page.getByRole("textbox", { name: "Seeds" }).fill("1");
    await page.getByRole("button", run).click();
    await page.getByText(/^Step \d/).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    const status = page.locator(".probe-status");
    await until(
      () => status.innerText(),
      (text) => text.startsWith("Paused"),
    );
    // What the worker had sent before it heard of the pause may still arrive.
    await until(
      async () => [await points(host), await points(host)],
      ([before, now]) => before === now,
    );
    const paused = await status.innerText();
    const held = await points(host);
    expect(await points(host)).toBe(held);
    expect(await status.innerText()).toBe(paused);
    await page.getByRole("button", { name: "Resume" }).click();
    await until(
      () => status.innerText(),
      (text) => text.startsWith("Step") && !paused.includes(text),
    );
    await page.getByRole("button", { name: "Cancel" }).click();
    await until(
      () => status.innerText(),
      (text) => text.startsWith("Cancelled at step"),
    );
    const probe = host.of("probe.state").at(-1)?.probe;
    expect(probe?.state).toBe("cancelled");
    expect(probe?.step).toBeLessThan(50_000);
  });

  it("shares a long run out among two workers, and shows all of it", async () => {
    const { page, host } = await panel({ world: one(), init: twoCores });
    host.send({
      type: "probe.run",
      options: { task: "federated", seeds: 3, steps: 200, backend: "wasm" },
    });
    await page.getByText("Finished 200 steps").waitFor();
    await page.getByText(/The seeds are shared out among 2 workers\.$/).waitFor();
    expect(page.workers()).toHaveLength(2);
    const { loss } = await host.inspect();
    expect(loss.map(({ seed }) => seed)).toEqual([0, 1, 2]);
    for (const { points } of loss) {
      expect(points.map(([step]) => step)).toEqual(Array.from({ length: 200 }, (_, i) => i));
    }
    expect(host.of("probe.state").at(-1)?.probe).toMatchObject({ state: "done", step: 200 });
  });

  it("keeps its results when the panel is made anew", async () => {
    const { page, host, reload } = await panel({ world: one() });
    await page.getByRole("button", run).click();
    await page.getByText("Finished 120 steps").waitFor();
    const before = await host.inspect();
    const table = () => page.getByRole("table", { name: "Results of the probe" }).innerText();
    const figures = await table();
    await until(
      () => JSON.stringify(host.state),
      (kept) => kept.includes('"done"'),
    );
    expect(JSON.stringify(host.state).length).toBeLessThan(200_000);
    await reload();
    await page.getByText("Finished 120 steps").waitFor();
    const after = await host.inspect();
    expect(after.loss.map(({ points }) => points.length)).toEqual(
      before.loss.map(({ points }) => points.length),
    );
    expect(await table()).toBe(figures);
    expect(await page.getByText("The schedule has changed since this run.").count()).toBe(0);
    host.world.schedules = [goyal("baseline", 0.2)];
    host.publish();
    await page.getByText("The schedule has changed since this run.").waitFor();
  });

  it("says that it was interrupted when it was hidden in mid-run", async () => {
    const { page, host, reload } = await panel({ world: one() });
    await openSection(page, "Probe");
    await page.getByRole("textbox", { name: "Steps" }).fill("50000");
    await page.getByRole("button", run).click();
    await page.getByText(/^Step \d/).waitFor();
    await until(
      () => JSON.stringify(host.state),
      (kept) => kept.includes('"interrupted"'),
    );
    await reload();
    await page.getByText(/because the panel was hidden/).waitFor();
    await page.getByRole("button", run).waitFor();
  });

  it("names the step at which a replica diverged", async () => {
    const hot = goyal("hot", 1e9);
    const { page } = await panel({ world: { schedules: [hot], shown: ["hot"] } });
    await page.getByRole("button", run).click();
    await page.getByText(/^"hot" diverged in 2 of 2 seeds, first at step \d+: \S/).waitFor();
    await page.getByRole("cell", { name: "2 of 2" }).waitFor();
    await page.getByText(/^Step \d+ of 120: every training has diverged$/).waitFor();
  });

  it("refuses settings that make no sense, at the field", async () => {
    const { page, host } = await panel({ world: one() });
    await openSection(page, "Probe");
    const seeds = page.getByRole("textbox", { name: "Seeds" });
    const steps = page.getByRole("textbox", { name: "Steps" });
    const problems = (expected: number) =>
      until(
        () => page.locator("vscode-text-field.invalid").count(),
        (count) => count === expected,
      );
    for (const wrong of ["0", "-3", "1.5", "many", "65", "10000"]) {
      await seeds.fill(wrong);
      await problems(1);
    }
    await seeds.fill("1");
    await problems(0);
    for (const wrong of ["0", "1000000000", "1e99"]) {
      await steps.fill(wrong);
      await problems(1);
    }
    await steps.fill("");
    await problems(0);
    await page.getByRole("button", run).click();
    await page.getByText("Finished 120 steps").waitFor();
    expect(host.of("probe.start")[0]?.options).toEqual({ seeds: 1 });
  });

  it("says so where its worker cannot be had", async () => {
    const { page, complaints } = await panel({ world: one() });
    await page.route("**/probeWorker.js", (route) => route.fulfill({ status: 404, body: "" }));
    await page.getByRole("button", run).click();
    await page.getByRole("alert").filter({ hasText: "404" }).waitFor();
    // The browser itself writes the failed request to the console.
    expect(complaints.every((text) => text.includes("404"))).toBe(true);
    (complaints as string[]).length = 0;
  });
});
