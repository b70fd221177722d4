import { exampleText } from "../../webview/support/real";
import { spread, type BenchRow } from "../measure";
import { editingApart } from "./editingApart";

const OPENINGS = 15;
/** Until what the last one left to do is done. */
const REST_MS = 500;

/** Of the page, before its scripts: milliseconds from the opening to the frame that shows curves. */
function watch(): void {
  const look = (): void => {
    if (!document.querySelector(".plot canvas")) {
      requestAnimationFrame(look);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => Object.assign(window, { curves: performance.now() });
    port2.postMessage(undefined);
  };
  requestAnimationFrame(look);
}

interface Opening {
  readonly words: number;
  readonly curves: number;
}

/** Of the page: what was seen, once it was. */
async function read(): Promise<Opening> {
  const seen = window as unknown as Partial<Opening>;
  for (;;) {
    const [words] = performance.getEntriesByName("first-contentful-paint");
    if (seen.curves !== undefined && words) return { words: words.startTime, curves: seen.curves };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** From the page's address being opened; its files come from this machine, its host runs already. */
export async function opening(): Promise<BenchRow[]> {
  const { page, reload, close } = await editingApart(exampleText("in-step"), { init: watch });
  const openings: Opening[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    await page.waitForTimeout(REST_MS);
    await reload();
    openings.push(await page.evaluate(read));
  }
  await close();
  return [
    { name: "opened → first words", figures: spread(openings.map(({ words }) => words)) },
    {
      name: "opened → curves on the screen",
      figures: spread(openings.map(({ curves }) => curves)),
    },
  ];
}
