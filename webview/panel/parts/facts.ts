import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { Table, type Column } from "../ui/table";
import { h, setHidden, setText, syncChildren } from "../ui/dom";

/** What the table of a comparison tells of each schedule already. */
const COMPARED_FACTS: ReadonlySet<string> = new Set(["peak", "mean", "last"]);

interface Row {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly value: HTMLElement;
}

/** What is known about the schedule: a list for one, a table side by side for several. */
export class Facts {
  readonly element: HTMLElement;
  private readonly list = h("dl", { class: "facts" });
  private readonly rows = new Map<string, Row>();
  private readonly table = new Table(words.facts(), true);

  constructor() {
    this.element = h("div", { class: "facts-section" }, this.list, this.table.element);
  }

  draw(shown: readonly ShownSchedule[]): void {
    const several = shown.length > 1;
    setHidden(
      this.element,
      shown.every(({ facts }) => facts.length === 0),
    );
    setHidden(this.list, several);
    setHidden(this.table.element, !several);
    if (several) this.compare(shown);
    else this.tell(shown[0]);
  }

  private tell(schedule: ShownSchedule | undefined): void {
    syncChildren(
      this.list,
      this.rows,
      schedule?.facts ?? [],
      ({ id }) => id,
      () => {
        const [label, value] = [h("dt"), h("dd")];
        return { element: h("div", { class: "fact" }, label, value), label, value };
      },
      (row, fact) => {
        setText(row.label, fact.label);
        setText(row.value, fact.value);
      },
    );
  }

  private compare(shown: readonly ShownSchedule[]): void {
    const compared = shown.some(({ comparison }) => comparison);
    const all = shown.flatMap(({ facts }) => facts.map(({ id }) => id));
    const ids = [...new Set(all)].filter((id) => !compared || !COMPARED_FACTS.has(id));
    const find = (schedule: ShownSchedule, id: string) =>
      schedule.facts.find((fact) => fact.id === id);
    const columns: Column[] = [
      { key: "label", title: words.fact() },
      ...shown.map(({ name }, index) => ({
        key: `s${index}`,
        title: name,
      })),
    ];
    const rows = ids.map((id) => ({
      label: shown.flatMap((schedule) => find(schedule, id)?.label ?? [])[0] ?? id,
      ...Object.fromEntries(
        shown.map((schedule, index) => [`s${index}`, find(schedule, id)?.value ?? "–"]),
      ),
    }));
    this.table.set(columns, rows);
  }
}
