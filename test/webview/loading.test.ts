import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";

watchComplaints();

/** Of script, for the curves and all that is beside them; the probe's part comes later. */
const MOST_BYTES = 350_000;

const world = () => ({ schedules: [goyal(), goyal("candidate", 1.6)], shown: ["baseline"] });

describe("the panel's script", () => {
  it("is small until the curves are drawn, and fetches the probe's part only then", async () => {
    const { page, scripts, held, release } = await panel({ world: world(), hold: /probePart/ });
    await page.locator("canvas").first().waitFor();
    await until(held, (count) => count > 0);
    const sizes = new Map(scripts());
    expect(sizes.has("main.js")).toBe(true);
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(all, JSON.stringify([...sizes])).toBeLessThan(MOST_BYTES);
    expect(await page.locator(".probe").count()).toBe(0);
    release();
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  });

  it("fetches what shows a probe's results only when there are some", async () => {
    const { page, host, scripts } = await panel({ world: world() });
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    await host.inspect();
    await page.waitForLoadState("networkidle");
    const names = scripts().map(([name]) => name);
    expect(names.filter((name) => /results|gallery|landscape|protein/.test(name))).toEqual([]);
  });
});
