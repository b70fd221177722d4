import { h, setAttributes, setText } from "./dom";

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
  // Laid out otherwise it stays a table for screen readers by these roles alone.
  private readonly head = h("tr", { role: "row" });
  private readonly body = h("tbody", { role: "rowgroup" });
  private readonly table: HTMLTableElement;

  /** `stacked`: in a narrow panel the columns stand below one another, each value with its title. */
  constructor(
    label: string,
    private readonly stacked = false,
  ) {
    this.table = h(
      "table",
      { role: "table" },
      h("thead", { role: "rowgroup" }, this.head),
      this.body,
    );
    this.element = h("div", { class: "scroller", tabindex: 0, role: "region" }, this.table);
    this.setLabel(label);
    // a row without cells is no row to those who have it read to them
    setAttributes(this.table, { "aria-hidden": "true" });
  }

  setLabel(label: string): void {
    this.element.setAttribute("aria-label", label);
    this.table.setAttribute("aria-label", label);
  }

  /** The first column names the rows. What is there already is rewritten in place. */
  set(columns: readonly Column[], rows: readonly Row[]): void {
    setAttributes(this.table, { "aria-hidden": columns.length === 0 ? "true" : undefined });
    this.table.classList.toggle("stacked", this.stacked && columns.length > 2);
    fit(this.head, columns.length, () => h("th", { scope: "col", role: "columnheader" }));
    columns.forEach(({ title }, index) => {
      write(this.head, index, title);
    });
    fit(this.body, rows.length, () => h("tr", { role: "row" }));
    rows.forEach((row, at) => {
      const line = this.body.children[at];
      if (!line) return;
      fit(line, columns.length, (index) =>
        index === 0 ? h("th", { scope: "row", role: "rowheader" }) : h("td", { role: "cell" }),
      );
      columns.forEach(({ key, title }, index) => {
        write(line, index, row[key] ?? "");
        if (this.stacked) line.children[index]?.setAttribute("data-title", title);
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
