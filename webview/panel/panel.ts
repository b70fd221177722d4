import type { CursorPlace, PanelAssets, Snapshot } from "../../src/protocol/hostMessages";
import type { Inspection } from "../../src/protocol/inspection";
import type { ShownSchedule } from "../../src/protocol/scheduleView";
import { axisState, convertPosition, convertWindow, type AxisState } from "./axisState";
import type { Host } from "./host";
import { inspect } from "./inspect";
import { LastGood } from "./lastGood";
import { PanelLayout } from "./layout";
import { keepRun, readKeptRun } from "./probe/keep";
import { ProbeControl } from "./probe/probeControl";
import type { ProbeModel } from "./probe/probeSection";
import { isActive } from "./probe/results";
import type { ScoreModel } from "./score/model";
import { stalenessKey } from "./staleness";
import { words } from "./strings";
import type { UnitId } from "./time";
import { oncePerFrame, withinReason } from "./ui/dom";
import { readColors, watchTheme } from "./ui/theme";
import { ViewRequester } from "./viewRequester";
import { initialViewState, readViewState, type ViewState } from "./viewState";
import { orWhole, panSpan, zoomSpan } from "./window";

const TABLE_ROWS = 60;
const KEEP_MS = 400;

/** What is kept with `setState`. */
interface Kept {
  readonly view?: unknown;
  readonly run?: unknown;
  readonly runKey?: unknown;
}

/** The panel's state and what changes it; drawing is the layout's. */
export class Panel {
  private readonly layout: PanelLayout;
  private readonly requester: ViewRequester;
  private readonly probe: ProbeControl;
  private readonly lastGood = new LastGood();
  private view: ViewState;
  private colors = readColors();
  private snapshot: Snapshot | undefined;
  private cursor: CursorPlace | null = null;
  private runKey: string | undefined;
  private restored = false;
  private tableAsked = "";
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly redraw = oncePerFrame(() => {
    this.draw();
  });
  private readonly redrawProbe = withinReason(() => {
    if (this.snapshot) this.layout.drawProbe(this.probeModel());
  });

  constructor(
    private readonly host: Host,
    root: HTMLElement,
    assets: PanelAssets,
  ) {
    const kept = (host.keptState() ?? {}) as Kept;
    this.view = readViewState(kept.view) ?? initialViewState;
    this.runKey = typeof kept.runKey === "string" ? kept.runKey : undefined;
    this.probe = new ProbeControl(host, assets, readKeptRun(kept.run), () => {
      this.keepSoon();
      this.redrawProbe();
    });
    this.requester = new ViewRequester((request) => {
      host.messenger.send({ type: "view", ...request });
    });
    this.layout = new PanelLayout(root, this.actions());
    watchTheme(() => {
      this.colors = readColors();
      this.redraw();
    });
    new ResizeObserver(() => {
      this.redraw();
    }).observe(root);
    // The last chance before a hidden webview is thrown away.
    window.addEventListener("pagehide", () => {
      this.keep();
    });
    window.addEventListener("scroll", () => {
      this.change({ scroll: window.scrollY });
    });
  }

  takeSnapshot(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.cursor = snapshot.cursor;
    this.requester.answered();
    this.restoreComparison(snapshot);
    // At once, not in the next frame: a hidden page has no frames, and its state is asked for.
    this.draw();
    if (!this.restored) window.scrollTo(0, this.view.scroll);
    this.restored = true;
  }

  takeCursor(cursor: CursorPlace | null): void {
    this.cursor = cursor;
    this.redraw();
  }

  runProbe(options: ViewState["probe"]): void {
    const ids = this.shown.map(({ id }) => id);
    this.runKey = stalenessKey(this.shown);
    void this.probe.start(ids, { ...this.view.probe, ...options });
  }

  cancelProbe(): void {
    this.probe.cancel();
  }

  inspect(): Inspection {
    this.draw();
    const { layout, snapshot, view, probe } = this;
    return inspect(layout, snapshot, view, probe.current);
  }

  private get shown(): readonly ShownSchedule[] {
    return this.snapshot?.shown ?? [];
  }

  private get axis(): AxisState {
    return axisState(this.shown, this.view);
  }

