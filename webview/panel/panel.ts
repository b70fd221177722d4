import type { CursorPlace, Snapshot } from "../../src/protocol/hostMessages";
import type { Inspection } from "../../src/protocol/inspection";
import type { PanelAssets } from "../../src/protocol/panelSetup";
import type { ShownSchedule } from "../../src/protocol/scheduleView";
import type { ExportKind } from "../../src/protocol/scoreExport";
import { listenToDrops } from "./actions/drops";
import { sourceActions } from "./actions/sourceActions";
import { timeActions } from "./actions/timeActions";
import { listenToUndo } from "./actions/undoKeys";
import { viewActions } from "./actions/viewActions";
import { axisState, type AxisState } from "./axisState";
import { ExportMenu } from "./exports/exportMenu";
import { GalleryPlace } from "./gallery/galleryPlace";
import type { Host } from "./host";
import { HandlesLoader } from "./handles/loader";
import { keptBefore, Keeper, type Kept } from "./keeper";
import { LastGood } from "./lastGood";
import { PanelLayout } from "./layout";
import type { PanelContext } from "./panelContext";
import type { ProbePart, ProbeView } from "./probe/probePart";
import { LossTrack } from "./score/lossTrack";
import type { ScoreModel } from "./score/model";
import { words } from "./strings";
import { afterPaint } from "./ui/afterPaint";
import { h, oncePerFrame } from "./ui/dom";
import { keepFocus } from "./ui/keepFocus";
import { LazyPart } from "./ui/lazy";
import { endReveal, reveal } from "./ui/reveal";
import { readColors, watchTheme } from "./ui/theme";
import { steadied } from "./steady";
import { ValuesLoader } from "./valuesLoader";
import { ViewRequester } from "./viewRequester";
import { initialViewState, readViewState, type ViewState } from "./viewState";

/** The panel's state and what changes it; drawing is the layout's. */
export class Panel implements PanelContext {
  view: ViewState;
  colors = readColors();
  private readonly layout: PanelLayout;
  private readonly requester: ViewRequester;
  private readonly values: ValuesLoader;
  private readonly handles: HandlesLoader;
  readonly keepFocus: () => void;
  private readonly probe: LazyPart<ProbeView, ProbePart>;
  private readonly exports = new ExportMenu(this);
  private readonly keeper: Keeper;
  private readonly lastGood = new LastGood();
  private snapshot: Snapshot | undefined;
  /** The snapshot as it is drawn: in the frame of the last good form. */
  private drawn: Snapshot | undefined;
  private ghost: ShownSchedule | undefined;
  private cursor: CursorPlace | null = null;
  private restored = false;
  /** What was shown of other schedules. */
  private readonly parts = new Map<string, Pick<ViewState, "window" | "crosshair" | "scroll">>();
  readonly redraw = oncePerFrame(() => {
    this.draw();
  });

  constructor(
    readonly host: Host,
    private readonly root: HTMLElement,
    assets: PanelAssets,
  ) {
    const kept = keptBefore(host);
    this.view = readViewState(kept.view) ?? initialViewState;
    this.keeper = new Keeper(host, () => this.kept(kept));
    this.requester = new ViewRequester((request) => {
      host.messenger.send({ type: "view", ...request });
    });
    const places = { bar: h("div", { class: "run-place" }), loss: new LossTrack() };
    this.probe = new LazyPart(async () => {
      const { ProbePart } = await import("./probe/probePart");
      return new ProbePart(this, places, assets, kept);
    }, words.notLoaded);
    const gallery = new GalleryPlace(this);
    const actions = {
      ...sourceActions(this),
      ...timeActions(this),
      ...viewActions(this),
      toggleGallery: () => void gallery.toggle(),
    };
    this.layout = new PanelLayout(root, actions, this.probe, places, gallery, this.exports);
    this.values = new ValuesLoader(this);
    this.handles = new HandlesLoader(this, this.layout.score);
    this.keepFocus = keepFocus(root);
    this.watch(root);
    listenToUndo(this);
    listenToDrops(host);
  }

  get shown(): readonly ShownSchedule[] {
    return this.snapshot?.shown ?? [];
  }

  get revision(): number {
    return this.snapshot?.revision ?? 0;
  }

  get axis(): AxisState {
    return axisState(this.drawn?.shown ?? [], this.view);
  }

  get crosshair(): number | undefined {
    return this.isHeld ? undefined : (this.view.crosshair ?? undefined);
  }

  takeSnapshot(snapshot: Snapshot): void {
    const before = this.snapshot;
    const { of } = this.view;
    this.snapshot = snapshot;
    this.drawn = this.steady(snapshot);
    this.cursor = snapshot.cursor;
    this.requester.answered();
    this.turnTo(snapshot, before);
    this.restoreComparison(snapshot);
    // At once, not in the next frame: a hidden page has no frames, and its state is asked for.
    this.draw();
    this.root.dataset.revision = String(snapshot.revision);
    // Once it is drawn, for it may be longer.
    if (this.restored && this.view.of !== of) window.scrollTo(0, this.view.scroll);
    const more = snapshot.shown.length > (before?.shown.length ?? 0);
    if (this.restored && more && this.view.tab === "compare") reveal(this.layout.section);
    if (!this.restored) afterPaint(() => void this.restoreScroll());
    this.restored = true;
  }

