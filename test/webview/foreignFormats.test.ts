import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FOREIGN_CASES, foreignText, saidOf } from "../harness/foreignCases";
import { changed, PANEL_WIDTH } from "../harness/handleCases";
import { pull, selectorOf } from "../harness/handles";
import { readerAtOnce } from "../unit/formats/read";
import { sampled } from "../unit/runs";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser, type PanelPage } from "./support/panelPage";

const PATIENT = { timeout: 60_000 };

afterAll(stopBrowser);

describe.each(sampled(FOREIGN_CASES, 3))("handles in $name", ({ name, mouse, keys }) => {
  const text = foreignText(name);
  let panel: PanelPage | undefined;
  let editor: EditingHost | undefined;

  const open = () => {
    if (!panel || !editor) throw new Error("the panel is open only while tests run");
    return { page: panel.page, editor };
  };
  const handle = (id: string) => open().page.locator(selectorOf(id));

  beforeAll(async () => {
    const read = await readerAtOnce(name, text, saidOf(name));
    const host = (post: (envelope: unknown) => void) =>
      (editor = new EditingHost(post, text, read));
    panel = await openPanel({ width: PANEL_WIDTH, host });
    await panel.page.locator("canvas").first().hover();
    await panel.page.locator(".handle").first().waitFor();
  });
  afterAll(async () => {
    await panel?.close();
    expect(panel?.complaints).toEqual([]);
    expect(editor?.refused).toEqual([]);
  });

  const place = () => handle(mouse.handle).getAttribute("aria-valuetext");
  let before: string | null = null;
  beforeAll(async () => {
    before = await place();
  });
  // as it was, for the next one; after a failure, too
  afterEach(async () => {
    const { page, editor } = open();
    await page.mouse.up();
    editor.undo.length = 0;
    editor.type(text);
    await expect.poll(place, PATIENT).toBe(before);
  });

  it("change the one number by a key", async () => {
    const { page, editor } = open();
    await handle(keys.handle).focus();
    await page.keyboard.press(keys.key);
    await expect.poll(() => editor.text, PATIENT).toBe(changed(text, keys.before, keys.after));
    expect(editor.undo).toEqual([text]);
  });

  it("change the one number by the mouse", async () => {
    const { page, editor } = open();
    await pull(page, page, mouse.handle, mouse.by);
    const after = changed(text, mouse.before, mouse.after);
    await expect.poll(() => editor.text, PATIENT).toBe(after);
    await page.mouse.up();
    await handle(mouse.handle).and(page.locator(".dragged")).waitFor({ state: "detached" });
    expect(editor.text).toBe(after);
    expect(editor.undo).toEqual([text]);
  });
});
