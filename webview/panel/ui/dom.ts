type Attribute = string | number | boolean | undefined;
type Child = Node | string;

/** Makes an element; text children become text nodes, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/**
 * Sets attributes; false and undefined remove them, true sets them empty. One that says so already is
 * left alone: writing it would cost a new calculation of styles.
 */
export function setAttributes(
  element: Element,
  attributes: Readonly<Record<string, Attribute>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? "" : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
}

/** Writes the text only where it differs, so that nothing is laid out or announced anew. */
export function setText(element: Element, text: string): void {
  if (element.textContent === text) return;
  const { firstChild } = element;
  // A new text node would cost a new calculation of styles.
  if (firstChild instanceof Text && firstChild === element.lastChild) firstChild.data = text;
  else element.textContent = text;
}

/** Hides or shows the element; `element.hidden = true` would say it again where it is hidden. */
export function setHidden(element: HTMLElement, hidden: boolean): void {
  setAttributes(element, { hidden });
}

/** Sets a property of the element's own style, unless it says so already. */
export function setStyle(element: HTMLElement, name: string, value: string): void {
  const { style } = element;
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
}

/** Reconciles the children of `parent` with `items` by key: focus and scroll positions survive. */
export function syncChildren<Item, Made extends { readonly element: HTMLElement }>(
  parent: Element,
  made: Map<string, Made>,
  items: readonly Item[],
  key: (item: Item) => string,
  create: (item: Item) => Made,
  update: (made: Made, item: Item, index: number) => void,
): void {
  const keys = new Set(items.map(key));
  for (const [name, child] of made) {
    if (keys.has(name)) continue;
    child.element.remove();
    made.delete(name);
  }
  items.forEach((item, index) => {
    const child = made.get(key(item)) ?? create(item);
    made.set(key(item), child);
    const there = parent.children[index];
    if (there !== child.element) parent.insertBefore(child.element, there ?? null);
  });
  // Once all have their places: what is drawn asks how wide it is.
  items.forEach((item, index) => {
    const child = made.get(key(item));
    if (child) update(child, item, index);
  });
}

/**
 * Calls `run` soon after it is asked, but leaves nine tenths of the time to others: what is slow to
 * draw is drawn less often.
 */
export function withinReason(run: () => void): () => void {
  let asked = false;
  let freeAt = 0;
  return () => {
    if (asked) return;
    asked = true;
    setTimeout(
      () => {
        requestAnimationFrame(() => {
          asked = false;
          const begin = performance.now();
          run();
          const end = performance.now();
          freeAt = end + 9 * (end - begin);
        });
      },
      Math.max(0, freeAt - performance.now()),
    );
  };
}

/** Calls `run` once in the next animation frame, however often it is asked. */
export function oncePerFrame(run: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      run();
    });
  };
}
