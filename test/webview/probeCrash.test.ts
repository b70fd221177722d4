import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";
import type { PanelPage } from "./support/panelPage";

watchComplaints();

const WORKER = path.resolve(import.meta.dirname, "../../dist/probeWorker.js");

/** Put before the worker's script: its first run does this after its first snapshot. */
const dying = (deed: string): string => `{
  const post = self.postMessage.bind(self);
  let kept = false, dead = false;
  self.postMessage = (message, ...more) => {
    post(message, ...more);
    if (message.run !== 1) return;
    kept ||= message.type === "snapshot";
    if (!kept || dead || message.type !== "event" || message.event.type !== "points") return;
    dead = true;
    ${deed}
  };
}
`;

/** Runs in the page before its own scripts: notes that a worker has ended itself. */
function watchGrave(): void {
  const grave = new BroadcastChannel("grave");
  grave.addEventListener("message", () => {
    document.documentElement.dataset["workerEnded"] = "yes";
  });
}

/** Runs in the page before its own scripts. */
function twoCores(): void {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });
}

/** @param healthy Workers before the one that dies; each trains a seed. */
async function sabotaged(deed: string, healthy = 0): Promise<PanelPage> {
  const opened = await panel({
    world: { schedules: [goyal("baseline", 0.1)], shown: ["baseline"] },
    init: healthy > 0 ? twoCores : watchGrave,
  });
  let fetched = 0;
  await opened.page.route("**/probeWorker.js", async (route) => {
    const death = fetched++ < healthy ? "" : dying(deed);
    const body = death + (await readFile(WORKER, "utf8"));
    await route.fulfill({ contentType: "text/javascript", body });
  });
  await openSection(opened.page, "Probe");
  await opened.page.getByRole("textbox", { name: "Steps" }).fill("100000");
  await opened.page.getByRole("textbox", { name: "Seeds" }).fill(String(1 + healthy));
  return opened;
}

const why = (page: PanelPage["page"], cause: string) =>
  page.getByText(`WASM failed (${cause}); going on with plain JavaScript.`);

/** The steps of the last seed's losses. */
async function steps({ host }: PanelPage): Promise<number[]> {
  const { loss } = await host.inspect();
  return (loss.at(-1)?.points ?? []).map(([step]) => step);
}

/** The run goes on for some steps after the last one that was told before. */
async function goesOn(opened: PanelPage, before: number): Promise<void> {
  const { page, host } = opened;
  await until(
    () => steps(opened),
    (told) => (told.at(-1) ?? 0) > before,
    60_000,
  );
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText(/^Cancelled at step/).waitFor();
  // None is missing, none was told twice.
  const told = await steps(opened);
  expect(told.every((step, i) => step === i)).toBe(true);
  expect(host.of("probe.state").at(-1)?.probe.state).toBe("cancelled");
}

describe("a worker of the panel that dies in mid-run", () => {
  it("of an error nobody caught: another one goes on from the last snapshot, and says so", async () => {
    const opened = await sabotaged(`setTimeout(() => { throw new Error("it fell over"); });`);
    const { page, host, complaints } = opened;
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await why(page, "Uncaught Error: it fell over").waitFor();
    await goesOn(opened, (await steps(opened)).at(-1) ?? 0);
    // The browser itself writes the error to the console, the panel to the extension's log.
    expect(complaints.every((text) => text.includes("it fell over"))).toBe(true);
    (complaints as string[]).length = 0;
    expect(host.of("log").map(({ message }) => message)).toEqual(["Uncaught Error: it fell over"]);
    host.received.length = 0;
  });

  it("beside another: its seed alone goes on elsewhere", async () => {
    const deed = `setTimeout(() => { throw new Error("it fell over"); });`;
    const opened = await sabotaged(deed, 1);
    const { page, host, complaints } = opened;
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await why(page, "Uncaught Error: it fell over").waitFor();
    await goesOn(opened, (await steps(opened)).at(-1) ?? 0);
    const [first] = (await host.inspect()).loss;
    expect(first?.points.every(([step], i) => step === i)).toBe(true);
    expect(complaints.every((text) => text.includes("it fell over"))).toBe(true);
    (complaints as string[]).length = 0;
    host.received.length = 0;
  });

  it("without a word: is missed after half a minute, and another one goes on", async () => {
    const opened = await sabotaged(
      `new BroadcastChannel("grave").postMessage("ended"); self.close();`,
    );
    const { page } = opened;
    await page.clock.install();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.locator("html[data-worker-ended=yes]").waitFor();
    // What it had posted before its end arrives before these answers are the same.
    let before = -1;
    await until(
      async () => [before, (before = (await steps(opened)).at(-1) ?? 0)],
      ([last, now]) => now === last && (now ?? 0) > 0,
    );
    await page.clock.fastForward(31_000);
    await why(page, "no sign of life for 30 seconds").waitFor();
    await goesOn(opened, before);
  });
});
