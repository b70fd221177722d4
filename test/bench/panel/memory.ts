import type { CDPSession } from "playwright-core";
import { exampleText } from "../../webview/support/real";
import type { BenchRow } from "../measure";
import { editing } from "./editing";
import { countersOf } from "./mainThread";

const UPDATES = 10_000;
const EVERY = 2500;
/** Caches are filled by then. */
const WARM = 500;

async function row(cdp: CDPSession, updates: number): Promise<BenchRow> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const counters = await countersOf(cdp);
  const figures = {
    heap: `${(usedSize / 1e6).toFixed(2)} MB`,
    nodes: String(counters.get("Nodes")),
    listeners: String(counters.get("JSEventListeners")),
  };
  return { name: `after ${updates.toLocaleString("en")} updates`, figures };
}

/** Of the page: what the host last sent, sent again with other revisions, a frame now and then. */
async function again([envelopes, first, count]: [string[], number, number]): Promise<void> {
  for (let i = 0; i < count; i++) {
    const envelope = JSON.parse(envelopes[i % envelopes.length] ?? "") as {
      message: { revision: number };
    };
    envelope.message.revision = first + i;
    window.dispatchEvent(new MessageEvent("message", { data: envelope }));
    if (i % 50 === 49) await new Promise(requestAnimationFrame);
  }
}

/** Snapshots of two texts by turns, as a drag to and fro would make them. */
export async function memory(): Promise<BenchRow[]> {
  const text = exampleText("in-step");
  const panel = await editing(text, { width: 300 });
  const { page, editor } = panel;
  const envelopes = [text, text.replace(/"to": [\d.]+/, '"to": 0.5')].map((said) => {
    editor.type(said);
    return JSON.stringify({ message: editor.present() });
  });
  const send = (first: number, count: number): Promise<void> => {
    const about: [string[], number, number] = [envelopes, first, count];
    return page.evaluate(again, about);
  };
  const cdp = await page.context().newCDPSession(page);
  await send(1000, WARM);
  const rows = [await row(cdp, 0)];
  for (let done = 0; done < UPDATES; done += EVERY) {
    await send(2000 + done, EVERY);
    rows.push(await row(cdp, done + EVERY));
  }
  await panel.close();
  return rows;
}
