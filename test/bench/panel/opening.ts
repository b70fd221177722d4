import { exampleText, realShown } from "../../webview/support/real";
import { openPanel } from "../../webview/support/panelPage";
import { spread, type BenchRow } from "../measure";

const OPENINGS = 15;

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
  while (seen.curves === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  const [words] = performance.getEntriesByName("first-contentful-paint");
  return { words: words?.startTime ?? NaN, curves: seen.curves };
}

async function open(): Promise<Opening> {
  const world = { real: realShown(exampleText("in-step")) };
  const { page, close } = await openPanel({ world, init: watch });
  const opening = await page.evaluate(read);
  await close();
  return opening;
}

/** From the page's address being opened; the files come from this machine. */
export async function opening(): Promise<BenchRow[]> {
  const openings: Opening[] = [];
  // the first one also starts the browser
  for (let i = 0; i <= OPENINGS; i++) openings.push(await open());
  const times = openings.slice(1);
  return [
    { name: "opened → first words", figures: spread(times.map(({ words }) => words)) },
    { name: "opened → curves on the screen", figures: spread(times.map(({ curves }) => curves)) },
  ];
}
