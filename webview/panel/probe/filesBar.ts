import { words } from "../strings";
import { button, type ButtonControl } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";
import type { Overlay } from "./overlay";

export type ExportKind = "json" | "svg" | "png" | "csv";

export interface FilesActions {
  readonly save: (kind: ExportKind) => void;
  readonly open: () => void;
  /** Shows the run that lies over the present one instead of it. */
  readonly showOverlay: () => void;
  readonly removeOverlay: () => void;
}

const KINDS = ["json", "svg", "png", "csv"] as const;

/** Saves what is shown, opens what was saved. */
export class FilesBar {
  readonly element: HTMLElement;
  private readonly saves: readonly ButtonControl[];
  private readonly label = h("span", { class: "overlay-name" });
  private readonly overlay: HTMLElement;
  private readonly message = h("p", { class: "faint", role: "status" });

  constructor(actions: FilesActions) {
    this.saves = KINDS.map((kind) =>
      button(words.save[kind](), () => {
        actions.save(kind);
      }),
    );
    const open = button(words.openRun(), actions.open);
    const show = button(words.showOverlay(), actions.showOverlay);
    const remove = button(words.removeOverlay(), actions.removeOverlay);
    this.overlay = h("div", { class: "probe-buttons" }, this.label, show.element, remove.element);
    const [save, ...exports] = this.saves.map(({ element }) => element);
    this.element = h(
      "div",
      { class: "probe-files" },
      this.overlay,
      h("div", { class: "probe-buttons" }, open.element, ...(save ? [save] : []), ...exports),
      this.message,
    );
  }

  /** `savable`: there is something to save. */
  draw(savable: boolean, overlay: Overlay | undefined): void {
    for (const { element } of this.saves) setHidden(element, !savable);
    setHidden(this.overlay, overlay === undefined);
    setText(this.label, overlay ? words.overlaid(overlay.label) : "");
  }

  tell(message: string): void {
    setText(this.message, message);
  }
}
