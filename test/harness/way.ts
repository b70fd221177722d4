import { readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { runCommand } from "./keyboard";
import { ROOT } from "./paths";

/** How long something may take to come into sight by itself before a person would scroll to it. */
const PATIENCE_MS = 45_000;

/** What a way through the product costs a person. */
export interface Cost {
  readonly clicks: number;
  readonly keys: number;
  readonly scrolls: number;
}

/** Counts what a person does on the way: nothing is clicked that is not in sight. */
export class Way {
  private clicks = 0;
  private keys = 0;
  private scrolls = 0;

  constructor(private readonly page: Page) {}

  get cost(): Cost {
    const { clicks, keys, scrolls } = this;
    return { clicks, keys, scrolls };
  }

  /** Looks for something; where it does not come into sight by itself, that costs a scroll. */
  async see(sought: Locator): Promise<void> {
    await sought.waitFor();
    const end = Date.now() + PATIENCE_MS;
    while (!(await inSight(sought))) {
      if (Date.now() > end) {
        this.scrolls++;
        await sought.scrollIntoViewIfNeeded();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async click(sought: Locator): Promise<void> {
    await this.see(sought);
    await sought.click();
    this.clicks++;
  }

  /** Also a shortcut; what is typed into a field counts for nothing, only the key that ends it. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    this.keys++;
  }

  /** A key or a press of the mouse that was made elsewhere. */
  count(kind: keyof Cost): void {
    this[kind]++;
  }

  /** From the palette: the key that opens it, and the one that takes the command. */
  async command(title: string): Promise<void> {
    await runCommand(this.page, title);
    this.keys += 2;
  }
}

const inSight = (sought: Locator): Promise<boolean> =>
  sought
    .evaluate((element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return (
        bottom > top && right > left && top >= 0 && bottom <= innerHeight && right <= innerWidth
      );
    })
    // The frame was replaced while it was asked.
    .catch(() => false);

/** What docs/ways.md says that the way of this name costs. */
export function writtenCost(name: string): Cost {
  const lines = readFileSync(path.join(ROOT, "docs/ways.md"), "utf8").split("\n");
  const row = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  const [, , clicks, keys, scrolls] = row.find((cells) => cells[1] === name) ?? [];
  if (scrolls === undefined) throw new Error(`docs/ways.md has no way "${name}"`);
  return { clicks: Number(clicks), keys: Number(keys), scrolls: Number(scrolls) };
}
