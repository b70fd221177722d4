import { epochSteps } from "../../../src/core/epochSteps";
import { formatCount } from "../../../src/core/text/format";
import type { TemplateUse } from "../../../src/protocol/templates";
import { numberField } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";
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
  samples: "50000",
  batchSize: "128",
  devices: "1",
  accumulate: "1",
  durations: "scale",
  target: "json",
};

const LENGTHS = ["published", "data", "epochs", "steps"] as const;
/** What is asked for each way of telling a length. */
const ASKED = {
  published: [],
  data: ["epochs", "samples", "batchSize", "devices", "accumulate"],
  epochs: ["epochs", "stepsPerEpoch"],
  steps: ["steps"],
} as const;
const NUMBERS = [
  "steps",
  "epochs",
  "stepsPerEpoch",
  "samples",
  "batchSize",
  "devices",
  "accumulate",
] as const;
type NumberKey = (typeof NUMBERS)[number];
const RULES = ["scale", "keep"] as const;
const TARGETS = ["json", "typescript", "insert"] as const;

/** The run that a recipe is to fit, and where it goes. */
export class FitForm {
  readonly element: HTMLElement;
  private readonly length;
  private readonly durations;
  private readonly target;
  private readonly fields;
  private readonly durationsRow: HTMLElement;
  /** What the numbers come to. */
  private readonly sum = h("p", { class: "faint gallery-sum", role: "status" });
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
    this.fields = byNumber((key) => this.field(key, galleryWords.fitNumber[key]()));
    this.durationsRow = labelled(galleryWords.galleryDurations(), this.durations.element);
    this.element = h(
      "div",
      { class: "gallery-fit" },
      labelled(galleryWords.galleryTarget(), this.target.element),
      labelled(galleryWords.galleryLength(), this.length.element),
      ...NUMBERS.map((key) => this.fields[key].element),
      this.durationsRow,
      this.sum,
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
    const asked: readonly NumberKey[] = ASKED[length];
    for (const key of NUMBERS) {
      setHidden(this.fields[key].element, !asked.includes(key));
      this.fields[key].set(settings[key], "");
    }
    setHidden(this.durationsRow, length === "published");
    this.drawSum();
  }

  /** The steps that come of what was typed, as long as all of it is right. */
  private drawSum(): void {
    const { epochs, samples, batchSize, devices, accumulate } = byNumber((key) => this.read(key));
    const perEpoch =
      samples && batchSize && devices && accumulate
        ? epochSteps({ samples, batchSize, devices, accumulate })
        : undefined;
    const isTold =
      this.settings.length === "data" && epochs !== undefined && perEpoch !== undefined;
    setHidden(this.sum, !isTold);
    if (!isTold) return;
    const [each, all] = [formatCount(perEpoch), formatCount(perEpoch * epochs)];
    setText(this.sum, galleryWords.stepsInAll(each, all));
  }

  /** What is asked for; undefined while a number is missing or wrong, which its field says. */
  wish(): Pick<TemplateUse, "fit" | "target"> | undefined {
    const fit = this.fit();
    return fit === undefined ? undefined : { fit, target: this.settings.target };
  }

  private fit(): Fit | undefined {
    const { length, durations } = this.settings;
    if (length === "published") return null;
    const numbers = byNumber((key) =>
      ASKED[length].some((asked) => asked === key) ? this.number(key) : undefined,
    );
    const { steps, epochs, stepsPerEpoch, samples, batchSize, devices, accumulate } = numbers;
    if (length === "steps") return steps ? { length: { steps }, durations } : undefined;
    if (!epochs) return undefined;
    if (length === "epochs")
      return stepsPerEpoch ? { length: { epochs, stepsPerEpoch }, durations } : undefined;
    if (!samples || !batchSize || !devices || !accumulate) return undefined;
    return { length: { epochs, samples, batchSize, devices, accumulate }, durations };
  }

  /** A field's number; undefined where it is missing or wrong. */
  private read(key: NumberKey): number | undefined {
    const value = Number(this.settings[key].replaceAll(/[_,\s]/g, "") || NaN);
    const right =
      value > 0 && value <= 1e12 && (key === "epochs" ? value <= 1e9 : Number.isSafeInteger(value));
    return right ? value : undefined;
  }

  /** The same, and says at the field what is wrong. */
  private number(key: NumberKey): number | undefined {
    const value = this.read(key);
    this.fields[key].setProblem(value === undefined ? galleryWords.positiveNumber() : undefined);
    return value;
  }

  private set(part: Partial<GallerySettings>): void {
    this.settings = { ...this.settings, ...part };
    this.changed(this.settings);
  }

  private field(key: NumberKey, label: string) {
    return numberField(label, (text) => {
      this.set({ [key]: text });
      this.number(key);
    });
  }
}

const byNumber = <Value>(make: (key: NumberKey) => Value): Readonly<Record<NumberKey, Value>> => ({
  steps: make("steps"),
  epochs: make("epochs"),
  stepsPerEpoch: make("stepsPerEpoch"),
  samples: make("samples"),
  batchSize: make("batchSize"),
  devices: make("devices"),
  accumulate: make("accumulate"),
});

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
