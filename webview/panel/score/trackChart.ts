import { formatSample } from "../numbers";
import { positionOf, stepAt, type Tick } from "../time";
import { h, setAttributes, setHidden, setStyle, setText, syncChildren } from "../ui/dom";
import { iconButton, toggleButton, type Toggle } from "../ui/controls";
import { trackTitle } from "../../../src/core/text/titles";
import { derivedFormula, derivedTitle, words } from "../strings";
import { familiesOf, familyPoints, familyReading, type Family } from "./family";
import { bandPainter, markPainter, spaced, together, type Band, type Marks } from "./familyPainter";
import { LimitNote, limitLines, limitPainter, withLimits } from "./limit";
import { dashOf, LineChart, MARGIN, type Line } from "./lineChart";
import { derivedName, lineColor, trackOf, type ScoreModel } from "./model";
import { phasePainter, type PhaseBands } from "./phases";
import {
  joinRanges,
  polyline,
  readColumn,
  valueRange,
  type Point,
  type ValueRange,
} from "./polyline";
import { withAlpha } from "../ui/theme";
import { sizeOf, type Size } from "./sizes";
import { valueAxis } from "./valueAxis";

/** Pixels that a value axis wants between two labels. */
const TICK_HEIGHT = 20;
/** How much of the last good curve is to be seen. */
const GHOST = 0.4;
/** Pixels between two steps from which on each gets a dot. */
const DOT_DISTANCE = 7;

/** What speed limits are measured for. */
const LIMITED_TRACK = "learningRate";

