import { formatNumber } from "../../../../src/core/text/format";
import { basinOf, MINIMA, type Minimum } from "../../../../src/probe/tasks/landscape/basins";
import { placesOf, POSITION } from "../../../../src/probe/tasks/landscape/position";
import type { Place } from "../../../../src/probe/tasks/landscape/surface";
import { h, setHidden } from "../../ui/dom";
import { Table, type Row } from "../../ui/table";
import type { Colors } from "../../ui/theme";
import { isActive, type ProbeRun } from "../../../../src/probe/results/run";
import { bySchedule, meanAndSpread } from "./figures";
import { drawMap } from "./landscapeMap";
import { Picture } from "./picture";
import type { TaskView } from "./view";
import { viewWords } from "./words";

/** The map with every seed's way over it, and which basins the schedules end in. */
export class LandscapeView implements TaskView {
  private readonly picture = new Picture("landscape-map", viewWords.landscapeMap());
  private readonly caption = h("p", { class: "faint" }, viewWords.landscapeCaption());
  private readonly table = new Table(viewWords.basins());
  readonly element = h("div", {}, this.picture.element, this.caption, this.table.element);
  private counted: ProbeRun | undefined;

  draw(run: ProbeRun, colors: Colors): void {
    this.picture.draw((context, size) => {
      drawMap(context, size, run, colors);
    });
    const done = !isActive(run);
    setHidden(this.table.element, !done);
    // Ways down from all ends: once, when they are known.
    if (!done || this.counted === run) return;
    this.counted = run;
    this.count(run);
  }

  private count(run: ProbeRun): void {
    const basins = bySchedule(run).map((replicas) =>
      replicas.flatMap(({ extras }) => basinAt(placesOf(extras[POSITION] ?? []).at(-1))),
    );
    const row = (title: string, tell: (found: readonly Minimum[]) => string): Row => ({
      basin: title,
      ...Object.fromEntries(basins.map((found, index) => [`s${index}`, tell(found)])),
    });
    this.table.set(
      [
        { key: "basin", title: viewWords.basinAtEnd() },
        ...run.schedules.map(({ name }, index) => ({ key: `s${index}`, title: name })),
      ],
      [
        ...MINIMA.map((minimum) =>
          row(titleOf(minimum), (found) =>
            String(found.filter(({ name }) => name === minimum.name).length),
          ),
        ),
        row(viewWords.basinCurvature(), (found) =>
          meanAndSpread(found.map(({ curvatures: [top] }) => top)),
        ),
        row(viewWords.basinLoss(), (found) => meanAndSpread(found.map(({ loss }) => loss))),
      ],
    );
  }
}

const basinAt = (place: Place | undefined): Minimum[] => {
  const found = place && basinOf(place);
  return found ? [found] : [];
};

const titleOf = ({ name, loss, curvatures: [top] }: Minimum): string =>
  viewWords.basin(name, formatNumber(loss, 2), formatNumber(top, 2));
