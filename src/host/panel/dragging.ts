import { l10n, workspace, type TextDocument } from "vscode";
import type { Analysis } from "../../core/analysis";
import type { AxisName, Handle } from "../../core/handles/handle";
import type { Moved } from "../../core/handles/moveHandle";
import type { TextEdit } from "../../core/text/range";
import type { DragMove, DragStart } from "../../protocol/handles";
import type { AnalysisService } from "../analysisService";
import { Owner } from "../disposables";
import type { Log } from "../log";
import { applyAcross } from "./applyAcross";
import { DragEdits } from "./dragEdits";
import { editorOf } from "./editorOf";
import { handleOf, type FoundHandle } from "./handlesHost";
import { handlesAfter, readWith, unconfirmed } from "./rereading";
import type { IdentifiedSchedule } from "./scheduleId";

/** A handle that is being dragged, and the text as it was before. */
interface Drag extends FoundHandle {
  readonly number: number;
  readonly document: TextDocument;
  /** As it was read before, and the schedule's place in it. */
  readonly analysis: Analysis;
  readonly index: number;
  /** Moves the constant behind this axis instead of the value itself. */
  readonly constant: AxisName | undefined;
  readonly edits: DragEdits;
  /** Edits that reach into other files: drawn at every move, and written when the handle is let go. */
  across?: Wanted | undefined;
  /** Why the latest position could not be: the text says the one before. */
  passedOver?: string | undefined;
}

/** The edits of a move. */
type Wanted = Pick<Moved, "edits" | "elsewhere">;

/** What is told of a drag. */
export interface DragReports {
  /** A move was read (`analyses.ahead`), while the editor still makes it. */
  readonly moving: () => Promise<void>;
  /** The text says now what was told before, or it does not. */
  readonly moved: (says: "as told" | "unlike what was told") => void;
  /** It has ended by itself. */
  readonly ended: (drag: number, reason: string) => void;
}

/** How a drag is to end once what is under way is done. */
type Ending = "keep" | "restore";

/** What a drag is still to do: the latest move, and its end. */
interface Wishes {
  wanted?: DragMove | undefined;
  ending?: Ending | undefined;
}

/** A drag that is not ready yet: what it is to do may come at once, and waits. */
interface Starting extends Wishes {
  readonly number: number;
}

/**
 * Drags of one panel. While a handle moves, its text is edited at every move that the editor can
 * follow: of several that wait only the last counts. All edits of a drag are one step to undo. A
 * position that another program's schedule would not follow is passed over; where the handle is let
 * go at one, the text stays as before it and the reason is told. A change of the document by anyone
 * else ends the drag and keeps what is there.
 */
