import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { readJson } from "../unit/language/read";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser, type PanelPage } from "./support/panelPage";
import { exampleText } from "./support/real";
import { until } from "./support/session";

// How much an update makes the panel do: no times, which depend on the machine, but counts.

const TEXT = exampleText("in-step");
const HANDLE = '.handle[data-handle="learningRate/0/end"]';

let open: (PanelPage & { readonly editor: EditingHost }) | undefined;

/** Counts, in the page: drawings of canvases, and elements that are new. */
function count(): void {
  const counts = { drawings: 0, elements: 0 };
  const { prototype } = CanvasRenderingContext2D;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own context below
  const { clearRect } = prototype;
  prototype.clearRect = function (...area) {
    counts.drawings++;
    clearRect.apply(this, area);
  };
  new MutationObserver((records) => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    counts.elements += added.filter((node) => node instanceof Element).length;
  }).observe(document, { childList: true, subtree: true });
  Object.assign(window, { counts });
}

interface Counts {
  readonly drawings: number;
  readonly elements: number;
}

/** What happened since the last time, once all that was begun is drawn. */
const taken = (page: Page): Promise<Counts> =>
  page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    const { counts } = window as unknown as { counts: Counts };
    const result = { ...counts };
    Object.assign(counts, { drawings: 0, elements: 0 });
    return result;
  });

async function edit() {
  const made: EditingHost[] = [];
  const panel = await openPanel({
    init: count,
    host: (post) => {
      const host = new EditingHost(post, TEXT, readJson);
      made.push(host);
      return host;
    },
  });
  const [editor] = made;
  if (!editor) throw new Error("no host was made");
  open = { ...panel, editor };
  const { page } = panel;
  await page.locator("canvas").first().waitFor();
  await page.mouse.move(120, 20);
  await page.locator(HANDLE).waitFor();
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  await page.waitForLoadState("networkidle");
  await taken(page);
  return open;
}

const peak = (page: Page): Promise<string | null> =>
  page.locator(HANDLE).getAttribute("aria-valuetext");

/** The host tells of another peak; resolves when the panel shows it. */
async function update({ page, editor }: PanelPage & { readonly editor: EditingHost }, to: number) {
  editor.type(TEXT.replace(/"to": [\d.]+/, `"to": ${to}`));
  await until(
    () => peak(page),
    (text) => text?.startsWith(`${to} `) === true,
  );
}

afterEach(async () => {
  expect(open?.complaints ?? []).toEqual([]);
  expect(open?.editor.refused ?? []).toEqual([]);
  await open?.close();
  open = undefined;
});
afterAll(stopBrowser);

describe("an update", () => {
  it("draws each chart once and makes no element anew", async () => {
    const panel = await edit();
    const { page } = panel;
    const charts = await page.locator(".score canvas").count();
    expect(charts).toBe(4);
    // other problems than before may be listed now
    await update(panel, 1);
    await taken(page);
    for (const to of [2, 1.5, 2.5]) {
      await update(panel, to);
      expect(await taken(page)).toEqual({ drawings: charts, elements: 0 });
    }
  });

  it("leaves nothing behind", async () => {
    const panel = await edit();
    const { page } = panel;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    const held = async (name: string): Promise<number> => {
      await cdp.send("HeapProfiler.collectGarbage");
      const { metrics } = await cdp.send("Performance.getMetrics");
      return metrics.find((metric) => metric.name === name)?.value ?? NaN;
    };
    const envelopes = [2, 1.5].map((to) => {
      panel.editor.type(TEXT.replace(/"to": [\d.]+/, `"to": ${to}`));
      return { data: { message: panel.editor.present() } };
    });
    const again = (times: number) =>
      page.evaluate(
        async ([events, many]) => {
          for (let i = 0; i < many; i++) {
            window.dispatchEvent(new MessageEvent("message", events[i % 2]));
            if (i % 20 === 0) await new Promise(requestAnimationFrame);
          }
        },
        [envelopes, times] as const,
      );
    await again(40);
    const [nodes, listeners] = [await held("Nodes"), await held("JSEventListeners")];
    await again(400);
    // one node or listener an update would be 400
    expect((await held("Nodes")) - nodes).toBeLessThan(40);
    expect((await held("JSEventListeners")) - listeners).toBeLessThan(40);
  });
});

describe("a drag", () => {
  it("sends one message a move, and each drawing is the answer to one", async () => {
    const panel = await edit();
    const { page, editor } = panel;
    const box = await page.locator(HANDLE).boundingBox();
    if (!box) throw new Error("the handle is not shown");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 8, y + 8);
    await until(
      () => editor.text,
      (text) => text !== TEXT,
    );
    await taken(page);
    const before = editor.received.length;
    for (const dy of [20, 35, 50]) {
      const old = await peak(page);
      await page.mouse.move(x + 8, y + dy);
      await until(
        () => peak(page),
        (text) => text !== old,
      );
      expect(await taken(page)).toEqual({ drawings: 4, elements: 0 });
    }
    const sent = editor.received.slice(before).map(({ type }) => type);
    expect(sent).toEqual(["drag.move", "drag.move", "drag.move"]);
    await page.mouse.up();
  });
});
