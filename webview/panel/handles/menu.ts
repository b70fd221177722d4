import { h } from "../ui/dom";
import { isPlainKey } from "../ui/plainKey";

export interface MenuItem {
  readonly text: string;
  readonly chosen: () => void;
  /** The one that is so already, in a list of which one is. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * A menu beside the place where it was asked for: arrow keys, Escape, and the first letters. Keys
 * that are not its own go on to VS Code.
 */
export class Menu {
  readonly element: HTMLElement;
  private isClosed = false;
  private buttons: HTMLElement[] = [];

  /** `closed` is told whether the focus should go back to where it came from. */
  constructor(
    private readonly title: string,
    private readonly closed: (back: boolean) => void,
  ) {
    this.element = h("div", { class: "phase-menu", role: "menu", "aria-label": title });
    this.element.addEventListener("keydown", (event) => {
      this.key(event);
    });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      const inside = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      if (!inside && document.hasFocus()) this.close(false);
    });
    for (const type of ["pointerdown", "pointermove", "dblclick", "contextmenu"]) {
      this.element.addEventListener(type, (event) => {
        event.stopPropagation();
      });
    }
  }

  /** Shows other items in the same place, the checked or the first one focused. */
  show(items: readonly MenuItem[]): void {
    this.buttons = items.map((item) => this.item(item));
    const heading = h("div", { class: "faint title", role: "presentation" }, this.title);
    const first = items.findIndex(({ checked }) => checked === true);
    const next = this.buttons[Math.max(0, first)];
    // the new ones first: the focus must not leave the menu, which would close it
    this.element.append(heading, ...this.buttons);
    next?.focus();
    while (this.element.firstElementChild && this.element.firstElementChild !== heading)
      this.element.firstElementChild.remove();
  }

  focus(): void {
    const checked = this.buttons.find((button) => button.getAttribute("aria-checked") === "true");
    (checked ?? this.buttons[0])?.focus();
  }

  close(back: boolean): void {
    // taking away what has the focus asks for the same once more
    if (this.isClosed) return;
    this.isClosed = true;
    this.element.remove();
    this.closed(back);
  }

  private item({ text, chosen, checked, disabled }: MenuItem): HTMLElement {
    const element = h(
      "div",
      {
        role: checked === undefined ? "menuitem" : "menuitemradio",
        tabindex: -1,
        "aria-checked": checked === undefined ? undefined : String(checked),
        "aria-disabled": disabled === true && "true",
      },
      text,
    );
    const choose = (): void => {
      if (disabled !== true) chosen();
    };
    element.addEventListener("click", choose);
    element.addEventListener("keydown", (event) => {
      if (!isPlainKey(event) || (event.key !== "Enter" && event.key !== " ")) return;
      taken(event);
      choose();
    });
    return element;
  }

  private key(event: KeyboardEvent): void {
    if (!isPlainKey(event)) return;
    const { key } = event;
    if (key === "Escape" || key === "Tab") {
      taken(event);
      this.close(true);
      return;
    }
    const index = this.buttons.findIndex((button) => button === document.activeElement);
    const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
    const next = move ? move(index, this.buttons.length) : this.starting(key, index);
    if (next === undefined) return;
    taken(event);
    this.buttons[next]?.focus();
  }

  /** The next item that starts with a letter. */
  private starting(key: string, from: number): number | undefined {
    if (key.length !== 1 || key === " ") return undefined;
    const count = this.buttons.length;
    for (let i = 1; i <= count; i++) {
      const index = (from + i) % count;
      const text = this.buttons[index]?.textContent ?? "";
      if (text.toLowerCase().startsWith(key.toLowerCase())) return index;
    }
    return undefined;
  }
}

/** A key has done what it does here. */
function taken(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
