import type { CDPSession, Page } from "playwright-core";

/** What the page's main thread did in a while: processor time, so that other programs do not count. */
export interface Work {
  /** Milliseconds of each task, the longest first. */
  readonly tasks: readonly number[];
  readonly milliseconds: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const CATEGORIES = ["toplevel", "__metadata"];

/** Runs something and tells what the main thread of the page's process did meanwhile. */
export async function workOf(page: Page, run: () => Promise<void>): Promise<Work> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  await browser.startTracing(page, { categories: CATEGORIES });
  await run();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const tasks = busiest(trace.traceEvents).sort((a, b) => b - a);
  return { tasks, milliseconds: tasks.reduce((sum, task) => sum + task, 0) };
}

/** The tasks of the main thread that worked most: that of the page, as nothing else is open. */
function busiest(events: readonly TraceEvent[]): number[] {
  const key = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const isMain = ({ name, args }: TraceEvent) =>
    name === "thread_name" && args?.name === "CrRendererMain";
  const threads = new Map(events.filter(isMain).map((event) => [key(event), [] as number[]]));
  for (const event of events) {
    if (event.name !== "ThreadControllerImpl::RunTask" || event.tdur === undefined) continue;
    threads.get(key(event))?.push(event.tdur / 1000);
  }
  const sum = (tasks: readonly number[]): number => tasks.reduce((all, task) => all + task, 0);
  return [...threads.values()].sort((a, b) => sum(b) - sum(a))[0] ?? [];
}

/** A page's counters, with times in seconds of the main thread's processor time. */
export async function countersOf(cdp: CDPSession): Promise<ReadonlyMap<string, number>> {
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const { metrics } = await cdp.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** How much a counter has grown. */
export const grown = (
  name: string,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): number => (after.get(name) ?? NaN) - (before.get(name) ?? NaN);
