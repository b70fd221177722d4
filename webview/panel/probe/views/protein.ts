import { formatNumber, formatShare } from "../../../../src/core/text/format";
import { CHAINS, type Chain } from "../../../../src/probe/tasks/protein/chains";
import { BENDS, energyOf } from "../../../../src/probe/tasks/protein/fold";
import { h, setText, syncChildren } from "../../ui/dom";
import { Table, type Row } from "../../ui/table";
import type { Colors } from "../../ui/theme";
import type { ProbeRun, Replica } from "../../../../src/probe/results/run";
import { bySchedule, meanAndSpread } from "./figures";
import { drawFold } from "./foldPicture";
import { Picture } from "./picture";
import type { TaskView } from "./view";
import { viewWords } from "./words";

/** A replica's latest fold. */
interface Fold {
  readonly seed: number;
  readonly bends: readonly number[];
  readonly energy: number;
}

/** Each schedule's best fold, drawn, and the energies beside the best one that is known. */
export class ProteinView implements TaskView {
  private readonly folds = h("div", { class: "folds" });
  private readonly figures = new Map<string, FoldFigure>();
  private readonly table = new Table(viewWords.foldEnergies());
  readonly element = h(
    "div",
    {},
    this.folds,
    h("p", { class: "faint" }, viewWords.foldCaption()),
    this.table.element,
  );

  draw(run: ProbeRun, colors: Colors): void {
    const folds = bySchedule(run).map((replicas) => replicas.flatMap(lastFold));
    const best = folds.map((all) =>
      all.reduce<Fold | undefined>((a, b) => (a && a.energy <= b.energy ? a : b), undefined),
    );
    const drawn = run.schedules.flatMap(({ id, name }, index) => {
      const fold = best[index];
      return fold ? [{ id, name, fold }] : [];
    });
    syncChildren(
      this.folds,
      this.figures,
      drawn,
      ({ id }) => id,
      () => new FoldFigure(),
      (figure, { name, fold }) => {
        figure.draw(name, fold, colors);
      },
    );
    const chain = chainOf(best.find((fold) => fold !== undefined));
    if (chain) this.tell(run, folds, chain);
  }

  private tell(run: ProbeRun, folds: readonly (readonly Fold[])[], { bestKnown }: Chain): void {
    const energies = folds.map((all) => all.map(({ energy }) => energy));
    const row = (title: string, tell: (found: readonly number[]) => string): Row => ({
      figure: title,
      ...Object.fromEntries(energies.map((found, index) => [`s${index}`, tell(found)])),
    });
    const least = (found: readonly number[]): number => Math.min(...found);
    this.table.set(
      [
        { key: "figure", title: viewWords.energy() },
        ...run.schedules.map(({ name }, index) => ({ key: `s${index}`, title: name })),
      ],
      [
        row(viewWords.bestEnergy(), (all) => (all.length > 0 ? formatNumber(least(all), 5) : "–")),
        row(viewWords.meanEnergy(), (all) => meanAndSpread(all)),
        row(viewWords.bestKnownEnergy(), () => formatNumber(bestKnown, 5)),
        row(viewWords.shareOfBestKnown(), (all) =>
          all.length > 0 ? formatShare(least(all) / bestKnown) : "–",
        ),
      ],
    );
  }
}

const chainOf = (fold: Fold | undefined): Chain | undefined =>
  Object.values<Chain>(CHAINS).find(
    ({ sequence }) => sequence.length === (fold?.bends.length ?? 0) + 2,
  );

function lastFold({ seed, extras }: Replica): Fold[] {
  const [, bends] = extras[BENDS]?.at(-1) ?? [0, undefined];
  if (!bends) return [];
  const fold = { seed, bends, energy: Number.NaN };
  const chain = chainOf(fold);
  return chain ? [{ ...fold, energy: energyOf(chain.sequence, bends) }] : [];
}

class FoldFigure {
  private readonly picture = new Picture("fold", "");
  private readonly caption = h("figcaption", { class: "faint" });
  readonly element = h("figure", {}, this.picture.element, this.caption);

  draw(name: string, fold: Fold, colors: Colors): void {
    const text = viewWords.bestFold(name, fold.seed, formatNumber(fold.energy, 4));
    setText(this.caption, text);
    this.picture.label = text;
    const chain = chainOf(fold);
    if (!chain) return;
    this.picture.draw((context, width, height) => {
      drawFold(context, width, height, chain.sequence, fold.bends, colors);
    });
  }
}
