import { h, setText } from "./dom";

export interface Column {
  readonly key: string;
  readonly title: string;
}

export type Row = Readonly<Record<string, string>>;

/**
 * A table that scrolls sideways where it must, and then by keyboard too. It is a plain one, not the
 * toolkit's grid: that costs 17 KB of script and an element with a shadow tree for every cell, and
 * makes all of its rows anew at every change.
 */
export class Table {
  readonly element: HTMLElement;
  private readonly head = h("tr");
  private readonly body = h("tbody");
  private readonly table: HTMLTableElement;

  constructor(label: string) {
    this.table = h("table", {}, h("thead", {}, this.head), this.body);
    this.element = h("div", { class: "scroller", tabindex: 0, role: "region" }, this.table);
    this.setLabel(label);
  }

  setLabel(label: string): void {
    this.element.setAttribute("aria-label", label);
    this.table.setAttribute("aria-label", label);
  }

  /** The first column names the rows. What is there already is rewritten in place. */
  set(columns: readonly Column[], rows: readonly Row[]): void {
    fit(this.head, columns.length, () => h("th", { scope: "col" }));
    columns.forEach(({ title }, index) => {
      write(this.head, index, title);
    });
    fit(this.body, rows.length, () => h("tr"));
    rows.forEach((row, at) => {
      const line = this.body.children[at];
      if (!line) return;
      fit(line, columns.length, (index) => (index === 0 ? h("th", { scope: "row" }) : h("td")));
      columns.forEach(({ key }, index) => {
        write(line, index, row[key] ?? "");
      });
    });
  }
}

/** Gives `parent` exactly `count` children. */
function fit(parent: Element, count: number, create: (index: number) => HTMLElement): void {
  while (parent.children.length > count) parent.lastElementChild?.remove();
  while (parent.children.length < count) parent.append(create(parent.children.length));
}

function write(line: Element, index: number, text: string): void {
  const cell = line.children[index];
  if (cell) setText(cell, text);
}
