import type { Snapshot } from "../../src/protocol/hostMessages";
import type { ShownSchedule } from "../../src/protocol/scheduleView";
import type { AxisState } from "./axisState";
import type { ExportMenu } from "./exports/exportMenu";
import type { GalleryPlace } from "./gallery/galleryPlace";
import { Comparison, type ComparisonActions } from "./parts/comparison";
import type { ComparisonModel } from "./parts/comparisonTable";
import { CurvesMenu, type CurvesActions } from "./parts/curvesMenu";
import { Facts } from "./parts/facts";
import { Header } from "./parts/header";
import { Problems } from "./parts/problems";
import type { ValueActions } from "./parts/unknowns";
import { Toolbar, type ToolbarActions } from "./parts/toolbar";
import type { ValuesModel, ValuesTable } from "./parts/valuesTable";
import { Welcome } from "./parts/welcome";
import type { ProbeView } from "./probe/probePart";
import type { LossTrack } from "./score/lossTrack";
import type { ScoreModel } from "./score/model";
import { Score, type ScoreActions } from "./score/score";
import { words } from "./strings";
import { h, setHidden } from "./ui/dom";
import { LazyPart, type Part } from "./ui/lazy";
import { tabs, type Tabs } from "./ui/tabs";
import { SECTIONS, type ViewState } from "./viewState";

export interface LayoutActions
  extends ToolbarActions, ScoreActions, CurvesActions, ComparisonActions, ValueActions {
  readonly zoom: (factor: number, about?: number) => void;
  readonly select: (schedule: string) => void;
  readonly compare: (schedules: readonly string[]) => void;
  readonly turnBack: () => void;
  readonly toggleGallery: () => void;
  readonly setTab: (tab: ViewState["tab"]) => void;
  readonly showProblem: (problem: number) => void;
}

export interface PanelView {
  readonly snapshot: Snapshot;
  readonly axis: AxisState;
  readonly view: ViewState;
  readonly score: ScoreModel;
  readonly probe: ProbeView;
}

/** Where the probe shows itself, besides its section: above the charts, and among them. */
export interface ProbePlaces {
  readonly bar: HTMLElement;
  readonly loss: LossTrack;
}

/**
 * The parts of the panel and their order: what is shown and run, the curves, and below them (beside
 * them where there is room) one section at a time.
 */
export class PanelLayout {
  readonly score: Score;
  readonly values = new LazyPart<ValuesModel, ValuesTable>(async () => {
    const { ValuesTable } = await import("./parts/valuesTable");
    return new ValuesTable();
  }, words.notLoaded);
  private readonly welcome: Welcome;
  private readonly header: Header;
  private readonly toolbar: Toolbar;
  private readonly comparison: Comparison;
  private readonly curves: CurvesMenu;
  /** Nobody needs its code before schedules are compared. */
  private readonly figures = new LazyPart<ComparisonModel>(async () => {
    const { ComparisonTable } = await import("./parts/comparisonTable");
    return new ComparisonTable();
  }, words.notLoaded);
  /** Nobody needs it before a log is laid over the plan. */
  private readonly runs = new LazyPart<readonly ShownSchedule[]>(async () => {
    const { RunsPart } = await import("./runs/runsPart");
    return new RunsPart();
  }, words.notLoaded);
  private readonly facts = new Facts();
  private readonly problems: Problems;
  /** Nobody needs it where all is known. */
  private readonly unknowns: LazyPart<Snapshot>;
  private readonly sections: Tabs;
  private readonly content: HTMLElement;
  /** What the page said until there was something to show. */
  private readonly loading: Element | null;

  constructor(
    root: HTMLElement,
    actions: LayoutActions,
    private readonly probe: Part<ProbeView>,
    places: ProbePlaces,
    private readonly gallery: GalleryPlace,
    exports: ExportMenu,
  ) {
    this.score = new Score(actions, places.loss);
    this.welcome = new Welcome(actions.toggleGallery, actions.turnBack);
    this.header = new Header(actions.select, actions.compare, actions.toggleGallery);
    this.toolbar = new Toolbar(actions);
    this.comparison = new Comparison(actions);
    this.curves = new CurvesMenu(actions);
    this.problems = new Problems(actions.showProblem, (count) => {
      this.sections.setTitle("check", words.sections.check(count));
    });
    this.unknowns = new LazyPart(async () => {
      const { Unknowns } = await import("./parts/unknowns");
      return new Unknowns(actions);
    }, words.notLoaded);
    this.sections = this.makeSections(actions, exports);
    const status = h("div", { class: "status-line" }, this.score.place, this.header.state);
    const elements = (...parts: readonly { readonly element: HTMLElement }[]) =>
      parts.map(({ element }) => element);
    const top = h(
      "div",
      { class: "top" },
      this.header.element,
      places.bar,
      this.toolbar.element,
      status,
    );
    const curves = h("div", { class: "curves" }, ...elements(this.unknowns, this.runs, this.score));
    const columns = h("div", { class: "columns" }, curves, this.sections.element);
    this.content = h("div", { class: "content" }, top, columns);
    this.loading = root.querySelector("#loading");
    // Made and put into the page while the first snapshot is on its way, and shown when it is there.
    for (const element of [this.welcome.element, this.content]) setHidden(element, true);
    root.append(this.welcome.element, gallery.element, this.content);
  }

  /** The names of the sections, with the one that is open. */
  get section(): HTMLElement {
    return this.sections.element;
  }

  draw({ snapshot, axis, view, score, probe }: PanelView): void {
    const [active] = snapshot.shown;
    this.loading?.remove();
    setHidden(this.welcome.element, active !== undefined);
    setHidden(this.content, active === undefined);
    this.sections.set(view.tab);
    // First of all: it asks for the sizes of the charts, which writing anything would make unknown.
    this.score.draw(score);
    this.welcome.draw(snapshot);
    this.gallery.draw(snapshot, view);
    this.header.draw(snapshot, active);
    this.comparison.draw(snapshot, axis, view);
    this.figures.draw({ shown: snapshot.shown, normalised: axis.unit.id === "percent" });
    if (snapshot.shown.length > 1) void this.figures.load();
    this.runs.draw(snapshot.shown);
    if (snapshot.shown.some(({ told }) => told)) void this.runs.load();
    this.toolbar.draw(axis.units, axis.unit.id, axis.window !== axis.whole && isZoomed(axis));
    this.curves.draw(snapshot.shown, view);
    this.unknowns.draw(snapshot);
    if (active?.unknowns || snapshot.given?.length) void this.unknowns.load();
    this.problems.draw(active);
    this.facts.draw(snapshot.shown);
    this.probe.draw(probe);
  }

  private makeSections(actions: LayoutActions, exports: ExportMenu): Tabs {
    const contents: Record<ViewState["tab"], readonly { readonly element: HTMLElement }[]> = {
      check: [this.problems],
      facts: [this.facts, this.curves],
      probe: [this.probe],
      compare: [this.comparison, this.figures],
      values: [exports, this.values],
    };
    return tabs(
      words.sectionsOf(),
      SECTIONS.map((id) => ({
        id,
        title: words.sections[id](0),
        content: h("div", { class: "section" }, ...contents[id].map(({ element }) => element)),
      })),
      (id) => {
        const section = SECTIONS.find((known) => known === id);
        if (section) actions.setTab(section);
      },
    );
  }
}

const isZoomed = ({ window, whole }: AxisState): boolean =>
  window.last - window.first < (whole.last - whole.first) * (1 - 1e-9);
