import type { TemplateView } from "../../../src/protocol/templates";
import type { PanelContext } from "../panelContext";
import { words } from "../strings";
import { iconButton } from "../ui/controls";
import { h, setText } from "../ui/dom";
import type { Part } from "../ui/lazy";
import { card } from "./card";
import { FitForm, initialGallery } from "./fitForm";
import { galleryWords } from "./words";

export interface GalleryModel {
  readonly view: PanelContext["view"];
  /** There is a document to insert into. */
  readonly canInsert: boolean;
}

/** The published recipes, each with its curve: a click makes a schedule of one. */
export class GalleryPart implements Part<GalleryModel> {
  readonly element: HTMLElement;
  private readonly form: FitForm;
  private readonly cards = h("ul", { class: "cards" });
  private readonly note = h("p", { class: "faint gallery-note", role: "status" });

  constructor(
    private readonly panel: PanelContext,
    private readonly close: () => void,
  ) {
    this.form = new FitForm((gallery) => {
      panel.change({ gallery });
      panel.redraw();
    });
    const closer = iconButton(galleryWords.closeGallery(), "close", close);
    const title = h("h2", { class: "section-title", tabindex: -1 }, galleryWords.gallery());
    this.element = h(
      "section",
      { class: "gallery", "aria-label": galleryWords.gallery() },
      h("div", { class: "gallery-head" }, title, closer.element),
      this.form.element,
      this.note,
      this.cards,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    });
    void this.fill();
  }

  draw({ view, canInsert }: GalleryModel): void {
    this.form.draw(view.gallery ?? initialGallery, canInsert);
  }

  focus(): void {
    this.element.querySelector("h2")?.focus();
  }

  private async fill(): Promise<void> {
    setText(this.note, words.loading());
    try {
      const { messenger } = this.panel.host;
      const { templates } = await messenger.ask({ type: "templates.list" }, "templates");
      this.cards.replaceChildren(...templates.map((template) => this.card(template)));
      setText(this.note, galleryWords.galleryHelp());
    } catch (error) {
      setText(this.note, error instanceof Error ? error.message : String(error));
    }
  }

  private card(template: TemplateView): HTMLElement {
    return card(template, () => void this.use(template.file));
  }

  private async use(template: string): Promise<void> {
    const wish = this.form.wish();
    if (!wish) return;
    try {
      await this.panel.host.messenger.ask({ type: "template.use", template, ...wish }, "done");
      // A new file has a curve to be seen; more parts may still be added to the present one.
      if (wish.target === "insert") setText(this.note, galleryWords.galleryDone());
      else this.close();
    } catch (error) {
      setText(this.note, error instanceof Error ? error.message : String(error));
    }
  }
}
