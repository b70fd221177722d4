import { formatCount } from "../../../src/core/text/format";
import type { TableRows } from "../../../src/protocol/hostMessages";
import { formatSample } from "../numbers";
import { trackName, words } from "../strings";
import { dataGrid, type Column } from "../ui/controls";
import { h, setText } from "../ui/dom";

/** Significant digits: enough to compare with a training log. */
const DIGITS = 7;

/** The curves as numbers: one row for round steps and for each phase's start. */
export class ValuesTable {
  readonly element: HTMLElement;
  private readonly grid = dataGrid(words.values());
  private readonly note = h("p", { class: "faint", role: "status" });

  constructor() {
    this.grid.element.classList.add("wide-grid");
    const scroller = h("div", { class: "scroller" }, this.grid.element);
    this.element = h("div", { class: "values" }, this.note, scroller);
  }

  /** Says why there are no values (yet); undefined where there are. */
  setNote(note: string | undefined): void {
    setText(this.note, note ?? "");
    this.note.hidden = note === undefined;
  }

  draw({ tracks, rows }: TableRows, title: string): void {
    this.setNote(undefined);
    this.grid.element.setAttribute("aria-label", title);
    const columns: Column[] = [
      { key: "step", title: words.step(), width: "minmax(64px, 1fr)" },
      ...tracks.map((name, index) => ({
        key: `t${index}`,
        title: trackName(name),
        width: "minmax(92px, 1fr)",
      })),
      { key: "phase", title: words.phaseColumn(), width: "minmax(80px, 1fr)" },
    ];
    this.grid.set(
      columns,
      rows.map(({ step, values, phase }) => ({
        step: formatCount(step),
        ...Object.fromEntries(values.map((value, i) => [`t${i}`, formatSample(value, DIGITS)])),
        phase: phase ?? "",
      })),
    );
  }
}
