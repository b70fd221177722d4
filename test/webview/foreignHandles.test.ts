import type { Locator } from "playwright-core";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { analyzeForeign } from "../../src/core/formats/analyzeForeign";
import { python } from "../../src/core/formats/python/format";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser, type PanelPage } from "./support/panelPage";

const TEXT = `import torch
LR = 1e-3  # found by a range test
optimizer = torch.optim.SGD(model.parameters(), lr=LR)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[100, 200], gamma=0.5)
for step in range(400):
    optimizer.step()
    scheduler.step()
`;
const FOLDER = "node_modules/@vscode/tree-sitter-wasm/wasm";
const PATIENT = { timeout: 60_000 };

/** Reads a script at once, as the panel's host of these tests wants it. */
async function scriptReader() {
  const runtime = readFileSync(`${FOLDER}/tree-sitter.wasm`);
  const language = readFileSync(`${FOLDER}/tree-sitter-python.wasm`);
  const parser = await loadSyntaxParser({ runtime, language });
  const reader = await python.load();
  return (text: string) => {
    const head = { uri: "file:///train.py", languageId: "python", text };
    const reading = reader(head, { parser, file: () => undefined });
    return analyzeForeign(python, head, reading, { symbols: {} });
  };
}

describe("handles in a training script", () => {
  let panel: PanelPage | undefined;
  let editor: EditingHost | undefined;

  const open = () => {
    if (!panel || !editor) throw new Error("the panel is open only while tests run");
    return { page: panel.page, editor };
  };
  const handle = (id: string): Locator => open().page.locator(`.handle[data-handle="${id}"]`);

  beforeAll(async () => {
    const read = await scriptReader();
    panel = await openPanel({ host: (post) => (editor = new EditingHost(post, TEXT, read)) });
    await panel.page.locator("canvas").first().hover();
    await panel.page.locator(".handle").first().waitFor();
  });
  beforeEach(async () => {
    const { page, editor: host } = open();
    host.undo.length = 0;
    host.type(TEXT);
    await expect
      .poll(() => handle("learningRate/lr").getAttribute("aria-valuenow"), PATIENT)
      .toBe("0.001");
    await page.mouse.up();
  });
  afterAll(async () => {
    await panel?.close();
    await stopBrowser();
    expect(panel?.complaints).toEqual([]);
  });

  it("change the constant behind the rate by keys", async () => {
    await handle("learningRate/lr").focus();
    await open().page.keyboard.press("ArrowUp");
    await expect
      .poll(
        () => /^LR = (\d(?:\.\d+)?)e-3 {2}# found by a range test$/m.test(open().editor.text),
        PATIENT,
      )
      .toBe(true);
    const [, mantissa] = /^LR = (\S+)e-3/m.exec(open().editor.text) ?? [];
    expect(Number(mantissa)).toBeGreaterThan(1);
    expect(open().editor.text.replace(`${mantissa}e-3`, "1e-3")).toBe(TEXT);
    expect(open().editor.undo).toEqual([TEXT]);
  });

  it("say why they can't be moved, by key and by click, and go to the place", async () => {
    const { page, editor: host } = open();
    host.type(TEXT.replace("lr=LR", "lr=2 * LR"));
    const rate = handle("learningRate/lr");
    await expect.poll(() => rate.getAttribute("aria-valuenow"), PATIENT).toBe("0.002");
    const reason = page.getByText("Cannot be moved: it is computed, not written as a number.");
    const go = page.getByRole("button", { name: "Show in Source" });
    const asked = (): unknown[] => host.of("handle.reveal");
    const before = asked().length;
    await rate.focus();
    await page.keyboard.press("Enter");
    await reason.waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => asked().length, PATIENT).toBe(before + 1);
    await go.waitFor({ state: "detached" });
    await rate.click();
    await reason.waitFor();
    await go.click();
    await expect.poll(() => asked().length, PATIENT).toBe(before + 2);
    expect(asked().at(-1)).toMatchObject({ handle: "learningRate/lr", axis: "level" });
    await go.waitFor({ state: "detached" });
  });

  it("change a milestone by the mouse", async () => {
    const { page } = open();
    const second = handle("learningRate/milestones.1");
    await second.hover();
    const box = await second.boundingBox();
    if (!box) throw new Error("the milestone has no handle");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => open().editor.text, PATIENT).not.toBe(TEXT);
    const [, moved] = /milestones=\[100, (\d+)\]/.exec(open().editor.text) ?? [];
    expect(Number(moved)).toBeGreaterThan(200);
    expect(open().editor.text).toBe(TEXT.replace("100, 200", `100, ${moved}`));
    expect(open().editor.undo).toEqual([TEXT]);
  });

  it("that stand 11 pixels apart are each taken hold of where they are drawn", async () => {
    const { page, editor: host } = open();
    await page.setViewportSize({ width: 297, height: 900 });
    const ids = ["learningRate/milestones.0+gamma", "learningRate/milestones.1"] as const;
    const middle = async (id: string) => {
      const box = await handle(id).boundingBox();
      if (!box) throw new Error(`${id} is not shown`);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const apart = async (): Promise<number> => {
      const [first, second] = [await middle(ids[0]), await middle(ids[1])];
      return Math.hypot(second.x - first.x, second.y - first.y);
    };
    // near to 0, as far apart as handles must be to be shown at all
    const text = TEXT.replace("gamma=0.5", "gamma=0.02");
    const close = (second: number): string => text.replace("100, 200", `100, ${second}`);
    host.type(close(200));
    await expect.poll(() => handle(ids[0]).getAttribute("aria-valuenow"), PATIENT).toBe("0.00002");
    const [first, last] = [await middle(ids[0]), await middle(ids[1])];
    const aside = Math.sqrt(11.5 ** 2 - (last.y - first.y) ** 2);
    const second = 100 + Math.round((aside / (last.x - first.x)) * 100);
    host.type(close(second));
    await expect
      .poll(() => handle(ids[1]).getAttribute("aria-valuenow"), PATIENT)
      .toBe(`${second}`);
    await expect.poll(apart, PATIENT).toBeLessThan(12);
    for (const [index, way] of [
      [0, -20],
      [1, 20],
    ] as const) {
      // hovers only once the pointer would hit this handle and no other
      await handle(ids[index]).hover();
      const { x, y } = await middle(ids[index]);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + way, y, { steps: 4 });
      const pressed = await page.locator(".handle.dragged").getAttribute("data-handle");
      await page.mouse.up();
      expect(pressed).toBe(ids[index]);
      await expect.poll(() => host.text, PATIENT).not.toBe(close(second));
      const said = /milestones=\[(\d+), (\d+)\]/.exec(host.text)?.slice(1).map(Number) ?? [];
      expect(said[1 - index]).toBe([100, second][1 - index]);
      expect(Math.sign((said[index] ?? 0) - ([100, second][index] ?? 0))).toBe(Math.sign(way));
      host.type(close(second));
      await expect.poll(apart, PATIENT).toBeLessThan(12);
    }
  });
});
