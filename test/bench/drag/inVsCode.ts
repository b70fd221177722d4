// Run by drag.bench.ts in a process of its own: drags a handle in a real VS Code and prints, for each
// move, the milliseconds from the pointer's event in the panel until the panel has drawn what the
// edited source says, as JSON.
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { openWorkbench } from "../../harness/workbench";

const MOVES = 60;
/** More than the slowest move takes: each is measured alone. */
const APART_MS = 120;

const { page, close } = await openWorkbench();
try {
  await openFile(page, "in-step.schedule.json");
  await runCommand(page, "Learning Rate Designer: Open Preview");
  const frame = await webviewFrame(page, "#panel canvas");
  await frame.locator("canvas").first().hover();
  const handle = frame.locator('.handle[data-handle="learningRate/0/end"]');
  await handle.hover();
  const box = await handle.boundingBox();
  if (!box) throw new Error("the handle is not shown");
  await handle.evaluate((element) => {
    const times: number[] = [];
    let since: number | undefined;
    element.addEventListener("pointermove", () => (since ??= performance.now()));
    new MutationObserver(() => {
      if (since !== undefined) times.push(performance.now() - since);
      since = undefined;
    }).observe(element, { attributes: true, attributeFilter: ["aria-valuetext"] });
    Object.assign(window, { times, forget: () => (since = undefined) });
  });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    await frame.evaluate("forget()");
    await page.mouse.move(x + 8 + (i % 2) * 12, y + 8 + (i % 3) * 8);
    await page.waitForTimeout(APART_MS);
  }
  await page.mouse.up();
  console.log(JSON.stringify(await frame.evaluate("times")));
} finally {
  await close();
}
