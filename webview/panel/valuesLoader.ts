import type { PanelContext } from "./panelContext";
import type { ValuesTable } from "./parts/valuesTable";
import { words } from "./strings";

const ROWS = 60;

/** Fetches the values of the part shown from the host, once for each change, into their table. */
export class ValuesLoader {
  private asked = "";

  constructor(private readonly panel: PanelContext) {}

  async fill(made: Promise<ValuesTable>): Promise<void> {
    const { shown, axis, revision } = this.panel;
    const [active] = shown;
    if (!active || active.length === null) return;
    const size = axis.unit.domain === "percent" ? active.length / 100 : 1;
    const first = Math.floor(axis.window.first * size);
    const last = Math.ceil(axis.window.last * size);
    const asked = JSON.stringify([revision, active.id, first, last]);
    if (asked === this.asked) return;
    this.asked = asked;
    const table = await made;
    try {
      const question = { revision, schedule: active.id, first, last, rows: ROWS };
      const { messenger } = this.panel.host;
      const rows = await messenger.ask({ type: "table", ...question }, "table.rows");
      if (asked === this.asked) table.draw({ rows, title: words.valuesOf(active.name) });
    } catch (error) {
      if (asked === this.asked) table.setNote(error instanceof Error ? error.message : "");
    }
  }
}
