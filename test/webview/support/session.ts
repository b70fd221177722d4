import type { Page } from "playwright-core";
import { afterAll, afterEach, expect } from "vitest";
import { openPanel, stopBrowser, type PanelPage, type PanelPageOptions } from "./panelPage";

const open: PanelPage[] = [];

/** Opens a panel that is closed after the test; the test fails if the page complained meanwhile. */
export async function panel(options: PanelPageOptions = {}): Promise<PanelPage> {
  const opened = await openPanel(options);
  open.push(opened);
  await opened.page.locator("#loading").waitFor({ state: "detached" });
  return opened;
}

/** Opens one of the sections below the charts. */
export const openSection = (page: Page, name: string): Promise<void> =>
  page.getByRole("tab", { name: new RegExp(`^${name}\\b`) }).click();

export function watchComplaints(): void {
  afterEach(async () => {
    for (const { complaints, host, close } of open.splice(0)) {
      await close();
      expect(complaints).toEqual([]);
      expect(host.refused).toEqual([]);
      expect(host.of("log")).toEqual([]);
    }
  });
  afterAll(stopBrowser);
}

/** Waits until `probe` returns something that passes. */
export async function until<Value>(
  probe: () => Promise<Value> | Value,
  passes: (value: Value) => boolean,
  timeout = 60_000,
): Promise<Value> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (passes(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify({ value }).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
