import { goyal } from "../../webview/support/samples";
import { openPanel } from "../../webview/support/panelPage";
import { milliseconds, type BenchRow } from "../measure";
import { workOf } from "./mainThread";

/** Of the page: the longest time between two frames, and what browsers call long tasks. */
function watch(): void {
  const seen = { gap: 0, long: 0 };
  let last = performance.now();
  const frame = (now: number): void => {
    seen.gap = Math.max(seen.gap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => (seen.long += list.getEntries().length)).observe({
    type: "longtask",
  });
  Object.assign(window, { seen });
}

/** A whole probe of 120 steps, 2 seeds, in its worker; the panel draws what comes. */
export async function probing(): Promise<BenchRow[]> {
  const world = { schedules: [goyal(), goyal("candidate", 1.6)], shown: ["baseline", "candidate"] };
  const { page, close } = await openPanel({ world });
  const run = page.getByRole("button", { name: /^Run( Again)?$/ });
  await run.waitFor();
  const rows: BenchRow[] = [];
  for (const name of ["first probe: its code is loaded, too", "second probe"]) {
    await page.evaluate(watch);
    const { tasks } = await workOf(page, async () => {
      await run.click();
      await page.getByRole("button", { name: "Cancel" }).waitFor();
      await run.waitFor({ timeout: 120_000 });
    });
    const { gap, long }: { gap: number; long: number } = await page.evaluate("seen");
    rows.push({
      name,
      figures: {
        "longest task": milliseconds(tasks[0] ?? NaN),
        "tasks > 16 ms": String(tasks.filter((task) => task > 16).length),
        "of tasks": String(tasks.length),
        "longest time without a frame": milliseconds(gap),
        "long tasks (50 ms)": String(long),
      },
    });
  }
  await close();
  return rows;
}
