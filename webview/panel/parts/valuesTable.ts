import { formatCount } from "../../../src/core/text/format";
import type { TableRows } from "../../../src/protocol/hostMessages";
import { formatSample } from "../numbers";
import { trackTitle } from "../../../src/core/text/titles";
import { words } from "../strings";
import type { Part } from "../ui/lazy";
import { Table, type Column } from "../ui/table";
import { h, setHidden, setText } from "../ui/dom";

/** Significant digits: enough to compare with a training log. */
const DIGITS = 7;

export interface ValuesModel {
  readonly rows: TableRows;
  readonly title: string;
}

/** The curves as numbers: one row for round steps and for each phase's start. */
export class ValuesTable implements Part<ValuesModel> {
  readonly element: HTMLElement;
  private readonly table = new Table(words.values());
  private readonly note = h("p", { class: "faint", role: "status" });

  constructor() {
    this.element = h("div", { class: "values" }, this.note, this.table.element);
  }

  /** Says why there are no values (yet); undefined where there are. */
  setNote(note: string | undefined): void {
    setText(this.note, note ?? "");
    setHidden(this.note, note === undefined);
  }

  draw({ rows: { tracks, rows }, title }: ValuesModel): void {
    this.setNote(undefined);
    this.table.setLabel(title);
    const columns: Column[] = [
      { key: "step", title: words.step() },
      ...tracks.map((name, index) => ({
        key: `t${index}`,
        title: trackTitle(name),
      })),
      { key: "phase", title: words.phaseColumn() },
    ];
    this.table.set(
      columns,
      rows.map(({ step, values, phase }) => ({
        step: formatCount(step),
        ...Object.fromEntries(values.map((value, i) => [`t${i}`, formatSample(value, DIGITS)])),
        phase: phase ?? "",
      })),
    );
  }
}
