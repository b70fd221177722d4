import { formatCount, formatShare } from "../../../src/core/text/format";
import { labelsOf } from "../../../src/core/text/labels";
import type { ComparisonView, ShownSchedule } from "../../../src/protocol/scheduleView";
import { formatSample } from "../numbers";
import { words } from "../strings";
import { comparisonWords } from "./comparisonWords";
import { countAlike } from "../axisState";
import { stepUnit } from "../time";
import { h, setHidden, setText } from "../ui/dom";
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
  private readonly note = h("p", { class: "note" });

  constructor() {
    this.element = h("div", { class: "comparison-table" }, this.note, this.table.element);
  }

  draw({ shown, normalised }: ComparisonModel): void {
    const rows = shown.filter(({ comparison }) => comparison !== undefined);
    setHidden(this.element, shown.length < 2 || rows.length === 0);
    if (this.element.hidden) return;
    const alike = countAlike(shown);
    setHidden(this.note, alike);
    setText(this.note, alike ? "" : comparisonWords.otherClocks());
    const columns: Column[] = [
      { key: "figure", title: words.fact() },
      ...labelsOf(rows).map((title, index) => ({ key: `s${index}`, title })),
    ];
    const told = rows.map((row) => figures(row, normalised, alike));
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
  { comparison, time }: ShownSchedule,
  normalised: boolean,
  alike: boolean,
): Readonly<Record<FigureId, string>> | undefined {
  if (!comparison) return undefined;
  const { peak, peakStep, mean, sum, warmupShare, last, gap } = comparison;
  const step = words.short[stepUnit(time)]();
  const at = peakStep === null ? "" : ` (${step} ${formatCount(peakStep)})`;
  return {
    peak: formatSample(peak) + at,
    mean: formatSample(mean),
    warmup: formatShare(warmupShare),
    // one of them would be a sum over epochs, the other over updates
    sum: alike ? formatSample(sum) : "–",
    last: formatSample(last),
    gap: gap ? gapText(gap, normalised, step) : "–",
  };
}

/** Differences of the sizes of rounding are told as what they are. */
const PROVEN = 1 + 1e-9;

function gapText(
  { difference, position, positions, bound }: NonNullable<ComparisonView["gap"]>,
  normalised: boolean,
  step: string,
): string {
  if (bound === 0) return words.noGap();
  const place = normalised
    ? `${formatSample((100 * position) / positions, 3)}%`
    : `${step} ${formatCount(position)}`;
  const sign = difference > 0 ? "+" : "";
  const found = `${sign}${formatSample(difference)} (${place})`;
  const proven = bound <= Math.abs(difference) * PROVEN;
  return proven ? found : `${found}, ${words.atMost(formatSample(bound))}`;
}
