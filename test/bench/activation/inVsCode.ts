// Run by activation.bench.ts in a process of its own: opens a real VS Code several times and prints
// what VS Code itself measured of our activation, in milliseconds, as JSON.
import { openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { openWorkbench, type Workbench } from "../../harness/workbench";

const RUNS = 5;
// A row of the table that "Developer: Startup Performance" writes.
const ROW = /\| learning-rate-designer\.\S+ +\| \w+ +\| (\d+) +\| (\d+) +\| (\d+)/;

async function report(page: Workbench["page"]): Promise<string> {
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  return page.evaluate(() => navigator.clipboard.readText());
}

async function activation(): Promise<number[]> {
  const { page, close } = await openWorkbench();
  try {
    await openFile(page, "gpt3.schedule.json");
    await page.locator(".statusbar-item:has-text('GPT-3 175B')").waitFor();
    await runCommand(page, "Developer: Startup Performance");
    await waitUntil("the report", async () => ROW.test(await report(page)));
    return (ROW.exec(await report(page)) ?? []).slice(1).map(Number);
  } finally {
    await close();
  }
}

const runs: number[][] = [];
for (let run = 0; run < RUNS; run++) runs.push(await activation());
console.log(JSON.stringify(runs));
