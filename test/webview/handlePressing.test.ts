import { afterAll, afterEach, describe, expect, it } from "vitest";
import { readJson } from "../unit/language/read";
import { runs } from "../unit/runs";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser, type PanelPage } from "./support/panelPage";

// A handle that is drawn under the pointer is what a press takes hold of: whatever is read out on the
// way there may move nothing. Over many schedules, widths and sizes of letters.

interface Case {
  readonly width: number;
  readonly fontSize: number;
  readonly text: string;
}

/** A generator of the Lehmer kind, as in Park and Miller 1988: the same cases at each run. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const definition = (
  steps: number,
  stepsPerEpoch: number | undefined,
  learningRate: unknown,
): string =>
  JSON.stringify(
    { length: { steps, ...(stepsPerEpoch && { stepsPerEpoch }) }, learningRate, momentum: 0.9 },
    undefined,
    2,
  );

const warmup = (to: number, share: number): unknown => [
  { kind: "linear", from: 0, to, for: `${share}%` },
  { kind: "cosine", to: 0 },
];

/** With numbers of very different lengths, at all widths of a side bar. */
function cases(count: number): Case[] {
  const random = lehmer(20_261_129);
  const pick = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  return Array.from({ length: count }, () => {
    const steps = Math.round(10 ** (2 + 6 * random()));
    const epochs = pick(undefined, 3, 90);
    const peak = Number((10 ** (-6 + 7 * random())).toPrecision(pick(1, 3, 7)));
    const share = Math.round(5 + 60 * random());
    const kind = pick("linear", "cosine");
    const rate = pick<unknown>(warmup(peak, share), [
      { kind, from: peak / 7, to: peak, for: `${share}%` },
      { kind: "linear", to: peak / 3, for: "20%" },
      { kind: "cosine", to: peak / 1000 },
    ]);
    const perEpoch = epochs && Math.max(1, Math.floor(steps / epochs));
    return {
      width: Math.round(220 + 700 * random()),
      fontSize: pick(10, 13, 17, 22),
      text: definition(steps, perEpoch, rate),
    };
  });
}

/** Here a reading once wrapped as the pointer came to the peak: the chart moved 18 pixels down. */
const KNOWN: readonly Case[] = [260, 300, 320, 420].map((width) => ({
  width,
  fontSize: 13,
  text: definition(4689, 1563, warmup(3e-4, 17)),
}));

let open: PanelPage | undefined;

afterEach(async () => {
  expect(open?.complaints ?? []).toEqual([]);
  expect(open?.host.refused ?? []).toEqual([]);
  await open?.close();
  open = undefined;
});
afterAll(stopBrowser);

async function edit(text: string): Promise<{ panel: PanelPage; editor: EditingHost }> {
  const made: EditingHost[] = [];
  const panel = await openPanel({
    host: (post) => {
      const host = new EditingHost(post, text, readJson);
      made.push(host);
      return host;
    },
  });
  open = panel;
  const [editor] = made;
  if (!editor) throw new Error("no host was made");
  await panel.page.locator("canvas").first().waitFor();
  await panel.page.mouse.move(120, 20);
  await panel.page.locator(".handle").first().waitFor();
  await panel.page.getByRole("button", { name: "Run", exact: true }).waitFor();
  return { panel, editor };
}

/** The middles of all marks that are drawn, once nothing moves any more. */
const marks = ({ page }: PanelPage) =>
  page.evaluate(async () => {
    const places = () =>
      [...document.querySelectorAll<HTMLElement>(".handle:not(.refused)")]
        .filter((element) => element.checkVisibility())
        .map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const moves = element.dataset["moves"] ?? "";
          const plot = element.closest(".plot")?.getBoundingClientRect();
          const low = y > (plot?.y ?? 0) + (plot?.height ?? 0) / 2;
          return { id: element.dataset["handle"], x: x + width / 2, y: y + height / 2, moves, low };
        });
    let [before, rests] = [JSON.stringify(places()), 0];
    while (rests < 4) {
      await new Promise(requestAnimationFrame);
      const now = JSON.stringify(places());
      rests = now === before ? rests + 1 : 0;
      before = now;
    }
    return places();
  });

describe("a press at the place where a handle is drawn", () => {
  it(
    "takes hold of that handle, whatever is read out on the way",
    { timeout: 300_000 },
    async () => {
      const all = [...KNOWN, ...cases(runs(6, 20))];
      const { panel, editor } = await edit(all[0]?.text ?? "");
      const { page, host } = panel;
      for (const { text, width, fontSize } of all) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((size) => {
          document.documentElement.style.setProperty("--vscode-font-size", `${size}px`);
        }, fontSize);
        await page.mouse.move(width - 2, 898);
        editor.type(text);
        const places = await marks(panel);
        expect(places.length, text).toBeGreaterThan(1);
        for (const { id, x, y, moves, low } of places) {
          const message = `${id} of ${text} at ${width} px, ${fontSize} px high letters`;
          editor.type(text);
          await page.mouse.move(70, y + 30);
          // as a hand comes: over the chart, whose values are read out meanwhile
          for (const share of [0.5, 0.9, 1]) await page.mouse.move(70 + (x - 70) * share, y);
          await page.mouse.down();
          const up = moves.includes("level") ? (low ? -17 : 17) : 0;
          await page.mouse.move(x + (moves.includes("time") ? 13 : 0), y + up, { steps: 2 });
          const pressed = await page.locator(".handle.dragged").getAttribute("data-handle");
          await page.mouse.up();
          expect(pressed, message).toBe(id);
          await expect.poll(() => editor.text, { message }).not.toBe(text);
          expect(host.view.range, message).toBeNull();
        }
      }
    },
  );
});
