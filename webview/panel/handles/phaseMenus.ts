import type { HandleView } from "../../../src/protocol/handles";
import { roundSpacing } from "../numbers";
import type { PanelContext } from "../panelContext";
import { phaseAt } from "../score/phases";
import type { TrackChart } from "../score/trackChart";
import { stepAt } from "../time";
import { phaseMenu } from "./phaseMenu";
import type { Plane } from "./plane";
import { put } from "./put";

/** Below the names of the phases. */
const TOP = 18;
/** A phase is split at a round step, so many pixels from the next. */
const SPLIT_PIXELS = 4;
/** Of these: the end of a wider epoch is not where the pointer is. */
const WIDEST_EPOCH = 4;

export interface PhaseMenusOptions {
  readonly panel: PanelContext;
  readonly chartOf: (track: string) => TrackChart | undefined;
  readonly planeOf: (chart: TrackChart) => Plane | undefined;
  /** A menu is about to open. */
  readonly opening: () => void;
  /** The host has refused a change. */
  readonly tell: (chart: TrackChart, problem: string) => void;
}

/** Where the menus of phases open: at the pointer, at a handle, at the crosshair. */
export class PhaseMenus {
  constructor(private readonly options: PhaseMenusOptions) {}

  listen(chart: TrackChart): void {
    chart.plot.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const x = event.clientX - chart.plot.getBoundingClientRect().left;
      this.openAt(chart, this.options.planeOf(chart)?.stepAt(x));
    });
    chart.changePhase = () => {
      this.openAt(chart, this.atCrosshair());
    };
  }

  openAtHandle(track: string, { phase, step }: HandleView, from: HTMLElement | undefined): void {
    const chart = this.options.chartOf(track);
    if (chart) this.open(chart, phase, step, from);
  }

  private atCrosshair(): number | undefined {
    const { view, axis, shown } = this.options.panel;
    if (view.crosshair === null) return undefined;
    return stepAt(view.crosshair, shown[0]?.length ?? null, axis.unit.domain);
  }

  /** Without a step, the middle of the first phase. */
  private openAt(chart: TrackChart, at: number | undefined): void {
    const [schedule] = this.options.panel.shown;
    const phases = schedule?.tracks.find(({ name }) => name === chart.name)?.phases ?? [];
    const [first] = phases;
    const step = at ?? ((first?.start ?? 0) + (first?.end ?? 0)) / 2;
    const plane = this.options.planeOf(chart);
    const near = plane ? roundStep(plane, step, schedule?.time?.stepsPerEpoch) : step;
    this.open(chart, phaseAt(phases, step), near, chart.more);
  }

  /** `from` gets the focus back. */
  private open(
    chart: TrackChart,
    phase: number | undefined,
    step: number,
    from: HTMLElement | undefined,
  ): void {
    const { panel, planeOf, opening, tell } = this.options;
    const [schedule] = panel.shown;
    const plane = planeOf(chart);
    if (!schedule || !plane || phase === undefined) return;
    opening();
    const back = (asked: boolean): void => {
      if (asked) from?.focus({ preventScroll: true });
    };
    const menu = phaseMenu(panel, { schedule, track: chart.name, phase, step }, back, (problem) => {
      tell(chart, problem);
    });
    if (!menu) return;
    put(chart.plot, menu.element, plane.xOf(step), TOP);
    menu.focus();
  }
}

/** A round number of epochs where one ends beside the pointer wherever that is, else of steps. */
function roundStep(plane: Plane, step: number, epoch: number | undefined): number {
  const least = SPLIT_PIXELS * Math.abs(plane.stepAt(1) - plane.stepAt(0));
  const unit = epoch !== undefined && epoch <= WIDEST_EPOCH * least ? epoch : 1;
  const size = unit * roundSpacing(Math.max(1, least / unit));
  return Math.round(Math.round(step / size) * size);
}
