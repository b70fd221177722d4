import { formatNumber, formatShare } from "../../../src/core/text/format";
import type { Summary } from "../../../src/probe/results/figures";
import type { ProbeRun } from "../../../src/probe/results/run";
import { judgedSchedules } from "../../../src/probe/verdict/judged";
import { rowOf, type VerdictRow } from "../../../src/probe/verdict/rows";
import { words } from "../strings";
import { Table, type Column } from "../ui/table";

const loss = (value: number): string => formatNumber(value, 3);

const MEASURES: readonly {
  readonly title: () => string;
  readonly tell: (row: VerdictRow) => string;
}[] = [
  { title: words.validationLoss, tell: ({ validation }) => tell(validation, loss) },
  { title: words.bestValidation, tell: ({ best }) => tell(best, loss) },
  { title: words.trainLoss, tell: ({ train }) => tell(train, loss) },
  { title: words.accuracy, tell: ({ accuracy }) => tell(accuracy, formatShare) },
  { title: words.diverged, tell: ({ diverged, seeds }) => words.divergedOf(diverged, seeds) },
];

/** What each schedule came to: mean and standard deviation over the seeds. */
export class ResultTable {
  private readonly table = new Table(words.results(), true);
  readonly element = this.table.element;

  draw(run: ProbeRun): void {
    const rows = judgedSchedules(run).map(rowOf);
    const columns: Column[] = [
      { key: "measure", title: words.measure() },
      ...rows.map(({ name }, index) => ({ key: `s${index}`, title: name })),
    ];
    this.table.set(
      columns,
      MEASURES.map(({ title, tell: cell }) => ({
        measure: title(),
        ...Object.fromEntries(rows.map((row, index) => [`s${index}`, cell(row)])),
      })).filter((row) => Object.values(row).some((cell, i) => i > 0 && cell !== "–")),
    );
  }
}

function tell(summary: Summary | undefined, format: (value: number) => string): string {
  if (!summary) return "–";
  const { mean, deviation } = summary;
  return deviation === undefined ? format(mean) : `${format(mean)} ± ${format(deviation)}`;
}
