import type { Snapshot } from "../../../src/protocol/hostMessages";
import type { ScheduleSummary } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { checkbox, type Toggle } from "../ui/controls";
import { h, syncChildren } from "../ui/dom";

const MOST = 50;

interface Row extends Toggle {
  readonly id: string;
}

/** The other schedules of the file, each with a box that lays it beside the active one. */
export class Comparison {
  readonly element: HTMLDetailsElement;
  private readonly list = h("div", { class: "compare-list" });
  private readonly rows = new Map<string, Row>();
  private shown: readonly string[] = [];

  constructor(private readonly compare: (schedules: readonly string[]) => void) {
    const summary = h("summary", {}, words.compareWith());
    this.element = h("details", { class: "comparison" }, summary, this.list);
  }

  draw({ schedules, shown, active }: Snapshot): void {
    const others = schedules.filter(({ id }) => id !== active).slice(0, MOST);
    this.shown = shown.slice(1).map(({ id }) => id);
    this.element.hidden = others.length === 0;
    syncChildren(
      this.list,
      this.rows,
      others,
      ({ id, name }) => JSON.stringify([id, name]),
      (schedule) => this.row(schedule),
      (row) => {
        row.set(this.shown.includes(row.id));
      },
    );
  }

  private row({ id, name }: ScheduleSummary): Row {
    const toggle = checkbox(name, (on) => {
      const others = this.shown.filter((other) => other !== id);
      this.compare(on ? [...others, id] : others);
    });
    return { ...toggle, id };
  }
}
