import { formatSample } from "../numbers";
import { positionOf, stepAt, type Tick } from "../time";
import { h, setText, syncChildren } from "../ui/dom";
import { toggleButton, type Toggle } from "../ui/controls";
import { trackName, words } from "../strings";
import { dashOf, LineChart, MARGIN, type Line } from "./lineChart";
import { lineColor, trackOf, type ScoreModel } from "./model";
import { phasePainter, type PhaseBands } from "./phases";
import { polyline, readColumn, valueRange, type Point } from "./polyline";
import { valueAxis } from "./valueAxis";

/** Pixels that a value axis wants between two labels. */
const TICK_HEIGHT = 20;
/** Pixels between two steps from which on each gets a dot. */
const DOT_DISTANCE = 7;

interface Readout {
  readonly element: HTMLElement;
}

/** One track over time: a heading with its readings, and its curve in every shown schedule. */
export class TrackChart {
  readonly element: HTMLElement;
  readonly chart: LineChart;
  private readonly heading = h("h2", { class: "track-name" });
  private readonly follows = h("span", { class: "faint follows" });
  private readonly readings = h("div", { class: "readings" });
  private readonly plot: HTMLElement;
  private readonly log: Toggle;
  private readonly readouts = new Map<string, Readout>();
  private bands: PhaseBands | undefined;
  private points: readonly { readonly schedule: string; readonly points: readonly Point[] }[] = [];

  constructor(
    readonly name: string,
    setLog: (on: boolean) => void,
  ) {
    this.chart = new LineChart({ below: phasePainter(() => this.bands) });
    this.log = toggleButton(words.log(), words.logScale(trackName(name)), setLog);
    this.plot = h("div", { class: "plot", "data-track": name }, this.chart.canvas);
    const parts = [this.heading, this.follows, this.readings, this.log.element];
    const head = h("div", { class: "track-head" }, ...parts);
    this.element = h("section", { class: "track" }, head, this.plot);
    setText(this.heading, trackName(name));
  }

  /** What is drawn of each schedule, as [step, value]. */
  get series(): readonly { readonly schedule: string; readonly points: readonly Point[] }[] {
    return this.points;
  }

  draw(model: ScoreModel, ticks: readonly Tick[]): void {
    const tracks = model.shown.map((schedule) => trackOf(schedule, this.name));
    const active = model.shown[0];
    this.log.set(model.logTracks.has(this.name));
    setText(this.follows, followsText(tracks[0]?.follows));
    this.bands = active && {
      phases: tracks[0]?.phases ?? [],
      length: active.length,
      domain: model.unit.domain,
      marked: this.markedPhase(model),
      colors: model.colors,
    };
    this.drawLines(model, ticks);
    this.read(model);
  }

  /** Writes the values at the crosshair. */
  read(model: ScoreModel): void {
    const several = model.shown.length > 1;
    this.readings.classList.toggle("several", several);
    syncChildren(
      this.readings,
      this.readouts,
      model.shown,
      ({ id }) => id,
      () => ({ element: h("span", { class: "reading" }) }),
      ({ element }, schedule, index) => {
        setText(element, this.reading(model, index));
        element.style.color = several ? lineColor(model, this.name, index) : "";
        element.title = several ? schedule.name : "";
      },
    );
  }

  private reading({ shown, crosshair, unit }: ScoreModel, index: number): string {
    const schedule = shown[index];
    const track = trackOf(schedule, this.name);
    if (crosshair === undefined || !schedule || !track) return crosshair === undefined ? "" : "–";
    const step = stepAt(crosshair, schedule.length, unit.domain);
    if (step > (schedule.length ?? Infinity)) return "–";
    const found = readColumn(track.columns, step + 1e-6);
    if (!found || found.value === null) return found ? words.missing() : "–";
    const { value, turns } = found;
    const range = turns
      ? ` (${words.range(formatSample(turns.min, 3), formatSample(turns.max, 3))})`
      : "";
    return formatSample(value) + range;
  }

  private drawLines(model: ScoreModel, ticks: readonly Tick[]): void {
    const { shown, window, unit } = model;
    const columns = shown.flatMap((schedule) => trackOf(schedule, this.name)?.columns ?? []);
    const ghost = trackOf(model.ghost, this.name);
    const range = valueRange(ghost ? [...columns, ghost.columns] : columns);
    const wanted = Math.floor((this.plot.clientHeight - MARGIN.top - MARGIN.bottom) / TICK_HEIGHT);
    const lines: Line[] = [];
    this.points = shown.map((schedule, index) => {
      const track = trackOf(schedule, this.name);
      const points = track ? polyline(track.columns, schedule.length, unit.domain) : [];
      lines.push(this.line(model, index, points));
      return { schedule: schedule.id, points };
    });
    if (ghost && model.ghost) {
      const points = polyline(ghost.columns, model.ghost.length, unit.domain);
      const color = model.colors.grid;
      lines.push({ points, color, width: 2, dash: [], dots: false });
    }
    const axis = valueAxis(range, model.logTracks.has(this.name), Math.max(1, wanted));
    this.chart.draw({ lines, window, axis, ticks, colors: model.colors });
  }

  private line(model: ScoreModel, index: number, points: readonly Point[]): Line {
    const length = model.shown[index]?.length ?? null;
    const { first, last } = model.window;
    const step = positionOf(1, length, model.unit.domain);
    const pixels = (this.plot.clientWidth - MARGIN.left - MARGIN.right) * (step / (last - first));
    return {
      points,
      color: lineColor(model, this.name, index),
      width: 1.75,
      dash: dashOf(index),
      dots: pixels >= DOT_DISTANCE,
    };
  }

  private markedPhase({ cursor, shown }: ScoreModel): number | undefined {
    if (cursor?.schedule !== shown[0]?.id || cursor?.track !== this.name) return undefined;
    return cursor.phase;
  }
}

const followsText = (track: string | undefined): string =>
  track === undefined ? "" : words.follows(track);
