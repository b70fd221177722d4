import { formatNumber, formatShare } from "../../../src/core/text/format";
import {
  finalAccuracy,
  finalTrainLoss,
  finalValidationLoss,
  summarize,
  type Summary,
} from "../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../src/probe/results/run";
import { words } from "../strings";
import { Table, type Column } from "../ui/table";

type Tell = (all: readonly Replica[], whole: readonly Replica[]) => string;

const loss = (value: number): string => formatNumber(value, 3);

const MEASURES: readonly { readonly title: () => string; readonly tell: Tell }[] = [
  {
    title: words.validationLoss,
    tell: (_, whole) => tell(summarize(whole.map(finalValidationLoss)), loss),
  },
  { title: words.trainLoss, tell: (_, whole) => tell(summarize(whole.map(finalTrainLoss)), loss) },
  {
    title: words.accuracy,
    tell: (_, whole) => tell(summarize(whole.map(finalAccuracy)), formatShare),
  },
  {
    title: words.diverged,
    tell: (all, whole) => words.divergedOf(all.length - whole.length, all.length),
  },
];

/** What each schedule came to: mean over the seeds, with the range where there are several. */
export class ResultTable {
  private readonly table = new Table(words.results());
  readonly element = this.table.element;

  draw(run: ProbeRun): void {
    const columns: Column[] = [
      { key: "measure", title: words.measure() },
      ...run.schedules.map(({ name }, index) => ({
        key: `s${index}`,
        title: name,
      })),
    ];
    this.table.set(
      columns,
      MEASURES.map(({ title, tell }) => ({
        measure: title(),
        ...Object.fromEntries(
          run.schedules.map(({ id }, index) => {
            const all = run.replicas.filter(({ schedule }) => schedule === id);
            return [
              `s${index}`,
              tell(
                all,
                all.filter(({ diverged }) => !diverged),
              ),
            ];
          }),
        ),
      })),
    );
  }
}

function tell(summary: Summary | undefined, format: (value: number) => string): string {
  if (!summary) return "–";
  const { mean, min, max, count } = summary;
  if (count < 2) return format(mean);
  return `${format(mean)} (${words.range(format(min), format(max))})`;
}
