import { formatCount, formatNumber } from "../../../src/core/text/format";
import type { ShownSchedule, TimeView } from "../../../src/protocol/scheduleView";
import { formatSample } from "../numbers";
import { trackTitle } from "../../../src/core/text/titles";
import { wallSeconds, wallText } from "../../../src/core/text/wallTicks";
import { words } from "../strings";
import { stepAt, stepUnit, timeTicks, type AxisUnit, type Span } from "../time";
import { h, setAttributes, setHidden, setStyle, setText, syncChildren } from "../ui/dom";
import { Legend } from "./legend";
import { MARGIN } from "./lineChart";
import type { LossTrack } from "./lossTrack";
import { derivedName, trackNames, trackOf, type ScoreModel } from "./model";
import { phaseAt } from "./phases";
import { listenToPointer } from "./pointer";
import { readColumn } from "./polyline";
import { TimeAxis } from "./timeAxis";
import { TrackChart } from "./trackChart";

/** Pixels that the time axis wants between two labels. */
export const TICK_WIDTH = 56;

export interface ScoreActions {
  readonly setCrosshair: (x: number | undefined) => void;
  readonly setWindow: (window: Span) => void;
  readonly zoom: (factor: number, about?: number) => void;
  readonly pan: (share: number) => void;
  readonly whole: () => void;
  readonly setLog: (track: string, on: boolean) => void;
  readonly reveal: (track: string, phase: number | undefined, focus: boolean) => void;
}

/**
 * The rate, the loss of the probe below it, then all other tracks: one chart below the other, over one
 * time axis with one crosshair.
 */
export class Score {
  readonly element: HTMLElement;
  /** Where the crosshair stands; without one, how long the run is. */
  readonly place = h("div", { class: "place" });
  private readonly stack: HTMLElement;
  private readonly first = h("div", { class: "stack first" });
  private readonly rest = h("div", { class: "stack" });
  private readonly hair = h("div", { class: "hair", hidden: true });
  private readonly brush = h("div", { class: "brush", hidden: true });
  private readonly tracks = {
    first: new Map<string, TrackChart>(),
    rest: new Map<string, TrackChart>(),
  };
  private readonly legend = new Legend();
  private readonly axis: TimeAxis;
  private model: ScoreModel | undefined;
  private width = 0;

  constructor(
    private readonly actions: ScoreActions,
    loss: LossTrack,
  ) {
    this.axis = new TimeAxis({
      move: (pixels) => {
        this.move(pixels);
      },
      jump: (share) => {
        actions.setCrosshair(this.xAt(share));
      },
      zoom: (factor) => {
        actions.zoom(factor, this.model?.crosshair);
      },
      whole: actions.whole,
      reveal: () => {
        this.reveal(this.model?.shown[0]?.tracks[0]?.name, this.model?.crosshair, true);
      },
    });
    this.stack = h("div", { class: "stack" }, this.first, loss.element, this.rest);
    const charts = h(
      "div",
      { class: "charts" },
      this.stack,
      this.brush,
      this.hair,
      this.axis.element,
    );
    this.element = h("div", { class: "score" }, this.legend.element, charts);
    this.listen(charts);
  }

  /** Width of the plots in CSS pixels when they were last drawn; 0 while hidden. */
  get plotWidth(): number {
    return Math.max(0, this.width - MARGIN.left - MARGIN.right);
  }

  /** False where the page has become wider or narrower since. */
  get isDrawnToMeasure(): boolean {
    return this.stack.clientWidth === this.width;
  }

  get charts(): readonly TrackChart[] {
    return [...this.tracks.first.values(), ...this.tracks.rest.values()];
  }

  draw(model: ScoreModel): void {
    this.model = model;
    const before = this.measure();
    const names = trackNames(model.shown);
    this.sync("first", names.slice(0, 1));
    this.sync("rest", names.slice(1));
    if (this.names() !== before) this.measure();
    this.legend.draw(model);
    setHidden(this.axis.element, names.length === 0);
    const ticks = timeTicks(model.window, model.unit, Math.max(1, this.plotWidth / TICK_WIDTH));
    // All canvases before any words: a canvas asks for the page's styles, which words make unknown.
    for (const track of this.charts) track.draw(model, ticks);
    for (const track of this.charts) track.read(model);
    this.axis.draw(model.window, ticks, this.width);
    this.drawCrosshair(model);
  }

  /** Redraws what depends on the crosshair only: no canvas is touched. */
  moveCrosshair(model: ScoreModel): void {
    this.model = model;
    for (const track of this.charts) track.read(model);
    this.drawCrosshair(model);
  }

  private sync(part: "first" | "rest", names: readonly string[]): void {
    syncChildren(
      this[part],
      this.tracks[part],
      names,
      (name) => name,
      (name) =>
        new TrackChart(name, (on) => {
          this.actions.setLog(name, on);
        }),
      () => undefined,
    );
  }

  /** Reads all sizes before anything is written. Returns the names of the charts measured. */
  private measure(): string {
    this.width = this.stack.clientWidth;
    for (const track of this.charts) track.measure();
    return this.names();
  }

  private names(): string {
    return this.charts.map(({ name }) => name).join("\n");
  }

  private drawCrosshair(model: ScoreModel): void {
    const { crosshair, window } = model;
    const share =
      crosshair === undefined ? -1 : (crosshair - window.first) / (window.last - window.first);
    setHidden(this.hair, share < 0 || share > 1);
    const x = Math.round(MARGIN.left + share * this.plotWidth);
    setStyle(this.hair, "transform", `translateX(${x}px)`);
    setText(this.place, placeText(model));
    setAttributes(this.place, { title: model.ghost && words.lastGoodWhy() });
    this.axis.setValue(window, crosshair, spokenPlace(model));
  }

