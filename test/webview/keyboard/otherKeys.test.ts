import { describe, expect, it } from "vitest";
import { focusOf } from "../support/focus";
import { useTour } from "../support/tour";

const TEXT = `{
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 0.1, "for": 100 },
    { "kind": "cosine", "to": 0 }
  ]
}
`;
/** Files, the palette twice, word wrap, the next problem, the end of a text: what reaches the window is VS Code's. */
const KEYS = ["Control+p", "F1", "Control+Shift+p", "Alt+z", "F8", "Control+End"];

const tour = useTour(TEXT);

/** Of the page: the keys that come as far as VS Code listens. */
function listen(): void {
  const arrived: string[] = [];
  Object.assign(window, { arrived });
  window.addEventListener("keydown", ({ key, ctrlKey, altKey, shiftKey }) => {
    if (["Control", "Alt", "Shift"].includes(key)) return;
    const held = [ctrlKey && "Control", altKey && "Alt", shiftKey && "Shift"].filter(Boolean);
    arrived.push([...held, key.length === 1 ? key.toLowerCase() : key].join("+"));
  });
}

const arrived = (): Promise<string[]> =>
  tour().page.evaluate(() => (window as unknown as { arrived: string[] }).arrived.splice(0));

interface Place {
  readonly name: string;
  readonly open: () => Promise<void>;
  /** Its own keys, which nobody else is told of. */
  readonly own: readonly string[];
}

const PLACES: readonly Place[] = [
  {
    name: "exact values of a handle",
    open: async () => {
      await tour().pressAt(/^Learning rate: /, "Enter");
      await tour().isAt(/^Value/);
    },
    own: ["Escape"],
  },
  {
    name: "the menu of a phase",
    open: async () => {
      await tour().pressAt(/^Change a phase of Learning rate$/, "Enter");
      await tour().page.getByRole("menu").waitFor();
    },
    own: ["ArrowDown", "End", "Home", "s", "Escape"],
  },
  { name: "a handle", open: () => tour().tabTo(/^Learning rate: /), own: ["PageDown"] },
  { name: "the time axis", open: () => tour().tabTo(/^Position on the time axis$/), own: [] },
  { name: "the sections", open: () => tour().tabTo(/^(Check|Facts)/), own: [] },
  { name: "a list of choices", open: () => tour().tabTo(/^Time axis$/), own: [] },
  {
    name: "the export",
    open: async () => {
      await tour().openSection("Values");
      await tour().pressAt(/^Export$/, "Enter");
      await tour().tabTo(/^SVG…$/);
    },
    own: [],
  },
  {
    name: "the templates",
    open: async () => {
      await tour().pressAt(/^New from Template$/, "Enter");
      await tour().isAt(/^Templates$/);
    },
    own: [],
  },
];

describe("keys that are VS Code's reach it, and do nothing in the panel", () => {
  for (const { name, open, own } of PLACES) {
    it(`from ${name}`, async () => {
      await open();
      await tour().page.evaluate(listen);
      const { text } = tour().host;
      const before = await focusOf(tour().page);
      await tour().press(...KEYS);
      expect(await arrived()).toEqual(KEYS);
      expect((await focusOf(tour().page))?.name).toBe(before?.name);
      await tour().press(...own);
      expect(await arrived()).toEqual([]);
      expect(tour().host.text).toBe(text);
    });
  }
});
