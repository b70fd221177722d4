import type { ExportKind } from "../../../src/protocol/scoreExport";
import type { PanelContext } from "../panelContext";
import { words } from "../strings";
import { h } from "../ui/dom";
import { LazyPart } from "../ui/lazy";
import type { ExportPart } from "./exportPart";

/** The place of the exports; their code comes when somebody opens it or asks by a command. */
export class ExportMenu {
  readonly element: HTMLDetailsElement;
  private readonly part: LazyPart<undefined, ExportPart>;

  constructor(panel: PanelContext) {
    this.part = new LazyPart(async () => {
      const { ExportPart: Made } = await import("./exportPart");
      return new Made(panel);
    }, words.notLoaded);
    const summary = h("summary", {}, words.exportCurves());
    this.element = h("details", { class: "comparison exports" }, summary, this.part.element);
    this.element.addEventListener("toggle", () => {
      // What cannot be loaded is told in its place.
      if (!this.element.open) return;
      void this.part.load().catch(() => undefined);
      panel.open("values");
    });
  }

  /** As if the button of that kind were pressed. */
  async run(kind: ExportKind): Promise<void> {
    this.element.open = true;
    await (await this.part.load()).run(kind);
  }
}
