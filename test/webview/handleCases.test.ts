import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  changed,
  JSON_CASES,
  JSON_TEXT,
  KEYS,
  PANEL_WIDTH,
  TYPESCRIPT_CASES,
  TYPESCRIPT_TEXT,
  WAYS,
} from "../harness/handleCases";
import { handleRoles } from "../../src/core/handles/handle";
import { handlesOf } from "../unit/handles/moving";
import { readJson, readTypeScript } from "../unit/language/read";
import { sampled } from "../unit/runs";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser, type PanelPage } from "./support/panelPage";

const PATIENT = { timeout: 60_000 };

describe.each([
  ["JSON", JSON_TEXT, JSON_CASES, readJson],
  ["TypeScript", TYPESCRIPT_TEXT, TYPESCRIPT_CASES, readTypeScript],
] as const)("every kind of handle in %s", (_, text, cases, read) => {
  let panel: PanelPage | undefined;
  let editor: EditingHost | undefined;

  beforeAll(async () => {
    panel = await openPanel({
      width: PANEL_WIDTH,
      host: (post) => (editor = new EditingHost(post, text, read)),
    });
    await panel.page.locator("canvas").first().hover();
    await panel.page.locator(".handle").first().waitFor();
  });
  afterAll(async () => {
    await panel?.close();
    await stopBrowser();
    expect(panel?.complaints).toEqual([]);
    expect(editor?.refused).toEqual([]);
  });

  const open = () => {
    if (!panel || !editor) throw new Error("the panel is open only while tests run");
    return { page: panel.page, editor };
  };
  const handle = (id: string) => open().page.locator(`.handle[data-handle="${id}"]`);
  const places = () =>
    open().page.evaluate(() =>
      [...document.querySelectorAll(".handle")].map((each) => each.getAttribute("aria-valuetext")),
    );
  let before: readonly (string | null)[] = [];
  beforeAll(async () => {
    before = await places();
  });
  // as it was, for the next one; after a failure, too
  afterEach(async () => {
    const { page, editor } = open();
    await page.mouse.up();
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    editor.undo.length = 0;
    editor.type(text);
    await expect.poll(places, PATIENT).toEqual(before);
  });

  it("is there", () => {
    const ids = new Set(cases.map(({ id }) => id));
    const roles = handlesOf(read(text)).flatMap(({ id, role }) => (ids.has(id) ? [role] : []));
    expect(handleRoles.filter((role) => !roles.includes(role))).toEqual([]);
  });

  it.each(sampled(cases, 3))("$id by keyboard", async (row) => {
    const { page, editor } = open();
    await handle(row.id).focus();
    await page.keyboard.press(KEYS[row.pull]);
    await expect.poll(() => editor.text, PATIENT).toBe(changed(text, row.before, row.after));
    expect(editor.undo).toEqual([text]);
  });

  it.each(sampled(cases, 3))("$id by mouse", async (row) => {
    const { page, editor } = open();
    await handle(row.id).hover();
    const box = await handle(row.id).boundingBox();
    if (!box) throw new Error("not shown");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const [dx, dy] = WAYS[row.pull];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const far of [row.pixels / 2, row.pixels]) {
      await page.mouse.move(x + dx * far, y + dy * far);
    }
    const after = changed(text, row.before, row.dragged);
    await expect.poll(() => editor.text, PATIENT).toBe(after);
    await page.mouse.up();
    await handle(row.id).and(page.locator(".dragged")).waitFor({ state: "detached" });
    expect(editor.text).toBe(after);
    expect(editor.undo).toEqual([text]);
  });
});
