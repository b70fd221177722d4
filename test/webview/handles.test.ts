import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { readJson, readTypeScript } from "../unit/language/read";
import { violations } from "./support/axe";
import { EditingHost } from "./support/editingHost";
import { openPanel, stopBrowser, type PanelPage, type PanelPageOptions } from "./support/panelPage";
import { SOME_THEMES } from "./support/theme";

const JSON_TEXT = `{
  // Goyal et al. 2017
  "length": { "epochs": 90, "stepsPerEpoch": 156 },
  "learningRate": [
    { "kind": "linear", "from": 0.1, "to": 3.20, "for": "5 epochs" }, // warmup
    { "kind": "cosine", "to": 0 } /* to the end */
  ],
  "momentum": 0.9
}
`;
const TYPESCRIPT_TEXT = `import { defineSchedule, linear, cosine, epochs } from "learning-rate-designer";

const PEAK = 3.2; // 0.1 per 256 samples
const WARMUP = 0.5 * 10;

export default defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 156 },
  learningRate: [
    linear({ from: PEAK / 32, to: PEAK, for: epochs(WARMUP) }),
    linear({ to: 1e-1, for: epochs(40) }), // down
    cosine({ to: 0 }),
  ],
});
`;

interface Editing extends PanelPage {
  readonly editor: EditingHost;
}

let open: Editing | undefined;

async function edit(
  text: string,
  options: PanelPageOptions = {},
  read = text.startsWith("{") ? readJson : readTypeScript,
): Promise<Editing> {
  let editor: EditingHost | undefined;
  const panel = await openPanel({
    ...options,
    host: (post) => {
      editor = new EditingHost(post, text, read);
      return editor;
    },
  });
  if (!editor) throw new Error("no host was made");
  open = { ...panel, editor };
  // the handles are fetched when the pointer comes
  await panel.page.locator("canvas").first().waitFor();
  await panel.page.mouse.move(120, 20);
  await panel.page.locator(".handle").first().waitFor();
  return open;
}

const handle = ({ page }: PanelPage, id: string): Locator =>
  page.locator(`.handle[data-handle="${id}"]`);

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("the handle is not shown");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags a handle by so many pixels, in a few steps as a hand does. */
async function drag(
  panel: Editing,
  id: string,
  dx: number,
  dy: number,
  release = true,
): Promise<void> {
  const { page } = panel;
  const { x, y } = await centre(handle(panel, id));
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const share of [0.25, 0.5, 0.75, 1]) await page.mouse.move(x + dx * share, y + dy * share);
  if (release) await page.mouse.up();
}

/** Lets the page draw so many frames, and do in each what waited for it. */
const framesOf = async (page: Page, count: number): Promise<void> => {
  for (let i = 0; i < count; i++)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
};

/** Of the page: what is told and what comes with the frames, in the order in which it happens. */
function watchOrder(): void {
  const order: string[] = [];
  const page = window as unknown as Record<"postToHost", (envelope: Told) => unknown>;
  const { postToHost } = page;
  page.postToHost = (envelope) => {
    if (envelope.message.type.startsWith("drag.")) order.push(envelope.message.type);
    return postToHost(envelope);
  };
  document.addEventListener("pointermove", () => order.push("pointermove"), true);
  Object.assign(window, { order });
}

interface Told {
  readonly message: { readonly type: string };
}

const textBecomes = (panel: Editing, text: string): Promise<void> =>
  expect.poll(() => panel.editor.text, { timeout: 60_000 }).toBe(text);

afterEach(async () => {
  expect(open?.complaints ?? []).toEqual([]);
  expect(open?.editor.refused ?? []).toEqual([]);
  await open?.close();
  open = undefined;
});
afterAll(stopBrowser);

