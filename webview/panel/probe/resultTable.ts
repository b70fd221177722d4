import { formatNumber, formatShare } from "../../../src/core/text/format";
import { words } from "../strings";
import { dataGrid, type Column } from "../ui/controls";
import { h } from "../ui/dom";
import { finalTrainLoss, summarize, type ProbeRun, type Summary } from "./results";

/** What each schedule came to: mean over the seeds, with the range where there are several. */
export class ResultTable {
  readonly element: HTMLElement;
  private readonly grid = dataGrid(words.results());

  constructor() {
    this.grid.element.classList.add("wide-grid");
    this.element = h("div", { class: "scroller" }, this.grid.element);
  }

  draw(run: ProbeRun): void {
    const measured = run.replicas.some(({ accuracy }) => accuracy !== undefined);
    const columns: Column[] = [
      { key: "name", title: words.schedule(), width: "minmax(96px, 1.3fr)" },
      { key: "validation", title: words.validationLoss(), width: "minmax(104px, 1fr)" },
      { key: "train", title: words.trainLoss(), width: "minmax(104px, 1fr)" },
      ...(measured
        ? [{ key: "accuracy", title: words.accuracy(), width: "minmax(80px, 0.8fr)" }]
        : []),
      { key: "diverged", title: words.diverged(), width: "minmax(72px, 0.7fr)" },
    ];
    this.grid.set(
      columns,
      run.schedules.map(({ id, name }) => row(run, id, name)),
    );
  }
}

function row(run: ProbeRun, id: string, name: string): Record<string, string> {
  const all = run.replicas.filter(({ schedule }) => schedule === id);
  const whole = all.filter(({ diverged }) => !diverged);
  const loss = (value: number): string => formatNumber(value, 3);
  return {
    name,
    validation: tell(summarize(whole.map(({ validation }) => validation.at(-1)?.[1])), loss),
    train: tell(summarize(whole.map(finalTrainLoss)), loss),
    accuracy: tell(summarize(whole.map(({ accuracy }) => accuracy)), formatShare),
    diverged: words.divergedOf(all.length - whole.length, all.length),
  };
}

function tell(summary: Summary | undefined, format: (value: number) => string): string {
  if (!summary) return "–";
  const { mean, min, max, count } = summary;
  if (count < 2) return format(mean);
  return `${format(mean)} (${words.range(format(min), format(max))})`;
}
