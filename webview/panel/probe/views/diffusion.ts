import { formatNumber } from "../../../../src/core/text/format";
import type { ProbeRun, Replica } from "../../../../src/probe/results/run";
import { EXCESS, SAMPLES } from "../../../../src/probe/tasks/diffusion/names";
import { baseline, heldOut } from "../../../../src/probe/tasks/diffusion/quality";
import { slicedWasserstein } from "../../../../src/probe/tasks/diffusion/slicedWasserstein";
import { chartName } from "../chartNames";
import { h, setHidden, setText, syncChildren } from "../../ui/dom";
import type { Colors } from "../../ui/theme";
import { bySchedule } from "./figures";
import { lastOf, measuredLine, MeasuresView } from "./measures";
import { Picture } from "./picture";
import { drawPoints } from "./pointsPicture";
import type { TaskView } from "./view";
import { viewWords } from "./words";

/** A replica's latest generated points, x and y in turn. */
const pointsOf = ({ extras }: Replica): readonly number[] | undefined =>
  extras[SAMPLES]?.at(-1)?.[1];

/** Loss above the Bayes floor by level, and what the networks generate beside data. */
export class DiffusionView implements TaskView {
  private readonly data = heldOut();
  private readonly floor = baseline();
  /** Sorting projections takes longer than drawing. */
  private readonly distances = new WeakMap<readonly number[], number>();
  private readonly measures = new MeasuresView(
    EXCESS.map((name) => ({
      title: chartName(name),
      log: true,
      line: measuredLine(name),
    })),
    [
      { title: viewWords.sampleDistance(), of: (replica) => this.distance(pointsOf(replica)) },
      { title: viewWords.dataDistance(), of: () => this.floor },
      ...EXCESS.map((name) => ({ title: chartName(name), of: lastOf(name) })),
    ],
  );
  private readonly pictures = h("div", { class: "folds" });
  private readonly figures = new Map<string, PointsFigure>();
  private readonly caption = h("p", { class: "faint" }, viewWords.samplesCaption());
  readonly element = h("div", {}, this.pictures, this.caption, this.measures.element);

  draw(run: ProbeRun, colors: Colors): void {
    const replicas = bySchedule(run);
    const shown = run.schedules.flatMap(({ id, name }, index) => {
      const [first] = replicas[index] ?? [];
      const points = first && pointsOf(first);
      return points ? [{ id, name, index, seed: first.seed, points }] : [];
    });
    // Points are generated at the end alone.
    setHidden(this.caption, shown.length === 0);
    syncChildren(
      this.pictures,
      this.figures,
      shown,
      ({ id }) => id,
      () => new PointsFigure(),
      (figure, { name, index, seed, points }) => {
        const distance = formatNumber(this.distance(points) ?? NaN, 3);
        figure.label = viewWords.samplesOf(name, seed, distance);
        figure.draw(points, this.data, colors.schedule(index), colors);
      },
    );
    this.measures.draw(run, colors);
  }

  private distance(points: readonly number[] | undefined): number | undefined {
    if (!points) return undefined;
    const known = this.distances.get(points) ?? slicedWasserstein(points, this.data);
    this.distances.set(points, known);
    return known;
  }
}

class PointsFigure {
  private readonly picture = new Picture("fold", "");
  private readonly caption = h("figcaption", { class: "faint" });
  readonly element = h("figure", {}, this.picture.element, this.caption);

  set label(text: string) {
    setText(this.caption, text);
    this.picture.label = text;
  }

  draw(points: readonly number[], data: Float32Array, color: string, colors: Colors): void {
    this.picture.draw((context, width, height) => {
      drawPoints({ context, width, height }, points, data, { color, data: colors.faint });
    });
  }
}