  takeCursor(cursor: CursorPlace | null): void {
    // Each edit of a drag makes the editor tell of a cursor that has not moved.
    if (JSON.stringify(cursor) === JSON.stringify(this.cursor)) return;
    this.cursor = cursor;
    this.redraw();
  }

  async runProbe(options: ViewState["probe"]): Promise<void> {
    (await this.probe.load()).run(options);
  }

  async exportScore(kind: ExportKind): Promise<void> {
    this.open("values");
    await this.exports.run(kind);
  }

  async openRun(file: string, content: string): Promise<void> {
    this.open("probe");
    await (await this.probe.load()).openRun(file, content);
  }

  cancelProbe(): void {
    this.probe.made?.cancel();
  }

  async inspect(): Promise<Inspection> {
    const { current } = await this.probe.load();
    const { inspect } = await import("./inspect");
    this.draw();
    return inspect(this.layout, this.snapshot, this.view, current);
  }

  change(part: Partial<ViewState>): void {
    this.view = { ...this.view, ...part };
    this.keeper.keepSoon();
  }

  drawCrosshair(): void {
    const { score } = this.layout;
    // What a drag changes is drawn with the crosshair: drawing that alone before is one frame more.
    if (!this.snapshot || this.isHeld) return;
    score.moveCrosshair(this.scoreModel(this.axis));
    this.probe.made?.read();
  }

  open(tab: ViewState["tab"]): void {
    this.change({ tab });
    this.redraw();
    reveal(this.layout.section);
  }

  showCharts(): void {
    endReveal();
    window.scrollTo(0, 0);
  }

  private get isHeld(): boolean {
    return this.layout.score.charts.some(({ isHeld }) => isHeld);
  }

  private watch(root: HTMLElement): void {
    watchTheme(() => {
      this.colors = readColors();
      this.redraw();
    });
    new ResizeObserver(() => {
      // The charts' heights follow from the width; the root's own changes with any line of text.
      if (!this.layout.score.isDrawnToMeasure) this.redraw();
    }).observe(root);
    window.addEventListener("scroll", () => {
      if (this.restored) this.change({ scroll: window.scrollY });
    });
  }

  /** The page has its whole height only with the probe's part. */
  private async restoreScroll(): Promise<void> {
    const { scroll } = this.view;
    await this.probe.load();
    if (window.scrollY < scroll) window.scrollTo(0, scroll);
  }

  private kept(before: Kept): Kept {
    const { made } = this.probe;
    return { ...(made ? made.kept : before), view: this.view };
  }

  /** What part of the run is shown, and what is compared, belongs to one schedule. */
  private turnTo({ shown: [active], schedules, document }: Snapshot, before: Snapshot | undefined) {
    const { of, window: part, crosshair, scroll } = this.view;
    if (!active || active.id === of) return;
    if (of !== null && isRenamed(of, schedules, document, before)) {
      this.change({ of: active.id });
      this.probe.made?.rename(of, active.id);
      return;
    }
    if (of !== null) this.parts.set(of, { window: part, crosshair, scroll });
    const kept = this.parts.get(active.id) ?? { window: null, crosshair: null, scroll: 0 };
    // Another schedule of the same file is seen from where one is.
    const place = before?.document?.label === document?.label && { scroll };
    this.change({ of: active.id, compare: [], ...kept, ...place });
  }

  /** The host forgets a comparison when its window is reloaded; the panel does not. */
  private restoreComparison({ schedules, others = [], shown }: Snapshot): void {
    if (!this.restored && shown.length === 1) {
      const known = new Set([...schedules, ...others].map(({ id }) => id));
      const missing = this.view.compare.filter((id) => known.has(id) && id !== shown[0]?.id);
      if (missing.length > 0) this.host.messenger.send({ type: "compare", schedules: missing });
    } else this.change({ compare: shown.slice(1).map(({ id }) => id) });
  }

  private steady(snapshot: Snapshot): Snapshot {
    const [active, ...others] = snapshot.shown;
    this.ghost = this.lastGood.of(active);
    if (!active || !this.ghost) return snapshot;
    return { ...snapshot, shown: [steadied(active, this.ghost), ...others] };
  }

  private draw(): void {
    const { drawn: snapshot, axis, view } = this;
    if (!snapshot) return;
    this.layout.draw({ snapshot, axis, view, score: this.scoreModel(axis), probe: this });
    this.handles.draw();
    const probeSteps = view.probe.steps ?? snapshot.shown[0]?.probe?.steps;
    this.requester.want(this.layout.score.plotWidth, axis, view, probeSteps);
    if (view.tab === "values") void this.values.fill(this.layout.values.load());
    this.keepFocus();
  }

  private scoreModel({ unit, window }: AxisState): ScoreModel {
    return {
      shown: this.drawn?.shown ?? [],
      ghost: this.ghost,
      cursor: this.cursor,
      unit,
      window,
      logTracks: new Set(this.view.logTracks),
      families: this.view.families,
      crosshair: this.crosshair,
      colors: this.colors,
    };
  }
}

/** The same file has as many schedules as before, but none of this name. */
const isRenamed = (
  id: string,
  schedules: Snapshot["schedules"],
  document: Snapshot["document"],
  before: Snapshot | undefined,
): boolean =>
  before?.document?.label === document?.label &&
  before?.schedules.length === schedules.length &&
  before.schedules.some((schedule) => schedule.id === id) &&
  !schedules.some((schedule) => schedule.id === id);