export class Dragging extends Owner {
  private drag: Drag | undefined;
  private starting: Starting | undefined;
  wanted: DragMove | undefined;
  ending: Ending | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly analyses: AnalysisService,
    private readonly tell: DragReports,
    private readonly log: Log,
  ) {
    super();
    this.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document === this.drag?.document) this.changed();
      }),
    );
  }

  /** Takes hold of a handle. Throws where there is none, or its text cannot be edited. */
  async start(message: DragStart, find: () => Promise<IdentifiedSchedule>): Promise<void> {
    const before = this.finish("keep");
    const starting: Starting = { number: message.drag };
    this.starting = starting;
    try {
      await before;
      const drag = await this.prepare(message, await find());
      if (this.starting !== starting) return;
      this.drag = drag;
      this.wanted = starting.wanted;
      this.ending = starting.ending;
    } catch (error) {
      this.tell.ended(message.drag, error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      if (this.starting === starting) this.starting = undefined;
    }
    this.go();
  }

  move(message: DragMove): void {
    const of = this.present(message.drag);
    of.wanted = message;
    this.go();
  }

  /** Ends a drag; "restore" brings the text back. */
  end(drag: number, ending: Ending): void {
    const of = this.present(drag);
    if (ending === "restore") of.wanted = undefined;
    of.ending = ending;
    this.go();
  }

  /** Ends whatever is dragged, for instance as the panel is hidden. */
  async finish(ending: Ending): Promise<void> {
    if (this.drag) this.end(this.drag.number, ending);
    await this.running;
  }

  /** Where the wishes of a drag are kept. Throws where it has ended. */
  private present(drag: number): Wishes {
    if (this.drag?.number === drag) return this;
    if (this.starting?.number === drag) return this.starting;
    throw new Error("This drag has ended.");
  }

  private async prepare(message: DragStart, found: IdentifiedSchedule): Promise<Drag> {
    const place = await handleOf(found, message.handle);
    const { definition, handle } = place;
    const { document, analysis } = found.from;
    const refused = (["level", "time"] as const).find((name) => handle[name]?.refusal);
    const movable = (["level", "time"] as const).some(
      (name) => handle[name] && !handle[name].refusal,
    );
    const refusal = refused && handle[refused]?.refusal;
    if (!movable && !message.constant) throw new Error(refusal?.reason ?? "It cannot be moved.");
    const editor = await editorOf(document);
    return {
      ...place,
      number: message.drag,
      document,
      analysis,
      index: analysis.schedules.indexOf(found.schedule),
      constant: message.constant ? refused : undefined,
      edits: new DragEdits(document, editor, definition.document.text),
    };
  }

  private go(): void {
    if (!this.drag || this.running) return;
    this.running = this.run(this.drag)
      .catch((error: unknown) => {
        this.abort(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        this.running = undefined;
        if (this.drag && (this.wanted || this.ending)) this.go();
      });
  }

  private async run(drag: Drag): Promise<void> {
    while (this.drag === drag && this.wanted) {
      const wanted = this.wanted;
      this.wanted = undefined;
      const edits = await this.editsFor(drag, wanted);
      if (this.drag !== drag || this.ending === "restore") break;
      if (edits && (edits.elsewhere.length > 0 || drag.across)) await this.draw(drag, edits);
      else if (edits) await this.write(drag, edits.edits);
    }
    if (this.drag !== drag || !this.ending) return;
    const { ending } = this;
    if (drag.across) await this.endAcross(drag, drag.across, ending);
    else await this.endHere(drag, ending);
    if (ending === "keep" && drag.passedOver !== undefined) this.tellEnd(drag, drag.passedOver);
  }

  private async endHere(drag: Drag, ending: Ending): Promise<void> {
    if (ending === "restore") await this.write(drag, []);
    drag.edits.close();
    this.forget();
    await this.analyses.current(drag.document);
    this.settle(drag, "as told");
  }

  /** Draws what a move across files would make. */
  private async draw(drag: Drag, wanted: Wanted): Promise<void> {
    const { document, analysis: before } = drag;
    const rereading = { analyses: this.analyses, document, analysis: before };
    const analysis = await readWith(rereading, wanted);
    if (this.drag !== drag) return;
    drag.across = wanted;
    if (!analysis) return;
    this.analyses.expect(document, { analysis, across: true });
    await this.tell.moving();
  }

  private async endAcross(drag: Drag, wanted: Wanted, ending: Ending): Promise<void> {
    const { document, definition } = drag;
    this.forget();
    const keep = ending === "keep";
    if (keep) await applyAcross(document, definition.document.text, wanted.edits, wanted.elsewhere);
    await this.analyses.current(document);
    this.settle(drag, keep ? "as told" : "unlike what was told");
  }

  /** The panel need not wait for the editor: what the text will say is drawn as soon as it is read. */
  private async write(drag: Drag, edits: readonly TextEdit[]): Promise<void> {
    const { document } = drag;
    const step = drag.edits.stepTo(edits);
    if (!step) return;
    const analysis = await this.analyses.trial(document, step.text);
    // somebody may have typed meanwhile: what was read will never be written
    if (this.drag !== drag) return;
    if (analysis) this.analyses.expect(document, { analysis, across: false });
    // the edit goes first, as it is small: it need not wait until all curves are on their way
    const made = drag.edits.make(step);
    await Promise.all([made, analysis && this.tell.moving()]);
    await this.analyses.current(document);
    this.settle(drag, "as told");
  }

  /** What was read ahead is what the text says now, or never will be. */
  private settle({ document }: Drag, says: Parameters<DragReports["moved"]>[0]): void {
    this.analyses.expect(document, undefined);
    this.tell.moved(says);
  }

  /** Undefined where this move leads nowhere, or where the schedule would not go along: it is passed over. */
  private async editsFor(
    drag: Drag,
    { move, stepPixel, valuePixel }: DragMove,
  ): Promise<Wanted | undefined> {
    const { definition, handle, handles, constant, analysis, index, document } = drag;
    const core = await import("../lazy/core");
    const rereading = { analyses: this.analyses, document, index, analysis };
    if (constant) {
      const trial = async (edits: readonly TextEdit[]): Promise<Handle | undefined> =>
        (await handlesAfter(rereading, edits))?.handles.find(({ id }) => id === handle.id);
      const pixel = constant === "time" ? stepPixel : valuePixel;
      const edits = await core.constantEdits({
        definition,
        handle,
        axis: constant,
        move,
        pixel,
        trial,
      });
      return edits && { edits, elsewhere: [] };
    }
    const { schedule } = definition;
    const to = move.type === "to" ? (move.step ?? handle.step) : handle.step;
    const around = {
      stepPixel,
      valuePixel,
      steps: core.stepMagnets(schedule, handle, to, stepPixel),
      values: core.valueMagnets(handles, handle),
    };
    const result = core.moveHandle(definition, handle, move, around);
    if ("refusal" in result) throw new Error(result.refusal.reason);
    drag.passedOver = await unconfirmed(rereading, handle, result);
    return drag.passedOver === undefined ? result : undefined;
  }

  /** The document changed: by us, or by somebody else. */
  private changed(): void {
    if (this.drag?.edits.isForeign()) this.abort(l10n.t("The text was changed meanwhile."));
  }

  private abort(reason: string): void {
    const { drag } = this;
    this.forget();
    if (!drag) return;
    this.tellEnd(drag, reason);
    // what was drawn ahead may never have been written
    this.settle(drag, "unlike what was told");
  }

  private tellEnd({ handle, number }: Drag, reason: string): void {
    this.log.info(`Dragging ${handle.id} ended: ${reason}`);
    this.tell.ended(number, reason);
  }

  private forget(): void {
    this.drag = undefined;
    this.wanted = undefined;
    this.ending = undefined;
  }
}