  private listen(charts: HTMLElement): void {
    const { actions } = this;
    listenToPointer(charts, {
      hover: (share) => {
        actions.setCrosshair(share === undefined ? undefined : this.xAt(share));
      },
      click: (track, share) => {
        this.reveal(track, this.xAt(share), false);
      },
      brush: (range) => {
        this.drawBrush(range);
      },
      select: ({ first, last }) => {
        actions.setWindow({ first: this.xAt(first), last: this.xAt(last) });
      },
      zoom: (factor, share) => {
        actions.zoom(factor, this.xAt(share));
      },
      pan: actions.pan,
    });
    charts.addEventListener("dblclick", actions.whole);
  }

  private drawBrush(range: Span | undefined): void {
    setHidden(this.brush, range === undefined);
    if (!range) return;
    this.brush.style.left = `${MARGIN.left + range.first * this.plotWidth}px`;
    this.brush.style.width = `${(range.last - range.first) * this.plotWidth}px`;
  }

  private xAt(share: number): number {
    const { first, last } = this.model?.window ?? { first: 0, last: 1 };
    return first + share * (last - first);
  }

  /** A pixel, but at least one step: no key press may be without effect. */
  private move(pixels: number): void {
    const { model } = this;
    if (!model || this.plotWidth === 0) return;
    const pixel = (model.window.last - model.window.first) / this.plotWidth;
    const least = model.unit.domain === "steps" ? Math.max(1, Math.ceil(pixel)) : pixel;
    const from = model.crosshair ?? model.window.first;
    const to = Math.min(model.window.last, Math.max(model.window.first, from + pixels * least));
    this.actions.setCrosshair(model.unit.domain === "steps" ? Math.round(to) : to);
  }

  private reveal(track: string | undefined, x: number | undefined, focus: boolean): void {
    const active = this.model?.shown[0];
    if (!active || track === undefined || !this.model) return;
    const step = x === undefined ? undefined : stepAt(x, active.length, this.model.unit.domain);
    const phases = trackOf(active, track)?.phases ?? [];
    // A curve that follows from the rate is defined where the rate is.
    const source = derivedName(track) === undefined ? track : active.tracks[0]?.name;
    if (source === undefined) return;
    this.actions.reveal(source, step === undefined ? undefined : phaseAt(phases, step), focus);
  }
}

/** Where the crosshair stands in every clock of the active schedule: "step 780 · epoch 5". */
function placeText(model: ScoreModel): string {
  const { shown, crosshair, unit } = model;
  const active = shown[0];
  if (!active) return "";
  if (crosshair === undefined) return restingText(model, active);
  const step = Math.floor(stepAt(crosshair, active.length, unit.domain) + 1e-6);
  return [...unitText(unit, step), ...clocks(active, step)].join(" · ");
}

/** What of the axis' own unit the clocks don't tell. */
function unitText(unit: AxisUnit, step: number): string[] {
  if (unit.wall) return [wallText(wallSeconds(unit.wall, step))];
  return unit.id === "samples"
    ? [`${formatNumber(step / unit.size, 3)} ${words.short.samples()}`]
    : [];
}

/** Here, because no line of its own may come and go while somebody types. */
function restingText({ shown, ghost }: ScoreModel, active: ShownSchedule): string {
  if (ghost) return words.lastGood();
  return shown.some(({ tracks }) => tracks.length > 0) ? lengthText(active) : words.nothingDrawn();
}

function stepsText(length: number, time: TimeView | null): string {
  const unit = stepUnit(time);
  return length === 1 && unit === "steps" ? words.oneStep() : words[unit](formatCount(length));
}

function lengthText({ time, length, open }: ShownSchedule): string {
  if (length === null) return "";
  const steps = stepsText(length, time);
  if (open) return words.drawnOver(steps);
  if (!time?.stepsPerEpoch) return steps;
  return `${steps} · ${words.epochs(formatNumber(length / time.stepsPerEpoch, 4))}`;
}

function clocks({ time, length }: ShownSchedule, step: number): string[] {
  const parts = [`${words.short[stepUnit(time)]()} ${formatCount(step)}`];
  if (time?.stepsPerEpoch) {
    parts.push(`${words.short.epochs()} ${formatNumber(step / time.stepsPerEpoch, 4)}`);
  }
  if (time?.stepsPerRound) {
    parts.push(`${words.short.rounds()} ${formatNumber(step / time.stepsPerRound, 4)}`);
  }
  if (time?.tokensPerStep) {
    parts.push(`${formatNumber(step * time.tokensPerStep, 3)} ${words.short.tokens()}`);
  }
  if (length) parts.push(`${formatNumber((100 * step) / length, 3)}%`);
  return parts;
}

/** The same with all values, for screen readers. */
function spokenPlace(model: ScoreModel): string {
  const active = model.shown[0];
  if (model.crosshair === undefined || !active) return words.wholeRun();
  const step = stepAt(model.crosshair, active.length, model.unit.domain);
  const values = active.tracks.map(({ name, columns, phases }) => {
    const phase = phases[phaseAt(phases, step) ?? -1];
    const value = formatSample(readColumn(columns, step + 1e-6)?.value);
    return `${trackTitle(name)} ${value}${phase ? `, ${words.phase(phase.kind)}` : ""}`;
  });
  return [placeText(model), ...values].join("; ");
}