/** One line of a chart. */
export interface Series {
  readonly schedule: string;
  readonly track: string;
  /** How many places its whole run has. */
  readonly length: number | null;
}

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
  readonly plot: HTMLElement;
  /** Called after the chart has drawn itself anew, because its size has changed. */
  resized: () => void = () => undefined;
  /** Asked to change a phase. */
  changePhase: () => void = () => undefined;
  /** The button that asks for it. */
  readonly more: HTMLElement;
  private readonly log: Toggle;
  private readonly readouts = new Map<string, Readout>();
  private readonly families = h("p", { class: "families faint" });
  private bands: PhaseBands | undefined;
  private limits: LimitNote | undefined;
  private limited: ScoreModel | undefined;
  private areas: readonly Band[] = [];
  private marks: Marks | undefined;
  private range: ValueRange | undefined;
  private held: ValueRange | undefined;
  private points: readonly Series[] = [];
  private size: Size = { width: 0, height: 0 };
  private drawing = false;

  constructor(
    readonly name: string,
    setLog: (on: boolean) => void,
  ) {
    const areas = bandPainter(() => this.areas);
    this.chart = new LineChart({
      below: together(
        phasePainter(() => this.bands),
        limitPainter(() => this.limited),
        areas,
      ),
      above: together(
        markPainter(() => this.marks),
        () => {
          if (!this.drawing) this.resized();
        },
      ),
    });
    const title = titleOf(name);
    this.log = toggleButton(words.log(), words.logScale(title), setLog);
    this.plot = h("div", { class: "plot", "data-track": name }, this.chart.canvas);
    this.more = iconButton(words.changePhase(titleOf(name)), "more", () => {
      this.changePhase();
    }).element;
    const parts = [this.heading, this.follows, this.readings, this.log.element, this.more];
    const head = h("div", { class: "track-head" }, ...parts);
    if (name === LIMITED_TRACK) this.limits = new LimitNote();
    const notes = this.limits ? [this.limits.element] : [];
    this.element = h("section", { class: "track" }, head, this.families, ...notes, this.plot);
    setText(this.heading, title);
  }

  /** What each line of the chart is, in their order. */
  get series(): readonly Series[] {
    return this.points;
  }

  /** Something of it is being dragged. */
  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** While something is dragged the value axis may grow but not shrink. */
  hold(on: boolean): void {
    this.held = on ? this.range : undefined;
  }

  /** Reads the plot's size, which drawing goes by. */
  measure(): void {
    this.size = sizeOf(this.plot);
  }

  draw(model: ScoreModel, ticks: readonly Tick[]): void {
    const tracks = model.shown.map((schedule) => trackOf(schedule, this.name));
    const active = model.shown[0];
    this.log.set(model.logTracks.has(this.name));
    setText(this.follows, followsText(this.name, tracks[0]?.follows));
    // neither a rule that follows another track nor a derived curve has phases to change
    setHidden(this.more, tracks[0]?.handles === undefined || tracks[0].follows !== undefined);
    this.bands = active && {
      phases: tracks[0]?.phases ?? [],
      length: active.length,
      domain: model.unit.domain,
      marked: this.markedPhase(model),
      colors: model.colors,
    };
    this.limited = this.limits && model;
    this.limits?.draw(model);
    this.drawing = true;
    this.drawLines(model, ticks);
    this.drawing = false;
  }

  /** Writes the values at the crosshair. */
  read(model: ScoreModel): void {
    const several = model.shown.length > 1;
    this.readFamilies(model);
    this.readings.classList.toggle("several", several);
    syncChildren(
      this.readings,
      this.readouts,
      model.shown,
      ({ id }) => id,
      () => ({ element: h("span", { class: "reading" }) }),
      ({ element }, schedule, index) => {
        setText(element, this.reading(model, index));
        setStyle(element, "color", several ? lineColor(model, this.name, index) : "");
        setAttributes(element, { title: several && schedule.name });
      },
    );
  }

  private reading({ shown, crosshair, unit }: ScoreModel, index: number): string {
    const schedule = shown[index];
    const track = trackOf(schedule, this.name);
    if (crosshair === undefined || !schedule || !track) return crosshair === undefined ? "" : "–";
    const length = track.positions ?? schedule.length;
    const step = stepAt(crosshair, length, unit.domain);
    if (step > (length ?? Infinity)) return "–";
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
    const families = familiesOf(model, this.name);
    const columns = [
      ...shown.flatMap((schedule) => trackOf(schedule, this.name)?.columns ?? []),
      ...families.flatMap(({ lines }) => lines.map((line) => line.columns)),
    ];
    const ghost = trackOf(model.ghost, this.name);
    const log = model.logTracks.has(this.name);
    this.log.element.classList.toggle("offered", !log && areFarApart(model, this.name));
    const own = valueRange(ghost ? [...columns, ghost.columns] : columns);
    const range = joinRanges(this.limits ? withLimits(model, own, log) : own, this.held);
    this.range = range;
    const wanted = Math.floor((this.size.height - MARGIN.top - MARGIN.bottom) / TICK_HEIGHT);
    const lines: Line[] = [];
    this.points = shown.map((schedule, index) => {
      const track = trackOf(schedule, this.name);
      const length = track?.positions ?? schedule.length;
      const points = track ? polyline(track.columns, length, unit.domain) : [];
      lines.push(this.line(model, index, points));
      return { schedule: schedule.id, track: this.name, length };
    });
    this.drawFamilies(model, families, lines);
    if (this.limits) this.drawLimits(model, lines);
    this.markBreakpoints(model);
    if (ghost && model.ghost) {
      const points = polyline(ghost.columns, model.ghost.length, unit.domain);
      const color = withAlpha(model.colors.foreground, GHOST);
      lines.push({ points, color, width: 2, dash: [], dots: false });
    }
    const axis = valueAxis(range, log, Math.max(1, wanted));
    this.chart.draw({ lines, window, axis, ticks, colors: model.colors }, this.size);
  }

  private drawLimits(model: ScoreModel, lines: Line[]): void {
    for (const { line, schedule, length } of limitLines(model)) {
      lines.push(line);
      this.points = [...this.points, { schedule, track: `${this.name}: limit`, length }];
    }
  }

  /** Thin lines, and the areas between the outermost of them. */
  private drawFamilies(model: ScoreModel, families: readonly Family[], lines: Line[]): void {
    const active = model.shown[0];
    const length = active?.length ?? null;
    const color = lineColor(model, this.name, 0);
    const areas: Band[] = [];
    const series: Series[] = [];
    for (const { lines: members, band, dash } of families) {
      const all = members.map((member) => familyPoints(member, length, model.unit.domain));
      const [upper, lower] = [all[0], all.at(-1)];
      if (band && upper && lower) areas.push({ upper, lower, color: withAlpha(color, 0.12) });
      members.forEach(({ name }, index) => {
        const points = all[index] ?? [];
        lines.push({ points, color: withAlpha(color, 0.7), width: 0.9, dash, dots: false });
        series.push({ schedule: active?.id ?? "", track: `${this.name}: ${name}`, length });
      });
    }
    this.areas = areas;
    this.points = [...this.points, ...series];
  }

  private markBreakpoints(model: ScoreModel): void {
    const active = model.shown[0];
    const { colors, unit, window } = model;
    const points = (trackOf(active, this.name)?.breakpoints ?? []).map(([step, value]) => ({
      x: positionOf(step, active?.length ?? null, unit.domain),
      y: value ?? NaN,
    }));
    const width = this.size.width - MARGIN.left - MARGIN.right;
    const pixel = (window.last - window.first) / Math.max(1, width);
    const color = lineColor(model, this.name, 0);
    this.marks = { points: spaced(points, pixel), color, background: colors.background };
  }

  private readFamilies(model: ScoreModel): void {
    const families = familiesOf(model, this.name);
    setHidden(this.families, families.length === 0);
    const { layers } = model.shown[0] ?? {};
    const drawn = layers?.lines.length ?? 0;
    const more = layers && drawn < layers.count && families.length > 0;
    const note = more ? [words.layersDrawn(drawn, layers.count)] : [];
    const readings = families.map((family) => familyReading(family, model));
    setText(this.families, [...readings, ...note].join("\n"));
  }

  private line(model: ScoreModel, index: number, points: readonly Point[]): Line {
    const length = model.shown[index]?.length ?? null;
    const { first, last } = model.window;
    const step = positionOf(1, length, model.unit.domain);
    const pixels = (this.size.width - MARGIN.left - MARGIN.right) * (step / (last - first));
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

/** Of peaks so much apart the lower curve would be a flat line. */
const FAR_APART = 20;

function areFarApart({ shown }: ScoreModel, name: string): boolean {
  const peaks = shown.flatMap((schedule) => {
    const track = trackOf(schedule, name);
    const max = track && valueRange([track.columns])?.max;
    return max !== undefined && max > 0 ? [max] : [];
  });
  return peaks.length > 1 && Math.max(...peaks) > FAR_APART * Math.min(...peaks);
}

const titleOf = (name: string): string => {
  const derived = derivedName(name);
  return derived === undefined ? trackTitle(name) : derivedTitle(derived);
};

function followsText(name: string, track: string | undefined): string {
  const derived = derivedName(name);
  if (derived !== undefined) return derivedFormula(derived);
  return track === undefined ? "" : words.follows(track);
}
