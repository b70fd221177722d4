import { oncePerFrame } from "./dom";

const STOPS =
  "a[href], button, input, select, summary, [tabindex], vscode-button, vscode-checkbox, vscode-text-field";

/** What had the keyboard last, with what was around it then. */
interface Last {
  readonly element: HTMLElement;
  readonly ancestors: readonly Element[];
  /** In the order of the page, hidden ones included. */
  readonly stops: readonly HTMLElement[];
}

/**
 * Returns what to call after each drawing: where what had the keyboard was taken away, hidden or
 * disabled by it, its nearest neighbour gets the keyboard, so that nobody has to start over at the top.
 * That is looked at in the frame that shows the drawing, which is laid out then anyway.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Last | undefined;
  root.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) last = lastOf(root, target);
  });
  // Somebody presses elsewhere, which takes the keyboard away on purpose.
  root.ownerDocument.addEventListener("pointerdown", () => {
    last = undefined;
  });
  return oncePerFrame(() => {
    const { activeElement, body } = document;
    if (!last || !document.hasFocus()) return;
    if (activeElement !== body && activeElement !== last.element) return;
    if (activeElement === last.element && isThere(last.element)) return;
    nearest(last)?.focus();
  });
}

const stopsIn = (element: Element): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>(STOPS),
];

function lastOf(root: HTMLElement, element: HTMLElement): Last {
  const ancestors: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) ancestors.push(at);
  return { element, ancestors, stops: stopsIn(root) };
}

/** Of the smallest surroundings that still have one: the same, else the next, else the one before. */
function nearest({ element, ancestors, stops }: Last): HTMLElement | undefined {
  if (isThere(element)) return element;
  const index = stops.indexOf(element);
  const inOrder = [...stops.slice(index), ...stops.slice(0, index).reverse()].filter(isStop);
  for (const ancestor of ancestors) {
    const known = inOrder.find((stop) => ancestor.contains(stop));
    // the list may have been made anew
    const found = known ?? stopsIn(ancestor).find(isStop);
    if (found) return found;
  }
  return undefined;
}

const isThere = (element: HTMLElement & { readonly disabled?: boolean }): boolean =>
  element.isConnected &&
  element.checkVisibility() &&
  element.disabled !== true &&
  !element.closest("[inert]");

const isStop = (element: HTMLElement): boolean =>
  isThere(element) && element.getAttribute("tabindex") !== "-1";
