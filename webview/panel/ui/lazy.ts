import { h } from "./dom";

/** A part of the panel: made once, drawn anew whenever what it shows has changed. */
export interface Part<Model> {
  readonly element: HTMLElement;
  draw(model: Model): void;
}

/**
 * A part whose code is fetched when it is first wanted, so that the panel's first paint waits for
 * none of it. Until it is there its place is empty; then it shows the latest model it was given.
 */
export class LazyPart<Model, Made extends Part<Model> = Part<Model>> implements Part<Model> {
  readonly element = h("div", { class: "lazy" });
  private part: Made | undefined;
  private loading: Promise<Made> | undefined;
  private model: Model | undefined;

  /** `make` imports the part's module; `failed` is told why that was not possible. */
  constructor(
    private readonly make: () => Promise<Made>,
    private readonly failed: (reason: string) => string,
  ) {}

  /** The part, if it is there already. */
  get made(): Made | undefined {
    return this.part;
  }

  /** Fetches the part; a failure is shown in its place, and tried again by the next call. */
  load(): Promise<Made> {
    this.loading ??= this.fetch();
    return this.loading;
  }

  /** Draws, at once or as soon as the part is there. Fetches nothing by itself. */
  draw(model: Model): void {
    this.model = model;
    this.part?.draw(model);
  }

  private async fetch(): Promise<Made> {
    try {
      const part = await this.make();
      this.part = part;
      // In its place first: what it draws depends on its width.
      this.element.replaceChildren(part.element);
      if (this.model !== undefined) part.draw(this.model);
      return part;
    } catch (error) {
      this.loading = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      this.element.replaceChildren(h("p", { class: "note", role: "alert" }, this.failed(reason)));
      throw error;
    }
  }
}
