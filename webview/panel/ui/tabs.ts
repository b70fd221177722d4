import { h, setAttributes, setHidden, setText } from "./dom";
import { isPlainKey } from "./plainKey";

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: HTMLElement;
}

export interface Tabs {
  readonly element: HTMLElement;
  set(id: string): void;
  setTitle(id: string, title: string): void;
}

/** How far each key goes along the tabs, of which there are `count`. */
const KEYS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * Tabs as the ARIA Authoring Practices describe them: one stop for the Tab key, arrow keys, Home and
 * End go along and show at once.
 */
export function tabs(label: string, all: readonly Tab[], changed: (id: string) => void): Tabs {
  const list = h("div", { class: "tab-list", role: "tablist", "aria-label": label });
  const pairs = all.map(({ id, title, content }) => ({ id, ...pair(id, title, content) }));
  const set = (id: string): void => {
    for (const each of pairs) show(each, each.id === id);
  };
  const go = (id: string): void => {
    set(id);
    changed(id);
  };
  for (const [at, { id, tab }] of pairs.entries()) {
    tab.addEventListener("click", () => {
      go(id);
    });
    tab.addEventListener("keydown", (event) => {
      if (!isPlainKey(event)) return;
      const next = pairs[KEYS[event.key]?.(at, pairs.length) ?? at];
      if (!next || next.id === id) return;
      event.preventDefault();
      next.tab.focus();
      go(next.id);
    });
  }
  list.append(...pairs.map(({ tab }) => tab));
  return {
    element: h("div", { class: "tabs" }, list, ...pairs.map(({ view }) => view)),
    set,
    setTitle: (id, title) => {
      const found = pairs.find((pair) => pair.id === id);
      if (found) setText(found.tab, title);
    },
  };
}

interface Pair {
  readonly tab: HTMLButtonElement;
  readonly view: HTMLElement;
}

function pair(id: string, title: string, content: HTMLElement): Pair {
  const [tabId, viewId] = [`tab-${id}`, `view-${id}`];
  const attributes = { type: "button", role: "tab", id: tabId, "aria-controls": viewId };
  const tab = h("button", attributes, title);
  const view = h("div", { role: "tabpanel", id: viewId, "aria-labelledby": tabId }, content);
  return { tab, view };
}

function show({ tab, view }: Pair, chosen: boolean): void {
  setAttributes(tab, { "aria-selected": String(chosen), tabindex: chosen ? 0 : -1 });
  setHidden(view, !chosen);
}