describe("dragging with the mouse", () => {
  it("moves the warmup's end in JSON, to whole epochs and round values, and nothing else", async () => {
    const panel = await edit(JSON_TEXT);
    const before = await centre(handle(panel, "learningRate/0/end"));
    await drag(panel, "learningRate/0/end", 40, 0);
    await expect.poll(() => panel.editor.text).not.toBe(JSON_TEXT);
    const epochs = /"for": "(\d+) epochs"/.exec(panel.editor.text)?.[1] ?? "";
    await textBecomes(panel, JSON_TEXT.replace('"5 epochs"', `"${epochs} epochs"`));
    const after = await centre(handle(panel, "learningRate/0/end"));
    // where the pointer let go, within what the rounding moves it
    expect(Math.abs(after.x - before.x - 40)).toBeLessThan(6);
    expect(Math.abs(after.y - before.y)).toBeLessThan(2);
    expect(panel.editor.undo).toEqual([JSON_TEXT]);
  });

  it("tells one value in one place, above the curve", async () => {
    const panel = await edit(JSON_TEXT);
    const { page } = panel;
    const plot = page.locator(".first .plot");
    const readings = async () => (await page.locator(".reading:visible").allInnerTexts()).join("");
    await plot.hover();
    await expect.poll(readings).not.toBe("");
    await drag(panel, "learningRate/0/end", 40, 10, false);
    await expect.poll(readings).toBe("");
    const tips = page.locator(".handle-tip:visible");
    await expect.poll(() => tips.count()).toBe(1);
    const above = async () => {
      const [tip, chart] = [await tips.boundingBox(), await plot.boundingBox()];
      return tip !== null && chart !== null && tip.y + tip.height <= chart.y + 0.5;
    };
    await expect.poll(above).toBe(true);
    await page.mouse.up();
  });

  it("lowers the peak along a straight line with Shift", async () => {
    const panel = await edit(JSON_TEXT);
    await panel.page.keyboard.down("Shift");
    await drag(panel, "learningRate/0/end", 8, 50);
    await panel.page.keyboard.up("Shift");
    await expect.poll(() => panel.editor.text).not.toBe(JSON_TEXT);
    const peak = /"to": ([\d.]+), "for"/.exec(panel.editor.text)?.[1] ?? "";
    await textBecomes(panel, JSON_TEXT.replace("3.20", peak));
    expect(Number(peak)).toBeLessThan(3);
    expect(peak.length).toBeLessThanOrEqual(4);
  });

  it("tells of each move once, as the pointer makes it and not when the next frame comes", async () => {
    const panel = await edit(JSON_TEXT);
    const { page } = panel;
    const { x, y } = await centre(handle(panel, "learningRate/0/end"));
    await drag(panel, "learningRate/0/end", 40, 0, false);
    await framesOf(page, 2);
    await page.evaluate(watchOrder);
    await page.mouse.move(x + 80, y);
    await expect.poll(() => page.evaluate("order")).toContain("pointermove");
    await framesOf(page, 2);
    expect(await page.evaluate("order")).toEqual(["drag.move", "pointermove"]);
  });

  it("does not run away as the axis makes room", async () => {
    const panel = await edit(JSON_TEXT);
    const { page } = panel;
    const { x, y } = await centre(handle(panel, "momentum/value"));
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 0; i < 12; i++) {
      await page.mouse.move(x, y - 12 - (i % 2));
      await framesOf(page, 1);
    }
    const first = panel.editor.text;
    for (let i = 0; i < 12; i++) {
      await page.mouse.move(x, y - 12 - (i % 2));
      await framesOf(page, 1);
    }
    expect(panel.editor.text).toBe(first);
    await page.mouse.up();
  });

  it("restores the text with Escape", async () => {
    const panel = await edit(JSON_TEXT);
    await drag(panel, "learningRate/0/end", 60, 30, false);
    await expect.poll(() => panel.editor.text).not.toBe(JSON_TEXT);
    await panel.page.keyboard.press("Escape");
    await textBecomes(panel, JSON_TEXT);
    await panel.page.mouse.up();
    expect(panel.editor.undo).toEqual([]);
  });

  it("ends when somebody else types", async () => {
    const panel = await edit(JSON_TEXT);
    await drag(panel, "learningRate/0/end", 60, 0, false);
    await expect.poll(() => panel.editor.text).not.toBe(JSON_TEXT);
    const typed = JSON_TEXT.replace("0.9", "0.8");
    panel.editor.type(typed);
    await panel.page.mouse.move(300, 300);
    await panel.page.mouse.up();
    await textBecomes(panel, typed);
    await panel.page.locator(".handles .dragged").waitFor({ state: "detached" });
  });

  it("moves builders of TypeScript, on a logarithmic scale too", async () => {
    const panel = await edit(TYPESCRIPT_TEXT, { width: 700 });
    const linear = await centre(handle(panel, "learningRate/1/end"));
    await panel.page.locator("vscode-button.toggle").first().click();
    await expect
      .poll(async () => (await centre(handle(panel, "learningRate/1/end"))).y)
      .not.toBe(linear.y);
    await drag(panel, "learningRate/1/end", 30, 0);
    await expect.poll(() => panel.editor.text).not.toBe(TYPESCRIPT_TEXT);
    const epochs = /for: epochs\((\d+)\) \}\), \/\/ down/.exec(panel.editor.text)?.[1] ?? "";
    await textBecomes(panel, TYPESCRIPT_TEXT.replace("epochs(40)", `epochs(${epochs})`));
  });
});

