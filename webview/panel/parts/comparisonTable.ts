import { formatCount, formatShare } from "../../../src/core/text/format";
import type { ComparisonView, ShownSchedule } from "../../../src/protocol/scheduleView";
import { formatSample } from "../numbers";
import { words } from "../strings";
import { h, setHidden } from "../ui/dom";
import type { Part } from "../ui/lazy";
import { Table, type Column } from "../ui/table";

export interface ComparisonModel {
  readonly shown: readonly ShownSchedule[];
  /** All at the same length. */
  readonly normalised: boolean;
}

/** The figures of several schedules' learning rates side by side. */
export class ComparisonTable implements Part<ComparisonModel> {
  readonly element: HTMLElement;
  private readonly table = new Table(words.comparison(), true);

  constructor() {
    this.element = h("div", { class: "comparison-table" }, this.table.element);
  }

  draw({ shown, normalised }: ComparisonModel): void {
    const rows = shown.filter(({ comparison }) => comparison !== undefined);
    setHidden(this.element, shown.length < 2 || rows.length === 0);
    if (this.element.hidden) return;
    const columns: Column[] = [
      { key: "figure", title: words.fact() },
      ...rows.map(({ name }, index) => ({ key: `s${index}`, title: name })),
    ];
    const told = rows.map(({ comparison }) => comparison && figures(comparison, normalised));
    this.table.set(
      columns,
      FIGURES.map(([id, title]) => ({
        figure: title(),
        ...Object.fromEntries(told.map((figure, index) => [`s${index}`, figure?.[id] ?? "–"])),
      })),
    );
  }
}

type FigureId = "peak" | "mean" | "warmup" | "sum" | "last" | "gap";

const FIGURES: readonly (readonly [FigureId, () => string])[] = [
  ["peak", words.peak],
  ["mean", words.mean],
  ["warmup", words.warmupShare],
  ["sum", words.sumOfRates],
  ["last", words.finalRate],
  ["gap", words.largestGap],
];

function figures(
  { peak, peakStep, mean, sum, warmupShare, last, gap }: ComparisonView,
  normalised: boolean,
): Readonly<Record<FigureId, string>> {
  const at = peakStep === null ? "" : ` (${words.atStep(formatCount(peakStep))})`;
  return {
    peak: formatSample(peak) + at,
    mean: formatSample(mean),
    warmup: formatShare(warmupShare),
    sum: formatSample(sum),
    last: formatSample(last),
    gap: gap ? gapText(gap, normalised) : "–",
  };
}

/** Differences of the sizes of rounding are told as what they are. */
const PROVEN = 1 + 1e-9;

function gapText(
  { difference, position, positions, bound }: NonNullable<ComparisonView["gap"]>,
  normalised: boolean,
): string {
  if (bound === 0) return words.noGap();
  const place = normalised
    ? `${formatSample((100 * position) / positions, 3)}%`
    : words.atStep(formatCount(position));
  const sign = difference > 0 ? "+" : "";
  const found = `${sign}${formatSample(difference)} (${place})`;
  const proven = bound <= Math.abs(difference) * PROVEN;
  return proven ? found : `${found}, ${words.atMost(formatSample(bound))}`;
}
