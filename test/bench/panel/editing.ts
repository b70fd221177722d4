import type { Locator } from "playwright-core";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { EditingHost } from "../../webview/support/editingHost";
import { openPanel, type PanelPage, type PanelPageOptions } from "../../webview/support/panelPage";

export interface Editing extends PanelPage {
  readonly editor: EditingHost;
}

/** The panel as built on a JSON text that it edits, read by the real core in this process. */
export async function editing(text: string, options: PanelPageOptions = {}): Promise<Editing> {
  const made: EditingHost[] = [];
  const panel = await openPanel({
    ...options,
    host: (post) => {
      const host = new EditingHost(post, text, (now) => analyze(parseJson(now)));
      made.push(host);
      return host;
    },
  });
  const [editor] = made;
  if (!editor) throw new Error("no host was made");
  await handlesShown(panel);
  return { ...panel, editor };
}

/** The handles are fetched when the pointer comes. */
export async function handlesShown({ page }: PanelPage): Promise<void> {
  await page.locator("canvas").first().waitFor();
  await page.mouse.move(120, 20);
  await page.locator(".handle").first().waitFor();
}

export const handleOf = ({ page }: PanelPage, id: string): Locator =>
  page.locator(`.handle[data-handle="${id}"]`);

export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("it is not shown");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
