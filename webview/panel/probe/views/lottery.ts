import { formatCount } from "../../../../src/core/text/format";
import { finalValidationLoss, meanLine, summarize } from "../../../../src/probe/results/figures";
import type { ProbeRun } from "../../../../src/probe/results/run";
import {
  KEPT,
  PERMUTED,
  REINITIALISED,
  ticketWith,
} from "../../../../src/probe/tasks/lottery/names";
import {
  ticketsOf,
  type Losses,
  type Tickets,
} from "../../../../src/probe/verdict/tickets/tickets";
import { chartName } from "../chartNames";
import { h, setHidden } from "../../ui/dom";
import { Table } from "../../ui/table";
import { withAlpha, type Colors } from "../../ui/theme";
import { meanAndSpread } from "./figures";
import { measuredLine, MeasuresView, seriesOf, type PlotOf, type Shown } from "./measures";
import type { TaskView } from "./view";
import { viewWords } from "./words";

/** Above this, text on the deepest colour is hard to read. */
const DEEPEST = 0.24;

const indexOf = ({ run, schedule }: Shown): number => run.schedules.indexOf(schedule);

const OWN: PlotOf = {
  title: viewWords.ownTicket(),
  log: true,
  line: (shown) => {
    const name = ticketWith(indexOf(shown));
    return meanLine(shown.replicas.map((replica) => seriesOf(name, replica)));
  },
};
const controlOf = (name: string): PlotOf => ({
  title: chartName(name),
  log: true,
  line: measuredLine(name),
});

/** The layers that have a mask: 64-64-64-10. */
const LAYERS = 3;

/** By finder and trainer what tickets come to, as a heat map of figures; controls beside it. */
export class LotteryView implements TaskView {
  private readonly heat = new Table(viewWords.ticketTable());
  private readonly map = h(
    "div",
    { class: "heat" },
    this.heat.element,
    h("p", { class: "faint" }, viewWords.ticketCaption()),
  );
  private readonly measures = new MeasuresView(
    [OWN, controlOf(REINITIALISED), controlOf(PERMUTED)],
    [
      { title: viewWords.wholeNetwork(), of: finalValidationLoss },
      ...Array.from({ length: LAYERS }, (_, layer) => ({
        title: viewWords.keptOf(layer + 1),
        of: ({ extras }: ProbeRun["replicas"][number]) => extras[KEPT]?.at(-1)?.[1][layer],
      })),
    ],
  );
  readonly element = h("div", {}, this.map, this.measures.element);

  draw(run: ProbeRun, colors: Colors): void {
    const tickets = ticketsOf(run);
    setHidden(this.map, tickets === undefined);
    if (tickets) this.drawHeat(run, tickets, colors);
    this.measures.draw(run, colors);
  }

  private drawHeat({ schedules }: ProbeRun, all: Tickets, colors: Colors): void {
    const cells = schedules.map((_, found) => [
      ...(all.tickets[found] ?? []),
      all.reinitialised[found] ?? [],
      all.permuted[found] ?? [],
    ]);
    const titles = [
      ...schedules.map(({ name }) => viewWords.retrainedWith(name)),
      viewWords.otherWeights(),
      viewWords.shuffled(),
    ];
    this.heat.set(
      [
        { key: "name", title: viewWords.foundWith() },
        ...titles.map((title, i) => ({ key: `c${i}`, title })),
      ],
      cells.map((row, i) => ({
        name: schedules[i]?.name ?? "",
        ...Object.fromEntries(row.map((losses, j) => [`c${j}`, textOf(losses)])),
      })),
    );
    this.color(cells, colors);
  }

  /** The lower a loss, the deeper; by ratios, since the controls' are several times those of tickets. */
  private color(cells: readonly (readonly Losses[])[], colors: Colors): void {
    const logs = cells.map((row) => row.map((losses) => Math.log(meanOf(losses))));
    const finite = logs.flat().filter(Number.isFinite);
    const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
    this.heat.element.querySelectorAll("tbody tr").forEach((line, i) => {
      line.querySelectorAll("td").forEach((cell, j) => {
        const share = (greatest - (logs[i]?.[j] ?? NaN)) / (greatest - least);
        cell.style.background = Number.isFinite(share)
          ? withAlpha(colors.validation, DEEPEST * share)
          : "";
        cell.classList.toggle("own", i === j);
      });
    });
  }
}

const finiteOf = (losses: Losses): number[] =>
  losses.filter((loss) => loss !== undefined && Number.isFinite(loss)) as number[];

const meanOf = (losses: Losses): number => summarize(losses)?.mean ?? NaN;

function textOf(losses: Losses): string {
  const finite = finiteOf(losses);
  const diverged = losses.filter((loss) => loss === Infinity).length;
  // Where a cell is narrow, it breaks before the sign.
  const spread = meanAndSpread(finite).replace("± ", "±\u00a0");
  return diverged === 0 ? spread : viewWords.someDiverged(spread, formatCount(diverged));
}
