import type { TemplateUse } from "../../../src/protocol/templates";
import { words } from "../strings";
import { numberField } from "../ui/controls";
import { h, setHidden } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import type { ViewState } from "../viewState";
import { galleryWords } from "./words";

type Fit = TemplateUse["fit"];

/** What the user has set. */
export type GallerySettings = NonNullable<ViewState["gallery"]>;

export const initialGallery: GallerySettings = {
  length: "published",
  steps: "10000",
  epochs: "90",
  stepsPerEpoch: "100",
  durations: "scale",
  target: "json",
};

const LENGTHS = ["published", "steps", "epochs"] as const;
const RULES = ["scale", "keep"] as const;
const TARGETS = ["json", "typescript", "insert"] as const;

/** The run that a recipe is to fit, and where it goes. */
export class FitForm {
  readonly element: HTMLElement;
  private readonly length;
  private readonly durations;
  private readonly target;
  private readonly fields;
  private readonly rows: Record<"steps" | "epochs" | "stepsPerEpoch" | "durations", HTMLElement>;
  private settings = initialGallery;

  constructor(private readonly changed: (settings: GallerySettings) => void) {
    this.length = dropdown(galleryWords.galleryLength(), (value) => {
      this.set({ length: LENGTHS.find((id) => id === value) ?? "published" });
    });
    this.durations = dropdown(galleryWords.galleryDurations(), (value) => {
      this.set({ durations: RULES.find((id) => id === value) ?? "scale" });
    });
    this.target = dropdown(galleryWords.galleryTarget(), (value) => {
      this.set({ target: TARGETS.find((id) => id === value) ?? "json" });
    });
    this.fields = {
      steps: this.field("steps", words.unit.steps()),
      epochs: this.field("epochs", words.unit.epochs()),
      stepsPerEpoch: this.field("stepsPerEpoch", galleryWords.stepsPerEpoch()),
    };
    this.rows = {
      steps: this.fields.steps.element,
      epochs: this.fields.epochs.element,
      stepsPerEpoch: this.fields.stepsPerEpoch.element,
      durations: labelled(galleryWords.galleryDurations(), this.durations.element),
    };
    this.element = h(
      "div",
      { class: "gallery-fit" },
      labelled(galleryWords.galleryTarget(), this.target.element),
      labelled(galleryWords.galleryLength(), this.length.element),
      ...Object.values(this.rows),
    );
  }

  draw(settings: GallerySettings, canInsert: boolean): void {
    const target = settings.target === "insert" && !canInsert ? "json" : settings.target;
    this.settings = { ...settings, target };
    const { length, durations } = settings;
    this.length.set(choices(LENGTHS, galleryWords.fitLength), length);
    this.durations.set(choices(RULES, galleryWords.fitDurations), durations);
    const targets = TARGETS.filter((id) => id !== "insert" || canInsert);
    this.target.set(choices(targets, galleryWords.fitTarget), target);
    setHidden(this.rows.steps, length !== "steps");
    setHidden(this.rows.epochs, length !== "epochs");
    setHidden(this.rows.stepsPerEpoch, length !== "epochs");
    setHidden(this.rows.durations, length === "published");
    for (const key of ["steps", "epochs", "stepsPerEpoch"] as const)
      this.fields[key].set(settings[key], "");
  }

  /** What is asked for; undefined while a number is missing or wrong, which its field says. */
  wish(): Pick<TemplateUse, "fit" | "target"> | undefined {
    const fit = this.fit();
    return fit === undefined ? undefined : { fit, target: this.settings.target };
  }

  private fit(): Fit | undefined {
    const { length, durations } = this.settings;
    if (length === "published") return null;
    if (length === "steps") {
      const steps = this.number("steps");
      return steps === undefined ? undefined : { length: { steps }, durations };
    }
    const [epochs, stepsPerEpoch] = [this.number("epochs"), this.number("stepsPerEpoch")];
    if (epochs === undefined || stepsPerEpoch === undefined) return undefined;
    return { length: { epochs, stepsPerEpoch }, durations };
  }

  private number(key: "steps" | "epochs" | "stepsPerEpoch"): number | undefined {
    const value = Number(this.settings[key].replaceAll(/[_,\s]/g, "") || NaN);
    const right =
      value > 0 && value <= 1e12 && (key === "epochs" ? value <= 1e9 : Number.isSafeInteger(value));
    this.fields[key].setProblem(right ? undefined : galleryWords.positiveNumber());
    return right ? value : undefined;
  }

  private set(part: Partial<GallerySettings>): void {
    this.settings = { ...this.settings, ...part };
    this.changed(this.settings);
  }

  private field(key: "steps" | "epochs" | "stepsPerEpoch", label: string) {
    return numberField(label, (text) => {
      this.set({ [key]: text });
      this.number(key);
    });
  }
}

const choices = <Id extends string>(
  ids: readonly Id[],
  texts: Readonly<Record<Id, () => string>>,
) => ids.map((value) => ({ value, text: texts[value]() }));

const labelled = (label: string, control: HTMLElement): HTMLElement =>
  h(
    "div",
    { class: "field" },
    h("span", { class: "field-label", "aria-hidden": "true" }, label),
    control,
  );
