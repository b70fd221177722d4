import type { Snapshot } from "../../../src/protocol/hostMessages";
import type { PanelContext } from "../panelContext";
import { words } from "../strings";
import { LazyPart } from "../ui/lazy";
import type { GalleryModel, GalleryPart } from "./galleryPart";
import { setHidden } from "../ui/dom";

/** Where the gallery of templates opens; its code comes with its first opening. */
export class GalleryPlace {
  private readonly part: LazyPart<GalleryModel, GalleryPart>;
  /** What had the keyboard before, to get it back. */
  private opener: Element | null = null;

  constructor(private readonly panel: PanelContext) {
    this.part = new LazyPart(async () => {
      const { GalleryPart } = await import("./galleryPart");
      return new GalleryPart(panel, () => {
        this.close();
      });
    }, words.notLoaded);
  }

  get element(): HTMLElement {
    return this.part.element;
  }

  async toggle(): Promise<void> {
    if (this.isOpen) {
      this.close();
      return;
    }
    this.opener = document.activeElement;
    this.panel.change({ galleryOpen: true });
    this.panel.redraw();
    const part = await this.part.load();
    setHidden(this.element, false);
    part.focus();
  }

  draw({ document: shown }: Snapshot, view: PanelContext["view"]): void {
    setHidden(this.element, !this.isOpen);
    if (!this.isOpen) return;
    this.part.draw({ view, canInsert: shown !== null });
    void this.part.load();
  }

  private get isOpen(): boolean {
    return this.panel.view.galleryOpen === true;
  }

  private close(): void {
    this.panel.change({ galleryOpen: false });
    setHidden(this.element, true);
    if (this.opener instanceof HTMLElement) this.opener.focus();
  }
}
