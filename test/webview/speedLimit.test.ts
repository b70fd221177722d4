import { describe, expect, it } from "vitest";
import { violations } from "./support/axe";
import { goyal, type Sample } from "./support/samples";
import { panel, until, watchComplaints } from "./support/session";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

/** The canyon's largest curvature is 1: with a momentum of 0.95 to 0.85 its limit is 3.9 to 3.7. */
const fast = goyal("fast", 4.1);
const momentum = (step: number): number => fast.tracks[1]?.at(step) ?? NaN;

async function measured(options: Parameters<typeof panel>[0] = {}) {
  const opened = await panel({ world: { schedules: [{ ...fast }], shown: ["fast"] }, ...options });
  const { page, host } = opened;
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  const every = { measureEvery: 10, sharpnessEvery: 6 };
  host.send({ type: "probe.run", options: { task: "quadratic", steps: 120, seeds: 3, ...every } });
  await until(
    () => host.of("probe.limits"),
    (told) => told.length > 0,
    30_000,
  );
  return opened;
}

/** What the host makes of the limits: over the run's steps. */
function withLimit(sample: Sample, points: readonly (readonly [number, number])[]): Sample {
  const over = points.map(([p, rate]): [number, number] => [
    Math.floor((p * sample.length) / 120),
    rate,
  ]);
  return { ...sample, limit: { task: "quadratic", points: over, above: [[500, 3999]] } };
}

describe("a measured speed limit", () => {
  it("is told to the host, and drawn over the rate once the host says that it holds", async () => {
    const { page, host } = await measured();
    const [told] = host.of("probe.limits");
    const [limit, ...others] = told?.limits ?? [];
    expect([limit?.schedule, others]).toEqual(["fast", []]);
    const points = limit?.points ?? [];
    expect(points.length).toBeGreaterThan(2);
    for (const [p, rate] of points) {
      const mu = momentum(Math.floor((p * fast.length) / 120));
      expect(Math.abs(rate / (2 * (1 + mu)) - 1)).toBeLessThan(0.01);
    }
    const track = "learningRate: limit";
    const drawn = async () => (await host.inspect()).series.find((each) => each.track === track);
    expect(await drawn()).toBeUndefined();
    host.world.schedules = [withLimit(fast, points)];
    host.publish();
    await page.getByText(/^Speed limit last measured by a probe of quadratic: 3/).waitFor();
    await page.getByText(/the rate is above it for steps 500 to 3,999$/).waitFor();
    const series = await drawn();
    expect(series?.points.map(([step]) => step)).toEqual(
      points.map(([p]) => Math.floor((p * fast.length) / 120)),
    );
    expect(series?.points.map(([, rate]) => rate)).toEqual(points.map(([, rate]) => rate));
    host.world.schedules = [fast];
    host.publish();
    await page.getByText(/^Speed limit last measured/).waitFor({ state: "hidden" });
    expect(await drawn()).toBeUndefined();
  });

  it("is laid under the probe's own curves, with a legend", async () => {
    const { page } = await measured();
    await page.getByText("rate above the speed limit").waitFor();
    await page.getByRole("combobox", { name: "Chart", exact: true }).selectOption("Speed limit");
    await page.getByText("rate of the probe").waitFor();
    const shots = process.env["SHOTS"];
    if (shots) await page.screenshot({ path: `${shots}/limit-probe.png`, fullPage: true });
  });

  for (const theme of SOME_THEMES) {
    it(`passes axe in ${theme}, narrow`, async () => {
      const limit = withLimit(fast, [[0, 3.9], [60, 3.7], [114, 3.9]]); // prettier-ignore
      const { page } = await panel({
        world: { schedules: [limit], shown: ["fast"] },
        theme,
        width: 250,
      });
      await page.getByText(/^Speed limit last measured/).waitFor();
      expect(await violations(page)).toEqual([]);
      const shots = process.env["SHOTS"];
      if (shots) await page.screenshot({ path: `${shots}/limit-${theme}.png` });
    });
  }
});
