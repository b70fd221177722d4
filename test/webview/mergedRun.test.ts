import { expect, it } from "vitest";
import type { ProbeRequest } from "../../src/core/probeContract";
import { cpuBackend } from "../../src/probe/backends/cpu";
import { probeControl } from "../../src/probe/control";
import { newRun, takeEvent, type ProbeRun } from "../../src/probe/results/run";
import { toRunFile } from "../../src/probe/results/runFile";
import { runProbe } from "../../src/probe/run";
import { joinRuns } from "../../src/probe/shards/joinRuns";
import { mergeParts, type NamedPart } from "../../src/probe/shards/mergeParts";
import { parsePartFile, toPartFile } from "../../src/probe/shards/partFile";
import { requestsOf } from "../../src/probe/shards/share";
import { violations } from "./support/axe";
import { goyal } from "./support/samples";
import { openSection, panel, watchComplaints } from "./support/session";

watchComplaints();

const STEPS = 12;
const RATES = [0.01, 0.03, 0.1, 0.3];

/** A grid of four rates, 12 seeds each, with values that no two steps share. */
const REQUEST: ProbeRequest = {
  task: "spirals",
  steps: STEPS,
  seeds: Array.from({ length: 12 }, (_, i) => 100 + i),
  schedules: RATES.map((rate) => ({
    id: String(rate),
    name: `grid, learningRate[0].from = ${rate}`,
    optimizer: { name: "sgd" },
    setting: { "learningRate[0].from": rate },
    tracks: { learningRate: Array.from({ length: STEPS }, (_, step) => rate * (1 - step / STEPS)) },
  })),
  backend: "cpu",
};

async function trained(request: ProbeRequest): Promise<ProbeRun> {
  const run = newRun(request);
  await runProbe(
    request,
    (event) => {
      takeEvent(run, event);
    },
    probeControl(),
    [cpuBackend],
  );
  return run;
}

async function part(index: number, of: number): Promise<NamedPart> {
  const shard = { index, of };
  const [first, ...others] = requestsOf(REQUEST, shard);
  if (!first) throw new Error("nothing to train");
  const runs: [ProbeRun, ...ProbeRun[]] = [await trained(first)];
  for (const other of others) runs.push(await trained(other));
  const run = joinRuns(newRun(REQUEST), runs);
  const text = JSON.stringify(toPartFile({ shard, run, version: "1.0.0" }, "2026-01-01"));
  return { name: `part${index}.json`, ...parsePartFile(text) };
}

it("a run merged from three machines opens in the panel, with all of its comparisons counted", async () => {
  const parts = [await part(3, 3), await part(1, 3), await part(2, 3)];
  const content = JSON.stringify(toRunFile(mergeParts(parts)));
  const { page, host } = await panel({ world: { schedules: [goyal()], shown: ["baseline"] } });
  await openSection(page, "Probe");
  host.file = { file: "merged.json", content };
  await page.getByRole("button", { name: "Open Run…" }).click();
  await page.getByText("Opened from merged.json").waitFor();
  const heads = page.getByRole("table", { name: "Results of the probe" }).locator("thead th");
  const names = REQUEST.schedules.map(({ name }) => name);
  await expect.poll(async () => (await heads.allInnerTexts()).slice(1)).toEqual(names);
  expect(await page.locator(".probe-results .legend li").allInnerTexts()).toEqual(names);
  // The best of four was found among 4 · 3 / 2 pairs.
  await page.getByText("corrected for 6 comparisons by Holm's method").waitFor();
  await page.getByText("4 settings were tried").waitFor();
  expect(await violations(page)).toEqual([]);
});

it("a part by itself is refused by name, with what makes a run of it", async () => {
  const { run, shard, version } = await part(1, 3);
  const { page, host } = await panel({ world: { schedules: [goyal()], shown: ["baseline"] } });
  await openSection(page, "Probe");
  const content = JSON.stringify(toPartFile({ run, shard, version }, "2026-01-01"));
  host.file = { file: "part1.json", content };
  await page.getByRole("button", { name: "Open Run…" }).click();
  await page.getByText(/^part1\.json cannot be opened\..*probe merge/).waitFor();
});
