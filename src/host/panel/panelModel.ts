import {
  EventEmitter,
  l10n,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type Uri,
} from "vscode";
import type { CursorPlace, Snapshot } from "../../protocol/hostMessages";
import type { ViewRequest } from "../../protocol/panelMessages";
import { LIMITS } from "../../protocol/shapes";
import { MOST_UNKNOWNS } from "../../protocol/unknowns";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import type { Analysis, AnalyzedSchedule } from "../../core/analysis";
import { Owner } from "../disposables";
import { scheduleLanguage } from "../documents";
import { OtherFile } from "./otherFile";
import { alongWall } from "../model/alongWall";
import { openFromTab, visibleDocument, type Places } from "./places";
import type { FrozenSchedules, RecordedRun } from "../frozen/frozenSchedules";
import type { GivenValues } from "../language/givenValues";
import { RunExplanations } from "./runExplanations";
import { identified, type IdentifiedSchedule } from "./scheduleId";

const notOpen = (): Error => new Error(l10n.t("This schedule is not open any more."));

type SnapshotContent = Omit<Snapshot, "type" | "revision">;

const EMPTY: SnapshotContent = {
  document: null,
  schedules: [],
  omitted: 0,
  active: null,
  shown: [],
  cursor: null,
  notice: null,
};

/**
 * What the panel is about: the schedule document that was last active, in it the schedule at the
 * cursor or the one that was picked, and those it is compared with. The same for every panel.
 */
export class PanelModel extends Owner {
  private readonly changed = this.own(new EventEmitter<void>());
  private readonly moved = this.own(new EventEmitter<void>());
  private readonly dragged = this.own(new EventEmitter<object | undefined>());
  private document: TextDocument | undefined;
  private readonly other = this.own(
    new OtherFile(() => {
      this.changed.fire();
    }),
  );
  private readonly explanations = this.own(
    new RunExplanations(() => {
      this.changed.fire();
    }),
  );
  private offset = 0;
  /** Set by a choice in the panel, until the cursor moves. */
  private picked: string | undefined;
  /** By the active schedule: what it is compared with. */
  private readonly compared = new Map<string, readonly string[]>();

  /** Something that a snapshot shows is different now. */
  readonly onDidChange = this.changed.event;
  /** Only the cursor's place is different. */
  readonly onDidMove = this.moved.event;
  /** A drag has changed the document: who has shown that already, or nobody. */
  readonly onDidDrag = this.dragged.event;

