import type { PanelPage } from "../../webview/support/panelPage";
import { exampleText } from "../../webview/support/real";
import { milliseconds, spread, type BenchRow } from "../measure";
import { editing, handleOf, middleOf } from "./editing";
import { editingApart } from "./editingApart";
import { countersOf, grown } from "./mainThread";

const MOVES = 100;
const APART_MS = 60;
const HANDLE = "learningRate/0/end";

type Times = Readonly<Record<"drawn" | "painted", number | undefined>>;

/** Of the page: milliseconds from a move's event to its drawing, and to the frame that shows it. */
function watch(id: string): void {
  const handle = document.querySelector(`.handle[data-handle="${id}"]`);
  if (!handle) throw new Error("the handle is not shown");
  const value = () => handle.getAttribute("aria-valuetext");
  const moves: Record<string, number>[] = [];
  let moved: number | undefined;
  let before = value();
  handle.addEventListener("pointerrawupdate", ({ timeStamp }) => (moved ??= timeStamp));
  new MutationObserver(() => {
    if (value() === before || moved === undefined) return;
    const since = moved;
    const drawn = performance.now() - since;
    before = value();
    moved = undefined;
    // the task after the frame's callbacks comes after its painting
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => moves.push({ drawn, painted: performance.now() - since });
      port2.postMessage(undefined);
    });
  }).observe(handle, { attributes: true, attributeFilter: ["aria-valuetext"] });
  Object.assign(window, { moves });
}

/** In a Chromium: each move alone. */
export async function dragging(): Promise<BenchRow[]> {
  const text = exampleText("in-step");
  const near = await editingApart(text, { width: 420 });
  const rows = (await movesOf(near)).rows("host in a process of its own");
  await near.close();
  const panel = await editing(text, { width: 420 });
  const far = await movesOf(panel);
  const asked = panel.editor.of("drag.move").length;
  await panel.close();
  return [
    ...rows,
    ...far.rows("host behind the browser's driver"),
    {
      name: "processor time of the panel's scripts a move",
      figures: { median: milliseconds(far.scripts) },
    },
    { name: "processor time of layout a move", figures: { median: milliseconds(far.layouts) } },
    { name: "messages to the host a move", figures: { median: (asked / (MOVES + 1)).toFixed(2) } },
  ];
}

async function movesOf(panel: PanelPage) {
  const { page } = panel;
  const { x, y } = await middleOf(handleOf(panel, HANDLE));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8);
  await page.waitForTimeout(10 * APART_MS);
  await page.evaluate(watch, HANDLE);
  const cdp = await page.context().newCDPSession(page);
  const before = await countersOf(cdp);
  for (let i = 1; i <= MOVES; i++) {
    await page.mouse.move(x + 8 + (i % 2) * 12, y + 8 + (i % 3) * 8);
    await page.waitForTimeout(APART_MS);
  }
  const after = await countersOf(cdp);
  const moves: Times[] = await page.evaluate("moves");
  const each = (name: string): number => (1000 * grown(name, before, after)) / moves.length;
  return {
    scripts: each("ScriptDuration"),
    layouts: each("LayoutDuration"),
    rows: (where: string): BenchRow[] =>
      (["drawn", "painted"] as const).map((what) => ({
        name: `pointer event → source edited → ${what}, ${where}`,
        figures: { ...spread(moves.flatMap((move) => move[what] ?? [])), moves: `${moves.length}` },
      })),
  };
}
