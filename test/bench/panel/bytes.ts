import { exampleText } from "../../webview/support/real";
import type { BenchRow } from "../measure";
import { editing } from "./editing";

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** All scripts that are fetched until a probe is started: curves, handles, the probe's settings. */
export async function bytes(): Promise<BenchRow[]> {
  const panel = await editing(exampleText("in-step"));
  await panel.page.getByRole("button", { name: "Run", exact: true }).waitFor();
  await panel.page.waitForLoadState("networkidle");
  const scripts = new Map(panel.scripts());
  await panel.close();
  const sum = [...scripts.values()].reduce((all, size) => all + size, 0);
  const largest = [...scripts].sort((a, b) => b[1] - a[1]).slice(0, 4);
  return [
    { name: `all ${scripts.size} scripts`, figures: { size: kilobytes(sum) } },
    ...largest.map(([name, size]) => ({ name, figures: { size: kilobytes(size) } })),
  ];
}
