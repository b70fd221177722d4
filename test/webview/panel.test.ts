import { describe, expect, it } from "vitest";
import { goyal, type Sample } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";

watchComplaints();

const one = () => ({ schedules: [goyal()], shown: ["baseline"] });
const two = () => ({ schedules: [goyal(), goyal("candidate", 1.6)], shown: ["baseline"] });
const content = "main > .content";

describe("the panel", () => {
  it("invites to begin where there is no schedule", async () => {
    const { page, host } = await panel({ world: { document: false } });
    await page.getByRole("button", { name: "New from Template" }).click();
    await page.getByRole("button", { name: /Alpha/ }).waitFor();
    expect(await page.locator(content).isVisible()).toBe(false);
    host.world.document = true;
    host.world.notice = "The file is larger than 5 MB.";
    host.publish();
    await page.getByText("The file is larger than 5 MB.").waitFor();
  });

  it("says of a file that is not read which it is, and leads back", async () => {
    const { page, host } = await panel({ world: one() });
    await page.locator("canvas").first().waitFor();
    Object.assign(host.world, { shown: [], notice: "train.py holds none.", back: "a/b.json" });
    host.publish();
    await page.getByText("train.py holds none.").waitFor();
    expect(await page.locator(content).isVisible()).toBe(false);
    await page.getByRole("button", { name: "Show b.json Again" }).click();
    await until(
      () => host.of("turnBack"),
      (all) => all.length === 1,
    );
  });

  it("gives the keys that undo to the document, but not those in a field", async () => {
    const { page, host } = await panel({ world: one() });
    await page.locator("[role=slider]").focus();
    for (const key of ["z", "Shift+Z", "y"]) await page.keyboard.press(`ControlOrMeta+${key}`);
    await until(
      () => host.of("history").map(({ change }) => change),
      (all) => all.join() === "undo,redo,redo",
    );
    await openSection(page, "Probe");
    await page.getByRole("textbox", { name: "Seeds" }).fill("5");
    await page.keyboard.press("ControlOrMeta+z");
    expect(host.of("history")).toHaveLength(3);
  });

  it("shows file, schedule and verdict whole at 300 pixels", async () => {
    const { page } = await panel({ world: two(), width: 300, height: 700 });
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.locator(".chip").waitFor({ timeout: 30_000 });
    const cut = (selector: string) =>
      page
        .locator(selector)
        .evaluate(
          ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
            scrollWidth > clientWidth || scrollHeight > clientHeight,
        );
    for (const selector of [".file", ".chip", ".tab-list"]) {
      expect(await cut(selector), selector).toBe(false);
    }
    // the longest that a training alone can bring, in place of this one's
    await page
      .locator(".chip")
      .evaluate((chip) => (chip.textContent = "Still learning at the end"));
    expect(await cut(".chip")).toBe(false);
  });

  it("keeps results and zoom with their schedule", async () => {
    const { page, host } = await panel({ world: two() });
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByText("Finished 120 steps").waitFor({ timeout: 30_000 });
    await page.locator(".chip").waitFor();
    const turnTo = (id: string): void => {
      host.world.shown = [id];
      host.publish();
    };
    turnTo("candidate");
    await page.locator(".ghost").waitFor();
    await page.locator(".chip").waitFor({ state: "hidden" });
    expect(await page.getByText("Finished 120 steps").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Zoom out" }).isDisabled()).toBe(true);
    turnTo("baseline");
    await page.getByText("Finished 120 steps").waitFor();
    await page.locator(".chip").waitFor();
    expect(await page.getByRole("button", { name: "Zoom out" }).isEnabled()).toBe(true);
  });

  it("picks and compares schedules", async () => {
    const { page, host } = await panel({ world: two() });
    await openSection(page, "Compare");
    await page.getByRole("checkbox", { name: "candidate" }).click();
    await until(
      () => host.world.shown.join(),
      (all) => all === "baseline,candidate",
    );
    await expect
      .poll(() => page.locator(".legend").first().innerText())
      .toMatch(/baseline\s+candidate/);
    const { series } = await until(
      () => host.inspect(),
      (seen) => seen.series.length === 4,
    );
    const rates = series.filter(({ track }) => track === "learningRate");
    const peaks = rates.map(({ points }) => Math.max(...points.map(([, value]) => value ?? 0)));
    expect(peaks[0]).toBeGreaterThan(3.19);
    expect(peaks[1]).toBeGreaterThan(1.595);
    expect(peaks[1]).toBeLessThanOrEqual(1.6);
    await page
      .getByRole("combobox", { name: "Schedule", exact: true })
      .selectOption({ label: "candidate" });
    await until(
      () => host.of("select").length,
      (count) => count === 1,
    );
  });

  it("shows the values as a table for the keyboard", async () => {
    const { page, host } = await panel({ world: one() });
    await page.getByRole("tab", { name: "Values" }).click();
    const grid = page.getByRole("table", { name: "Values of baseline" });
    await grid.waitFor();
    const [question] = host.of("table");
    expect(question).toMatchObject({ schedule: "baseline", first: 0, last: 14040 });
    await until(
      () => grid.getByRole("row").count(),
      (count) => count === 12,
    );
    const cells = await grid.getByRole("row").nth(2).getByRole("cell").allTextContents();
    const [rate, momentum] = goyal().tracks.map(({ at }) => at(1404) ?? 0);
    expect(Number(cells[0])).toBeCloseTo(rate ?? 0, 5);
    expect(Number(cells[1])).toBeCloseTo(momentum ?? 0, 6);
    const region = page.getByRole("region", { name: "Values of baseline" });
    await page.getByRole("tab", { name: "Values" }).focus();
    for (let stop = 0; stop < 2; stop++) await page.keyboard.press("Tab");
    expect(await region.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("names problems and leads to them", async () => {
    const message = "The warmup of 20,000 steps is longer than the run of 14,040 steps.";
    const problems: Sample["problems"] = [
      { code: "warmup-longer-than-run", severity: "error", message, line: 4, column: 3 },
    ];
    const broken = { ...goyal(), state: "errors", problems } as const;
    const { page, host } = await panel({ world: { schedules: [broken], shown: ["baseline"] } });
    await page.getByRole("status").filter({ hasText: "has errors" }).waitFor();
    await page.getByRole("button", { name: message }).click();
    const [asked] = await until(
      () => host.of("reveal.problem"),
      (all) => all.length === 1,
    );
    expect(asked).toMatchObject({ schedule: "baseline", problem: 0 });
  });

  it("folds notes behind their number, and counts them with no problems", async () => {
    const at = { line: 4, column: 3 };
    const problems: Sample["problems"] = [
      { code: "zero-rate-first-step", severity: "hint", message: "The rate is 0.", ...at },
      { code: "warmup-too-long", severity: "warning", message: "The warmup is long.", ...at },
      { code: "adamw-timescale", severity: "information", message: "It hardly acts.", ...at },
    ];
    const { page, host } = await panel({
      world: { schedules: [{ ...goyal(), problems }], shown: ["baseline"] },
    });
    await page.getByRole("tab", { name: "Check 1", exact: true }).waitFor();
    const note = page.getByRole("button", { name: "It hardly acts." });
    expect(await note.isVisible()).toBe(false);
    await page.getByText("2 notes").click();
    await note.click();
    const [asked] = await until(
      () => host.of("reveal.problem"),
      (all) => all.length === 1,
    );
    expect(asked).toMatchObject({ schedule: "baseline", problem: 2 });
  });

  it("greys the last good curve while a part is missing", async () => {
    const { page, host } = await panel({ world: one() });
    const missing = goyal().tracks.map((track) => ({
      ...track,
      phases: track.phases.map((phase) => ({ ...phase, missing: phase.kind === "cosine" })),
      at: (step: number) => (step < 780 ? track.at(step) : null),
    }));
    host.world.schedules = [{ ...goyal(), tracks: missing, state: "typing" }];
    host.publish();
    await page.getByText("unfinished").waitFor();
    await page.getByText("Grey: the last good curve").waitFor();
    const { series } = await host.inspect();
    const drawn = series[0]?.points.filter(([, value]) => value !== null) ?? [];
    expect(Math.max(...drawn.map(([step]) => step))).toBeLessThan(780);
    host.world.schedules = [goyal()];
    host.publish();
    await page.getByText("Grey: the last good curve").waitFor({ state: "detached" });
  });

  it("keeps what the user set when it is thrown away and made anew", async () => {
    const { page, host, reload } = await panel({ world: two() });
    await openSection(page, "Compare");
    await page.getByRole("checkbox", { name: "candidate" }).click();
    await page.getByRole("button", { name: "log scale of Momentum" }).click();
    await page.locator("[role=slider]").press("End");
    await page.locator("[role=slider]").press("+");
    await openSection(page, "Probe");
    await page.getByRole("textbox", { name: "Seeds" }).fill("5");
    const before = await until(
      () =>
        (host.state ?? { view: {} }) as {
          view: { window: unknown; compare: unknown[]; probe: object; scroll?: number };
        },
      (state) =>
        Boolean(state.view.window) && state.view.compare.length > 0 && "seeds" in state.view.probe,
    );
    host.world.shown = ["baseline"];
    await reload();
    await until(
      () => host.world.shown.join(),
      (all) => all === "baseline,candidate",
    );
    const { viewState } = await until(
      () => host.inspect(),
      (seen) => seen.series.length === 4,
    );
    // the section that was opened follows its late content: where it comes to rest is another matter
    const rests = { scroll: expect.any(Number) as number };
    expect(viewState).toMatchObject({ ...before.view, ...rests });
    await until(
      () => host.view.range,
      (range) => range?.first === 7020,
    );
    expect(await page.getByRole("textbox", { name: "Seeds" }).inputValue()).toBe("5");
  });

  it("shows names as text, whatever they say", async () => {
    const hostile = "<img src=x onerror=alert(1)></script><script>alert(2)</script>${7*7}";
    const evil: Sample = { ...goyal(), name: hostile };
    const tracks = evil.tracks.map((track) => ({ ...track, name: `${track.name}${hostile}` }));
    const { page } = await panel({
      world: { schedules: [{ ...evil, tracks }], shown: ["baseline"] },
    });
    await page.getByRole("heading", { name: hostile }).first().waitFor();
    expect(await page.locator("img, main script").count()).toBe(0);
  });
});

describe("messages that did not come from the host as it is", () => {
  const forged: readonly unknown[] = [
    null,
    "snapshot",
    { message: { revision: 1 } },
    { message: { type: "init", assets: {}, language: "en", strings: {} } },
    { message: { type: "unheard-of" } },
    { reply: 99, message: { type: "done" } },
  ];
  /** Such as the host sends them, but from another page of the window. */
  const foreign: readonly unknown[] = [
    { message: { type: "cursor", revision: 1, cursor: null } },
    { message: { type: "probe.run", options: {} } },
    { message: { type: "snapshot", schedules: [], shown: [], document: null } },
  ];

  it("are refused and logged, and change nothing", async () => {
    const { page, host } = await panel({ world: one() });
    const before = await until(
      () => host.inspect(),
      (seen) => seen.series.length === 2,
    );
    await page.evaluate(
      ([all, elsewhere]) => {
        for (const data of all) window.postMessage(data, "*");
        for (const data of elsewhere)
          window.dispatchEvent(
            new MessageEvent("message", { data, origin: "https://example.org" }),
          );
      },
      [forged, foreign] as const,
    );
    const logged = await until(
      () => host.of("log"),
      (all) => all.length >= forged.length + foreign.length,
    );
    expect(logged.every(({ message }) => message.startsWith("The panel refused"))).toBe(true);
    expect(await host.inspect()).toEqual(before);
    host.received.length = 0;
  });
});