describe("moving with keys", () => {
  it("takes round steps, larger ones with Shift, as one step to undo", async () => {
    const panel = await edit(JSON_TEXT);
    await handle(panel, "learningRate/0/end").focus();
    const { keyboard } = panel.page;
    await keyboard.press("ArrowRight");
    await textBecomes(panel, JSON_TEXT.replace("5 epochs", "6 epochs"));
    await keyboard.press("Shift+ArrowRight");
    await textBecomes(panel, JSON_TEXT.replace("5 epochs", "16 epochs"));
    await keyboard.press("ArrowUp");
    await textBecomes(panel, JSON_TEXT.replace("5 epochs", "16 epochs").replace("3.20", "3.25"));
    expect(panel.editor.undo).toEqual([JSON_TEXT]);
    await keyboard.press("Escape");
    await textBecomes(panel, JSON_TEXT);
  });

  it("goes to the limits and to its neighbours", async () => {
    const panel = await edit(JSON_TEXT);
    await handle(panel, "learningRate/1/end").focus();
    const { keyboard } = panel.page;
    await keyboard.press("ArrowUp");
    await expect.poll(() => panel.editor.text).toMatch(/"cosine", "to": 0\.0?[125]/);
    await keyboard.press("Home");
    await textBecomes(panel, JSON_TEXT);
    await keyboard.press("PageUp");
    const focused = panel.page.locator(".handle:focus");
    expect(await focused.getAttribute("data-handle")).toBe("learningRate/0/end");
    expect(await focused.getAttribute("aria-valuetext")).toBe("3.2 · 5 epochs · step 780");
  });

  it("enters an exact value, and says why one is refused", async () => {
    const panel = await edit(JSON_TEXT);
    const { page } = panel;
    await handle(panel, "learningRate/0/end").focus();
    await page.keyboard.press("Enter");
    const fields = page.locator(".handle-popover vscode-text-field");
    expect(await fields.count()).toBe(2);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("2.75");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("400");
    await page.keyboard.press("Enter");
    await page.locator(".handle-popover .problem:not(:empty)").waitFor();
    expect(panel.editor.refused.splice(0)).toEqual(["handle.set: out of range"]);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("7.5");
    await page.keyboard.press("Enter");
    await page.locator(".handle-popover").waitFor({ state: "detached" });
    await textBecomes(panel, JSON_TEXT.replace("3.20", "2.75").replace("5 epochs", "7.5 epochs"));
  });
});

describe("what is computed", () => {
  it("is refused with its reason, and moved through its constant on demand", async () => {
    const panel = await edit(TYPESCRIPT_TEXT);
    const { page } = panel;
    const shut = handle(panel, "learningRate/0/from");
    expect(await shut.getAttribute("aria-readonly")).toBe("true");
    await drag(panel, "learningRate/0/from", 0, -30);
    const popover = page.locator(".handle-popover");
    await popover.waitFor();
    expect(await popover.textContent()).toContain("computed by PEAK / 32");
    expect(panel.editor.text).toBe(TYPESCRIPT_TEXT);
    await popover.getByText("Move PEAK instead").click();
    await shut.focus();
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(() => panel.editor.text).not.toBe(TYPESCRIPT_TEXT);
    const peak = /const PEAK = ([\d.]+);/.exec(panel.editor.text)?.[1] ?? "";
    await textBecomes(panel, TYPESCRIPT_TEXT.replace("= 3.2;", `= ${peak};`));
    expect(Number(peak)).toBeGreaterThan(3.2);
  });
});