  private actions() {
    const { host } = this;
    const revision = (): number => this.snapshot?.revision ?? 0;
    return {
      select: (schedule: string) => {
        host.messenger.send({ type: "select", schedule });
      },
      compare: (schedules: readonly string[]) => {
        host.messenger.send({ type: "compare", schedules });
      },
      newSchedule: () => {
        host.messenger.send({ type: "command", command: "newSchedule" });
      },
      setUnit: (unit: UnitId) => {
        this.setUnit(unit);
      },
      setTab: (tab: ViewState["tab"]) => {
        this.change({ tab });
        this.redraw();
      },
      setCrosshair: (x: number | undefined) => {
        this.change({ crosshair: x ?? null });
        // At once: the next key press builds upon it, and only a few words of the page change.
        this.drawCrosshair();
      },
      setWindow: (window: { first: number; last: number }) => {
        this.setWindow(zoomSpan(window, this.axis.whole, 1));
      },
      zoom: (factor: number, about?: number) => {
        this.setWindow(zoomSpan(this.axis.window, this.axis.whole, factor, about));
      },
      pan: (share: number) => {
        this.setWindow(panSpan(this.axis.window, this.axis.whole, share));
      },
      whole: () => {
        this.setWindow(this.axis.whole);
      },
      setLog: (track: string, on: boolean) => {
        const others = this.view.logTracks.filter((name) => name !== track);
        this.change({ logTracks: on ? [...others, track] : others });
        this.redraw();
      },
      reveal: (track: string, phase: number | undefined, focus: boolean) => {
        const schedule = this.shown[0]?.id;
        if (schedule === undefined) return;
        const place = { schedule, track, ...(phase !== undefined && { phase }) };
        host.messenger.send({ type: "reveal", revision: revision(), focus, ...place });
      },
      showProblem: (problem: number) => {
        const schedule = this.shown[0]?.id;
        if (schedule === undefined) return;
        host.messenger.send({ type: "reveal.problem", revision: revision(), schedule, problem });
      },
      run: () => {
        this.runProbe({});
      },
      pause: () => {
        this.probe.pause();
      },
      resume: () => {
        this.probe.resume();
      },
      cancel: () => {
        this.probe.cancel();
      },
      wish: (probe: ViewState["probe"]) => {
        this.change({ probe });
        this.redraw();
      },
      setView: (loss: ViewState["loss"]) => {
        this.change({ loss });
        this.redraw();
      },
    };
  }

  private change(part: Partial<ViewState>): void {
    this.view = { ...this.view, ...part };
    this.keepSoon();
  }

  private setUnit(unit: UnitId): void {
    const before = this.axis.unit.domain;
    const next = this.axis.units.find(({ id }) => id === unit);
    if (!next) return;
    const length = this.shown[0]?.length ?? null;
    const window = convertWindow(this.view.window, next.domain, length);
    const crosshair = convertPosition(this.view.crosshair, before, next.domain, length);
    this.change({ unit, window, crosshair });
    this.redraw();
  }

  private setWindow(span: { first: number; last: number }): void {
    const { whole, unit } = this.axis;
    const window = orWhole(span, whole);
    this.change({ window: window && { domain: unit.domain, ...window } });
    this.redraw();
  }

  /** The host forgets a comparison when its window is reloaded; the panel does not. */
  private restoreComparison({ schedules, shown }: Snapshot): void {
    if (!this.restored && shown.length === 1) {
      const known = new Set(schedules.map(({ id }) => id));
      const missing = this.view.compare.filter((id) => known.has(id) && id !== shown[0]?.id);
      if (missing.length > 0) this.host.messenger.send({ type: "compare", schedules: missing });
    } else this.change({ compare: shown.slice(1).map(({ id }) => id) });
  }

  private draw(): void {
    const { snapshot } = this;
    if (!snapshot) return;
    const axis = this.axis;
    this.layout.draw({
      snapshot,
      axis,
      view: this.view,
      score: this.scoreModel(axis),
      probe: this.probeModel(),
    });
    this.requester.want(this.layout.score.plotWidth, axis);
    if (this.view.tab === "values") void this.fillTable(axis);
  }

  private probeModel(): ProbeModel {
    const run = this.probe.current;
    return {
      active: this.shown[0],
      wishes: this.view.probe,
      view: this.view.loss,
      colors: this.colors,
      run,
      stale: run !== undefined && !isActive(run) && this.runKey !== stalenessKey(this.shown),
    };
  }

  private drawCrosshair(): void {
    if (this.snapshot) this.layout.score.moveCrosshair(this.scoreModel(this.axis));
  }

  private scoreModel({ unit, window }: AxisState): ScoreModel {
    return {
      shown: this.shown,
      ghost: this.lastGood.of(this.shown[0]),
      cursor: this.cursor,
      unit,
      window,
      logTracks: new Set(this.view.logTracks),
      crosshair: this.view.crosshair ?? undefined,
      colors: this.colors,
    };
  }

  private async fillTable({ unit, window }: AxisState): Promise<void> {
    const active = this.shown[0];
    const revision = this.snapshot?.revision;
    if (!active || revision === undefined || active.length === null) return;
    const size = unit.domain === "percent" ? active.length / 100 : 1;
    const [first, last] = [Math.floor(window.first * size), Math.ceil(window.last * size)];
    const asked = JSON.stringify([revision, active.id, first, last]);
    if (asked === this.tableAsked) return;
    this.tableAsked = asked;
    const { values } = this.layout;
    try {
      const question = { revision, schedule: active.id, first, last, rows: TABLE_ROWS };
      const rows = await this.host.messenger.ask({ type: "table", ...question }, "table.rows");
      if (asked === this.tableAsked) values.draw(rows, words.valuesOf(active.name));
    } catch (error) {
      if (asked === this.tableAsked) values.setNote(error instanceof Error ? error.message : "");
    }
  }

  private keepSoon(): void {
    this.keepTimer ??= setTimeout(() => {
      this.keep();
    }, KEEP_MS);
  }

  private keep(): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = undefined;
    const run = this.probe.current;
    const kept: Kept = { view: this.view, ...(run && { run: keepRun(run), runKey: this.runKey }) };
    this.host.keepState(kept);
  }
}
