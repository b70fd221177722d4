import type { ProbeRun } from "../../../../src/probe/results/run";
import { CONFUSION, mistakes, type Mistake } from "../../../../src/probe/tasks/confusion";
import { h, setHidden } from "../../ui/dom";
import { Table } from "../../ui/table";
import { bySchedule } from "./figures";
import type { TaskView } from "./view";
import { viewWords } from "./words";

const SHOWN = 5;

/** Which digits each schedule's networks take for others at the end. */
export class DigitsView implements TaskView {
  private readonly table = new Table(viewWords.mistakes());
  readonly element = h("div", {}, this.table.element);

  draw(run: ProbeRun): void {
    const made = bySchedule(run).map((replicas) =>
      mistakes(replicas.map(({ extras }) => extras[CONFUSION] ?? [])),
    );
    const sum = (all: readonly Mistake[]): number => all.reduce((n, { count }) => n + count, 0);
    const cells = (tell: (all: readonly Mistake[]) => string) =>
      Object.fromEntries(made.map((all, index) => [`s${index}`, tell(all)]));
    // Before the end there are only the guesses of untrained networks.
    setHidden(this.table.element, run.step < run.steps);
    this.table.set(
      [
        { key: "rank", title: viewWords.mistakes() },
        ...run.schedules.map(({ name }, index) => ({ key: `s${index}`, title: name })),
      ],
      [
        { rank: viewWords.allMistakes(), ...cells((all) => String(sum(all))) },
        ...Array.from({ length: SHOWN }, (_, rank) => ({
          rank: viewWords.mistakeRank(rank + 1),
          ...cells((all) => tellMistake(all[rank])),
        })),
      ],
    );
  }
}

const tellMistake = (mistake: Mistake | undefined): string =>
  mistake ? viewWords.takenFor(mistake.of, mistake.takenFor, mistake.count) : "–";