describe("phases", () => {
  it("are changed from a menu by keys, each as one step to undo", async () => {
    const panel = await edit(JSON_TEXT);
    const { page } = panel;
    await handle(panel, "learningRate/0/end").focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitemradio", { name: "linear" }).waitFor();
    await page.keyboard.type("r");
    await page.keyboard.press("Enter");
    await textBecomes(panel, JSON_TEXT.replace('"kind": "linear"', '"kind": "rex"'));
    await page.getByRole("menu").waitFor({ state: "detached" });
    expect(await page.locator(".handle:focus").getAttribute("data-handle")).toBe(
      "learningRate/0/end",
    );
    expect(panel.editor.undo).toEqual([JSON_TEXT]);
  });

  it("are split where the chart was pressed with the other button", async () => {
    const panel = await edit(JSON_TEXT);
    const { page } = panel;
    const plot = page.locator('.plot[data-track="learningRate"]');
    await plot.click({ button: "right", position: { x: 200, y: 60 } });
    await page.getByRole("menuitem", { name: /^Split at step/ }).click();
    await expect.poll(() => panel.editor.text).not.toBe(JSON_TEXT);
    const [, to = "", epochs = ""] =
      /"cosine", "to": ([\d.]+), "for": "(\d+) epochs" \},/.exec(panel.editor.text) ?? [];
    const old = '{ "kind": "cosine", "to": 0 } /* to the end */';
    const first = `{ "kind": "cosine", "to": ${to}, "for": "${epochs} epochs" }, /* to the end */`;
    const second = '{ "kind": "cosine", "to": 0 }';
    await textBecomes(panel, JSON_TEXT.replace(old, `${first}\n    ${second}`));
    // half of the way down the cosine, at an epoch
    const share = Number(epochs) / 85;
    expect(Number(to)).toBeCloseTo(1.6 * (1 + Math.cos(Math.PI * share)), 2);
  });

  it("are split beside the pointer where epochs are long", async () => {
    const text = JSON_TEXT.replace(
      '"epochs": 90, "stepsPerEpoch": 156',
      '"epochs": 6, "stepsPerEpoch": 1563',
    );
    const { page } = await edit(text);
    const plot = page.locator('.plot[data-track="learningRate"]');
    const { width = NaN } = (await plot.boundingBox()) ?? {};
    // the plot's margins: 50 px at the left, 10 px at the right
    const steps = (6 * 1563) / (width - 60);
    await plot.click({ button: "right", position: { x: 50 + 300, y: 60 } });
    const item = await page.getByRole("menuitem", { name: /^Split at step/ }).innerText();
    const at = Number(/step ([\d,]+)/.exec(item)?.[1]?.replaceAll(",", ""));
    expect(Math.abs(at - 300 * steps)).toBeLessThan(6 * steps);
  });

  it("are reached by the button of the track, and what is not possible cannot be chosen", async () => {
    const panel = await edit(TYPESCRIPT_TEXT);
    const { page } = panel;
    await page.getByRole("button", { name: "Change a phase of Learning rate" }).click();
    await page.getByRole("menuitem", { name: "Move earlier" }).waitFor();
    expect(
      await page.getByRole("menuitem", { name: "Move earlier" }).getAttribute("aria-disabled"),
    ).toBe("true");
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
  });
});

describe("the looks of the handles", () => {
  it.each(SOME_THEMES)("have no violation in %s", async (theme) => {
    const panel = await edit(TYPESCRIPT_TEXT, { theme, width: 320 });
    await handle(panel, "learningRate/0/end").focus();
    expect(await violations(panel.page)).toEqual([]);
    await handle(panel, "learningRate/0/from").click();
    await panel.page.locator(".handle-popover").waitFor();
    expect(await violations(panel.page)).toEqual([]);
  });
});
