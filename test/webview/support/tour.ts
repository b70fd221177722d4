import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { readJson } from "../../unit/language/read";
import { EditingHost } from "./editingHost";
import { focusOf, type Focus } from "./focus";
import { openPanel, stopBrowser, type PanelPage } from "./panelPage";

/** More stops than the whole panel has. */
const STOPS = 90;

/** A panel that is used by keyboard alone; nothing of it is pressed with a pointer. */
export class Tour {
  constructor(
    readonly page: Page,
    readonly host: EditingHost,
  ) {}

  /** Goes on with Tab, past the last stop to the first again, until what is named has the keyboard. */
  async tabTo(name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const seen: string[] = [];
    for (let stop = 0; stop < STOPS; stop++) {
      await this.page.keyboard.press(key);
      const focus = await this.seen();
      if (focus && name.test(focus.name)) return;
      seen.push(focus?.name ?? "(the end)");
    }
    throw new Error(`${key} does not reach ${String(name)}: ${seen.join(" | ")}`);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Goes to what is named and presses the keys there. */
  async pressAt(name: RegExp, ...keys: readonly string[]): Promise<void> {
    await this.tabTo(name);
    await this.press(...keys);
  }

  /** Goes to the tabs of the sections and along them. */
  async openSection(name: string): Promise<void> {
    const chosen = this.page.locator('[role=tab][aria-selected="true"]');
    await this.tabTo(/^(Check( \d+)?|Facts|Probe|Compare|Values)$/);
    for (let i = 0; !(await chosen.innerText()).startsWith(name); i++) {
      if (i > 4) throw new Error(`there is no section ${name}`);
      await this.press("ArrowRight");
    }
  }

  /** Waits until what is named has the keyboard, for one to see. */
  async isAt(name: RegExp): Promise<void> {
    await expect
      .poll(() => focusOf(this.page))
      .toMatchObject({ name: expect.stringMatching(name) as string, visible: true });
  }

  /** Every stop from the first one, which is named, to the last, and back again the same. */
  async walk(first: RegExp): Promise<readonly Focus[]> {
    await this.tabTo(first);
    const forth = await this.around(first, "Tab");
    await this.tabTo(first);
    const back = await this.around(first, "Shift+Tab");
    const names = (stops: readonly Focus[]): string[] => stops.map(({ name }) => name);
    expect(names(back).reverse()).toEqual(names(forth));
    const start = await focusOf(this.page);
    return start ? [start, ...forth] : forth;
  }

  /** What has the keyboard, once one sees it. */
  private async seen(): Promise<Focus | undefined> {
    const focus = await focusOf(this.page);
    if (!focus || focus.visible) return focus;
    await this.isAt(/^/);
    return focusOf(this.page);
  }

  /** The stops on the way from the first one around to it again. */
  private async around(first: RegExp, key: "Tab" | "Shift+Tab"): Promise<Focus[]> {
    const stops: Focus[] = [];
    for (let i = 0; i < STOPS; i++) {
      await this.page.keyboard.press(key);
      const focus = await this.seen();
      if (focus && first.test(focus.name)) return stops;
      // a browser may have a stop of its own between the last one and the first
      if (focus) stops.push(focus);
    }
    throw new Error(`${key} does not lead around: ${stops.map(({ name }) => name).join(" | ")}`);
  }
}

/** Expects that each stop is to be seen and that they follow one another as lines of a page are read. */
export function expectOrder(stops: readonly Focus[]): void {
  expect(stops.filter(({ visible }) => !visible)).toEqual([]);
  const blocks = stops.filter(
    ({ group }, i) => group === undefined || group !== stops[i - 1]?.group,
  );
  blocks.forEach(({ name, y, x, group }, i) => {
    const next = blocks[i + 1];
    if (!next || group !== undefined || next.group !== undefined) return;
    const later = next.y > y + ROW_PX || (next.y > y - ROW_PX && next.x > x);
    expect(later, `${name} (${x}, ${y}) before ${next.name} (${next.x}, ${next.y})`).toBe(true);
  });
}

/** Half of a line: what is centred within it stands in the same. */
const ROW_PX = 12;

/** One panel for the steps of a file, each of which goes on where the one before has ended. */
export function useTour(text: string): () => Tour {
  let opened: PanelPage | undefined;
  let tour: Tour | undefined;
  beforeAll(async () => {
    let host: EditingHost | undefined;
    opened = await openPanel({
      host: (post) => (host = new EditingHost(post, text, readJson)),
    });
    if (!host) throw new Error("no host was made");
    await opened.page.getByRole("button", { name: "Run", exact: true }).waitFor();
    tour = new Tour(opened.page, host);
  });
  afterAll(async () => {
    await opened?.close();
    await stopBrowser();
    expect(opened?.complaints).toEqual([]);
    expect(opened?.host.refused).toEqual([]);
    expect(opened?.host.of("log")).toEqual([]);
  });
  return () => {
    if (!tour) throw new Error("the panel is open only while tests run");
    return tour;
  };
}
