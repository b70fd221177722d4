import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";

watchComplaints();

/** Of script, before a probe is started. */
const MOST_BYTES = 350_000;

const world = () => ({ schedules: [goyal(), goyal("candidate", 1.6)], shown: ["baseline"] });

describe("the panel's script", () => {
  it("is small until the user asks for more than curves", async () => {
    const { page, host, scripts } = await panel({ world: world() });
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    await host.inspect();
    await page.waitForLoadState("networkidle");
    const sizes = new Map(scripts());
    expect(sizes.has("main.js")).toBe(true);
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(all, JSON.stringify([...sizes])).toBeLessThan(MOST_BYTES);
  });

  it("fetches the probe's part only after the curves are drawn", async () => {
    const { page, scripts, held } = await panel({ world: world(), hold: /probePart/ });
    await page.locator("canvas").first().waitFor();
    await until(held, (count) => count > 0);
    expect(scripts().map(([name]) => name)).not.toContainEqual(expect.stringMatching(/probePart/));
    expect(await page.locator(".probe").count()).toBe(0);
  });
});
