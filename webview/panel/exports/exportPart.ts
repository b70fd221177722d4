import { EXPORT_KINDS, type ExportKind, type ScoreExport } from "../../../src/protocol/scoreExport";
import type { PanelContext } from "../panelContext";
import { words } from "../strings";
import { button } from "../ui/controls";
import { h, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import { orWhole } from "../window";
import { codeWords } from "./words";

/** How many updates a table tells; the value of each choice is what the host is asked for. */
const ROWS: readonly { readonly value: ScoreExport["rows"]; readonly text: () => string }[] = [
  { value: "epochs", text: words.rowsByEpoch },
  { value: 100, text: () => words.rowsSpread(100) },
  { value: 1000, text: () => words.rowsSpread(1000) },
  { value: "all", text: words.rowsAll },
];
const FIRST: ScoreExport["rows"] = 100;

/** Ways in which the active schedule becomes code; the host asks for the framework. */
const CODE = ["convertToCode", "convertToFile", "copyAsCode", "showAsCode"] as const;

/** Pictures and tables of what is shown, and the active schedule as code. */
export class ExportPart {
  readonly element: HTMLElement;
  private readonly rows;
  private readonly message = h("p", { class: "faint", role: "status" });
  private chosen = FIRST;

  constructor(private readonly panel: PanelContext) {
    const choices = ROWS.map(({ value, text }) => ({ value: String(value), text: text() }));
    this.rows = dropdown(words.rows(), (value) => {
      this.chosen = ROWS.find((choice) => String(choice.value) === value)?.value ?? FIRST;
    });
    this.rows.set(choices, String(FIRST));
    const buttons = EXPORT_KINDS.map((kind) =>
      button(words.exportKind[kind](), () => void this.run(kind)),
    );
    const label = h("span", { class: "field-label", "aria-hidden": "true" }, words.rows());
    this.element = h(
      "div",
      { class: "export-part" },
      h("div", { class: "field" }, label, this.rows.element),
      h("div", { class: "probe-buttons" }, ...buttons.map(({ element }) => element)),
      this.message,
      h("span", { class: "field-label", id: "code-exports" }, codeWords.code()),
      h(
        "div",
        { class: "probe-buttons", role: "group", "aria-labelledby": "code-exports" },
        ...CODE.map((way) => this.codeButton(way)),
      ),
    );
  }

  private codeButton(deliver: (typeof CODE)[number]): HTMLElement {
    return button(codeWords[deliver](), () => {
      const { host, shown, revision } = this.panel;
      const schedule = shown[0]?.id;
      if (schedule !== undefined)
        host.messenger.send({ type: "code", revision, schedule, deliver });
    }).element;
  }

  /** Draws nothing: what is exported is asked of the panel when a button is pressed. */
  draw(): void {
    /* Everything shown here stays as it is. */
  }

  async run(kind: ExportKind): Promise<void> {
    setText(this.message, "");
    try {
      setText(this.message, await this.exported(kind));
    } catch (error) {
      setText(this.message, error instanceof Error ? error.message : String(error));
    }
  }

  private async exported(kind: ExportKind): Promise<string> {
    const { messenger } = this.panel.host;
    const wish = this.wish(kind);
    if (kind === "png") {
      const picture = await messenger.ask(wish, "score.picture");
      const { marksPng } = await import("../probe/figurePng");
      const file = { kind, name: picture.name, content: await marksPng(picture) } as const;
      const saved = await messenger.ask({ type: "run.save", ...file }, "run.saved");
      return saved.file === null ? "" : words.savedAs(saved.file);
    }
    const { done, file = "" } = await messenger.ask(wish, "score.exported");
    return { saved: words.savedAs(file), copied: words.copied(), nothing: "" }[done];
  }

  private wish(kind: ExportKind): ScoreExport {
    const { axis, view } = this.panel;
    return {
      type: "score.export",
      kind,
      unit: axis.unit.id,
      range: orWhole(axis.window, axis.whole),
      logTracks: view.logTracks,
      derived: view.derived,
      difference: view.difference,
      rows: this.chosen,
    };
  }
}