  constructor(
    readonly analyses: AnalysisService,
    private readonly places: Places,
    private readonly frozen: FrozenSchedules,
    readonly values: GivenValues,
  ) {
    super();
    this.own(
      frozen.onDidChange(() => {
        this.forgetCompared();
        this.changed.fire();
      }),
    );
    void this.restore();
    const look = (editor: TextEditor | undefined): void => {
      this.other.look(editor);
      this.follow(editor?.document);
    };
    this.own(window.onDidChangeActiveTextEditor(look));
    this.own(
      // In another language a document is closed and opened, and its editor stays as it is.
      workspace.onDidOpenTextDocument((document) => {
        if (document === window.activeTextEditor?.document) look(window.activeTextEditor);
      }),
    );
    this.own(
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.follow(textEditor.document);
      }),
    );
    this.own(
      analyses.onDidAnalyze(({ document }) => {
        this.analyzed(document);
      }),
    );
    this.own(
      analyses.onDidForget((uri) => {
        this.forgotten(uri);
      }),
    );
  }

  /** Whether there is a schedule document to be shown. */
  get hasDocument(): boolean {
    return this.document !== undefined;
  }

  get isComparing(): boolean {
    return this.compared.size > 0;
  }

  /** A schedule of an open document by its id: nothing else can be reached by a message. */
  find(id: string): IdentifiedSchedule | undefined {
    return this.all().find((item) => item.id === id);
  }

  /** Every schedule of every open document; those of the present one first. */
  all(present = this.present()): IdentifiedSchedule[] {
    const others = this.analyses.all().filter(({ document }) => document !== present?.document);
    return [...(present ? [present] : []), ...others].flatMap((analyzed) => identified(analyzed));
  }

  /** The document as it is now, and where the cursor stands in it. */
  async current(): Promise<(AnalyzedDocument & { readonly offset: number }) | undefined> {
    const found = this.document && (await this.analyses.current(this.document));
    return found && { ...found, offset: this.offset };
  }

  /** The schedule at the cursor, or the one picked. */
  async active(): Promise<IdentifiedSchedule | undefined> {
    const present = this.present();
    if (!present) return undefined;
    const list = identified(present);
    const picked = list.find(({ id }) => id === this.picked);
    if (picked) return picked;
    const core = await import("../lazy/core");
    const schedule = core.scheduleAt(present.analysis, this.offset);
    return list.find((item) => item.schedule === schedule);
  }

  /** The active schedule and those it is compared with. */
  async shown(reading?: AnalyzedDocument): Promise<ComparedSchedule[]> {
    const active = await this.activeIn(reading);
    const others = this.comparedWith(active).flatMap((id) => this.comparable(id) ?? []);
    return [...(active ? [asCompared(active)] : []), ...others].slice(0, LIMITS.shownSchedules);
  }

  /** A schedule of an open document, or a frozen one. */
  comparable(id: string): ComparedSchedule | undefined {
    const open = this.find(id);
    return open ? asCompared(open) : this.frozen.find(id);
  }

  /** Lays further schedules beside those that are compared already. */
  async compareAlso(ids: readonly string[]): Promise<void> {
    const active = await this.active();
    const known = ids.filter((id) => id !== active?.id);
    const all = [...this.comparedWith(active), ...known];
    await this.compare(all.slice(-LIMITS.shownSchedules));
  }

  /** Throws where a frozen schedule cannot be forgotten. */
  forget(id: string): Promise<void> {
    return this.frozen.forget(id);
  }

  /** Throws where the id is not that of an open schedule. */
  pick(id: string): void {
    const { from } = this.known(id);
    this.other.turnBack();
    this.document = from.document;
    this.picked = id;
    this.keepPlace();
    this.changed.fire();
  }

  /**
   * Lays these beside the active schedule, for as long as that is active. Throws where an id is not
   * that of an open schedule.
   */
  async compare(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (!this.comparable(id)) throw notOpen();
    const active = await this.active();
    if (!active) return;
    this.compared.set(active.id, [...new Set(ids)]);
    this.forgetCompared();
    this.changed.fire();
  }

  private comparedWith(active: IdentifiedSchedule | undefined): readonly string[] {
    const ids = active ? (this.compared.get(active.id) ?? []) : [];
    return ids.filter((id) => id !== active?.id);
  }

  /** What is gone is compared no more. */
  private forgetCompared(): void {
    for (const [active, ids] of this.compared) {
      const there = this.find(active) ? ids.filter((id) => this.comparable(id)) : [];
      if (there.length > 0) this.compared.set(active, there);
      else this.compared.delete(active);
    }
  }

  /** Shows at once what a drag has written, before the pause after its last change. */
  tellOfDrag(shownBy: object | undefined): void {
    this.dragged.fire(shownBy);
  }

  /** The present document as it is shown: as a drag is about to make it, or as it was last read. */
  reading(): AnalyzedDocument | undefined {
    return (this.document && this.analyses.ahead(this.document.uri)) ?? this.present();
  }

  /** Undefined where the document is about to be read: what was shown before stays until then. */
  async snapshot(
    view: ViewRequest,
    present: AnalyzedDocument | undefined,
  ): Promise<SnapshotContent | undefined> {
    const { document: other } = this.other;
    if (other) return this.nothingOf(other);
    if (!this.document) return EMPTY;
    if (present?.document !== this.document) return undefined;
    const core = await import("../lazy/core");
    await this.frozen.ready;
    const list = identified(present);
    const [active, shown] = [await this.activeIn(present), await this.shown(present)];
    const metric = this.values.metricOf(present.document.uri);
    const reference = shown.length > 1 ? shown[0]?.schedule.schedule : undefined;
    return {
      document: describe(present),
      schedules: list
        .slice(0, LIMITS.listedSchedules)
        .map(({ id, title, schedule }) => core.summaryOf(id, title, schedule)),
      omitted: Math.max(0, list.length - LIMITS.listedSchedules),
      others: this.others(present),
      active: active?.id ?? null,
      shown: (await alongWall(shown, view)).map(
        ({ id, title, schedule, document, label, recorded, note }, index) => {
          const shownAs = index === 0 ? core.activeSchedule : core.shownSchedule;
          const shownHere = shownAs(id, label, schedule, document, view, reference);
          const told = recorded
            ? this.explanations.of(id, recorded, reference)
            : note !== undefined && { sentence: note, causes: [], stale: false };
          const wall = recorded?.wall;
          return { ...shownHere, name: title, ...(told && { told }), ...(wall && { wall }) };
        },
      ),
      cursor: await this.cursor(),
      notice: noticeOf(present),
      given: [...this.values.of(present.document.uri)]
        .slice(0, MOST_UNKNOWNS)
        .map(([symbol, value]) => ({ symbol, value })),
      ...(metric && { metric: metric.tag }),
    };
  }

  /** Shows the last schedule again, whatever file is looked at. */
  turnBack(): void {
    this.other.turnBack();
  }

  /** A file that is not read gets a sentence, and an offer to go back. */
  private nothingOf(other: TextDocument): SnapshotContent {
    const label = labelOf(other);
    return {
      ...EMPTY,
      document: { label, version: other.version, language: other.languageId },
      notice: l10n.t("{0} holds no schedule that can be read.", label),
      ...(this.document && { back: labelOf(this.document) }),
    };
  }

  async cursor(): Promise<CursorPlace | null> {
    const active = await this.active();
    if (!active) return null;
    const core = await import("../lazy/core");
    const { track, phase } = core.placeAt(active.schedule, this.offset);
    return {
      schedule: active.id,
      ...(track && { track: track.name }),
      ...(phase !== undefined && { phase }),
    };
  }

  /** What the present document can be compared with, besides its own schedules. */
  private others(present: AnalyzedDocument): NonNullable<SnapshotContent["others"]> {
    const open = this.all()
      .filter(({ from }) => from !== present)
      .map(({ id, title, from }) => ({
        id,
        name: title,
        origin: labelOf(from.document),
        frozen: false,
      }));
    const frozen = this.frozen
      .all()
      .map(({ id, title, label }) => ({ id, name: title, origin: label, frozen: true }));
    return [...open, ...frozen].slice(0, LIMITS.listedSchedules);
  }

  /** The active schedule as it is in another reading; the cursor's place belongs to the last one. */
  private async activeIn(reading = this.present()): Promise<IdentifiedSchedule | undefined> {
    const active = await this.active();
    if (!active || !reading || active.from === reading) return active;
    return identified(reading).find(({ id }) => id === active.id);
  }

  private known(id: string): IdentifiedSchedule {
    const found = this.find(id);
    if (!found) throw notOpen();
    return found;
  }

  private present(): AnalyzedDocument | undefined {
    return this.document && this.analyses.latest(this.document.uri);
  }

  /** After a reload of the window: what the editor shows, or else what was shown before. */
  private async restore(): Promise<void> {
    const kept = this.places.read();
    this.other.look(window.activeTextEditor);
    this.follow(window.activeTextEditor?.document);
    const found = this.document ?? (kept && (await openFromTab(kept.uri))) ?? visibleDocument();
    // Meanwhile another may have been opened.
    if (!found || (this.document && this.document !== found)) return;
    this.document = found;
    if (kept?.uri === found.uri.toString()) {
      this.picked = kept.picked;
      this.offset = kept.offset;
    }
    this.changed.fire();
  }

  /** Another document than a schedule's leaves the last one where it was, for coming back. */
  private follow(document: TextDocument | undefined): void {
    if (!document || !scheduleLanguage(document)) return;
    const other = this.document !== document;
    const offset = this.cursorOffset(document);
    // VS Code tells of the cursor also where it stands still: a choice ends when it moves.
    if (!other && offset === this.offset) return;
    this.document = document;
    this.picked = undefined;
    if (other) this.keepPlace();
    void this.moveTo(offset, other);
  }

  private keepPlace(): void {
    const { document, picked, offset } = this;
    this.places.keep(
      document && { uri: document.uri.toString(), offset, ...(picked !== undefined && { picked }) },
    );
  }

  private cursorOffset(document: TextDocument): number {
    const editor = window.activeTextEditor;
    if (editor?.document !== document) return 0;
    return document.offsetAt(editor.selection.active);
  }

  private async moveTo(offset: number, otherDocument: boolean): Promise<void> {
    const before = otherDocument ? undefined : await this.active();
    this.offset = offset;
    const after = await this.active();
    if (otherDocument || before?.id !== after?.id) this.changed.fire();
    else this.moved.fire();
  }

  private analyzed(document: TextDocument): void {
    if (document === window.activeTextEditor?.document) {
      this.document = document;
      this.offset = this.cursorOffset(document);
    }
    if (document === this.document || this.isComparing) this.changed.fire();
  }

  private forgotten(uri: Uri): void {
    this.forgetCompared();
    if (this.document?.uri.toString() === uri.toString()) void this.turnFrom(uri);
    this.changed.fire();
  }

  /**
   * After a document was closed, the panel turns to one that can be seen, or to nothing; but it
   * stays where a tab still shows the document, which VS Code merely put aside.
   */
  private async turnFrom(uri: Uri): Promise<void> {
    const gone = this.document;
    const next = (await openFromTab(uri.toString())) ?? visibleDocument(uri);
    if (this.document !== gone) return;
    this.document = next;
    this.changed.fire();
  }
}

/** A schedule of a comparison, wherever it comes from. */
export interface ComparedSchedule {
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly schedule: AnalyzedSchedule;
  readonly document: Analysis["document"];
  /** For people: its file, or when it was pinned. */
  readonly label: string;
  /** Where it is one of an open document. */
  readonly open?: IdentifiedSchedule;
  /** Where it is what a run logged. */
  readonly recorded?: RecordedRun;
  /** Where it is drawn only to be looked at: what is said of it. */
  readonly note?: string;
}

const asCompared = (open: IdentifiedSchedule): ComparedSchedule => ({
  id: open.id,
  title: open.title,
  schedule: open.schedule,
  document: open.from.analysis.document,
  label: labelOf(open.from.document),
  open,
});

const describe = ({ document, version, analysis }: AnalyzedDocument) => ({
  label: labelOf(document),
  version,
  language: analysis.document.language,
});

const labelOf = (document: TextDocument): string => workspace.asRelativePath(document.uri, false);

/** Where a file holds no schedule, its first problem says why. */
function noticeOf({ analysis }: AnalyzedDocument): string | null {
  if (analysis.schedules.length > 0) return null;
  return analysis.problems[0]?.message ?? null;
}
