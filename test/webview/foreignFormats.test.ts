import type { Locator } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { analyzeForeign } from "../../src/core/formats/analyzeForeign";
import { FORMATS } from "../../src/core/formats/table";
import { FOREIGN_CASES, foreignText, hasFollowed } from "../harness/foreignCases";
import { parserFor } from "../unit/formats/read";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser } from "./support/panelPage";

const PATIENT = { timeout: 60_000 };

/** Reads a file of this name at once, as the panel's host of these tests wants it. */
async function readerOf(name: string) {
  const headOf = (text: string) => ({ uri: `file:///${name}`, languageId: "", text });
  const format = FORMATS.find((one) => one.recognises(headOf(foreignText(name))));
  if (!format) throw new Error(`no format reads ${name}`);
  const parser = format.grammar && (await parserFor(format.grammar));
  const reader = await format.load();
  return (text: string) => {
    const head = headOf(text);
    const reading = reader(head, { parser, file: () => undefined });
    return analyzeForeign(format, head, reading, { symbols: {} });
  };
}

async function dragRight(handle: Locator): Promise<void> {
  const page = handle.page();
  await handle.hover();
  const box = await handle.boundingBox();
  if (!box) throw new Error("the handle is not shown");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y, { steps: 4 });
  await page.mouse.up();
}

describe("handles in files of other programs", () => {
  afterAll(stopBrowser);

  it.each(FOREIGN_CASES)("change the one number by mouse and by keys: $name", async (row) => {
    const { name, mouse, keys } = row;
    const text = foreignText(name);
    const read = await readerOf(name);
    const made: EditingHost[] = [];
    const panel = await openPanel({
      host: (post) => {
        const host = new EditingHost(post, text, read);
        made.push(host);
        return host;
      },
    });
    const [host] = made;
    if (!host) throw new Error("the panel has no host");
    const handle = (id: string) => panel.page.locator(`.handle[data-handle="${id}"]`);
    await panel.page.locator("canvas").first().hover();
    const place = await handle(mouse.handle).getAttribute("aria-valuetext");
    await dragRight(handle(mouse.handle));
    await expect.poll(() => hasFollowed(text, host.text, mouse), PATIENT).toBe(true);
    host.type(text);
    await expect
      .poll(() => handle(mouse.handle).getAttribute("aria-valuetext"), PATIENT)
      .toBe(place);
    await handle(keys.handle).focus();
    await panel.page.keyboard.press(keys.key);
    await expect.poll(() => hasFollowed(text, host.text, keys), PATIENT).toBe(true);
    await panel.close();
    expect(panel.complaints).toEqual([]);
  });
});
