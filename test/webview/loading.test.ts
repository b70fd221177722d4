import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";

watchComplaints();

/** Of script, for all that is loaded until somebody starts a probe: curves, handles, settings. */
const MOST_BYTES = 350_000;

const world = () => ({ schedules: [goyal(), goyal("candidate", 1.6)], shown: ["baseline"] });

const sumOf = (sizes: ReadonlyMap<string, number>): number =>
  [...sizes.values()].reduce((sum, size) => sum + size, 0);

describe("the panel's script", () => {
  it("draws the curves before it fetches the probe's settings", async () => {
    const { page, held, release } = await panel({ world: world(), hold: /probePart/ });
    await page.locator("canvas").first().waitFor();
    await until(held, (count) => count > 0);
    expect(await page.locator(".probe").count()).toBe(0);
    release();
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  });

  it("is small until a probe is started: curves, handles, settings together", async () => {
    const { page, scripts } = await panel({ world: world() });
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    await page.locator(".plot").first().hover();
    await until(
      () => scripts().some(([name]) => name.startsWith("handles-")),
      (there) => there,
    );
    await page.waitForLoadState("networkidle");
    const sizes = new Map(scripts());
    expect(sizes.has("main.js")).toBe(true);
    expect(sumOf(sizes), JSON.stringify([...sizes])).toBeLessThan(MOST_BYTES);
    expect([...sizes.keys()].filter((name) => name.startsWith("probePart-"))).toHaveLength(1);
  });

  it("fetches what shows a probe's results only when there are some", async () => {
    const { page, host, scripts } = await panel({ world: world() });
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    await host.inspect();
    await page.waitForLoadState("networkidle");
    const names = scripts().map(([name]) => name);
    expect(
      names.filter((name) => /results|gallery|landscape|protein|theory|rangeTest/.test(name)),
    ).toEqual([]);
  });
});
