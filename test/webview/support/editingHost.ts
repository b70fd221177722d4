import type { Analysis, AnalyzedSchedule } from "../../../src/core/analysis";
import { withEdits } from "../../../src/core/edit/rebase";
import { constantEdits } from "../../../src/core/handles/constantEdits";
import { confirmMove } from "../../../src/core/handles/foreign/confirmMove";
import type { Handle } from "../../../src/core/handles/handle";
import { listHandles } from "../../../src/core/handles/listHandles";
import { stepMagnets, valueMagnets } from "../../../src/core/handles/magnets";
import {
  moveHandle,
  outOfRange,
  type Move,
  type Moved,
} from "../../../src/core/handles/moveHandle";
import { phaseEdits } from "../../../src/core/phaseEdits/phaseEdits";
import type { TextEdit } from "../../../src/core/text/range";
import { activeSchedule, shownSchedule, summaryOf } from "../../../src/host/model/shown";
import type { HandleSet } from "../../../src/protocol/handles";
import type { HostMessage, Snapshot } from "../../../src/protocol/hostMessages";
import type { PhaseChange } from "../../../src/protocol/phases";
import { FakeHost } from "./fakeHost";
import { goyal } from "./samples";

const ID = "file#1#edited";
const FILE = "edited.ts";

const idOf = (index: number): string => (index === 0 ? ID : `file#${index + 1}#edited`);

/** What is dragged, and the text as it was before. */
interface Drag {
  readonly drag: number;
  readonly analysis: Analysis;
  readonly handle: Handle;
  readonly constant: boolean;
}

/**
 * A host with one text that it reads with the real core: what is dragged in the panel changes the
 * text, and the panel draws what the text says then.
 */
export class EditingHost extends FakeHost {
  readonly id = ID;
  /** The texts before each change that can be undone. */
  readonly undo: string[] = [];
  private analysis: Analysis;
  private drag: Drag | undefined;

  constructor(
    post: (envelope: unknown) => void,
    text: string,
    private readonly read: (text: string) => Analysis,
  ) {
    // the sample is what a probe trains
    super(post, { schedules: [goyal(ID)], shown: [ID] });
    this.analysis = read(text);
    this.answerEdits();
  }

  get text(): string {
    return this.analysis.document.text;
  }

  /** What it would send now. */
  present(): Snapshot {
    return this.snapshot();
  }

  /** As if it were typed in the editor. */
  type(text: string): void {
    this.analysis = this.read(text);
    if (this.drag) this.send({ type: "drag.ended", drag: this.drag.drag, reason: "typed" });
    this.drag = undefined;
    this.publish();
  }

  protected override snapshot(): Snapshot {
    const { schedule, analysis, view, picked } = this;
    const { document, schedules } = analysis;
    const active = idOf(picked);
    const compared = schedules.flatMap((other, index) =>
      index !== picked && this.world.shown.includes(idOf(index))
        ? [shownSchedule(idOf(index), FILE, other, document, view, schedule.schedule)]
        : [],
    );
    return {
      type: "snapshot",
      revision: this.nextRevision(),
      document: { label: FILE, version: 1, language: document.language },
      schedules: schedules.map((each, index) => summaryOf(idOf(index), each.name, each)),
      omitted: 0,
      active,
      shown: [activeSchedule(active, FILE, schedule, document, view), ...compared],
      cursor: null,
      notice: null,
    };
  }

  private get schedule(): AnalyzedSchedule {
    const schedule = this.analysis.schedules[this.picked];
    if (!schedule) throw new Error("the text defines no schedule");
    return schedule;
  }

  /** Which schedule of the text is the active one. */
  private get picked(): number {
    const [active] = this.world.shown;
    return Math.max(
      0,
      this.analysis.schedules.findIndex((_, index) => idOf(index) === active),
    );
  }

  private answerEdits(): void {
    const { messenger } = this;
    messenger.on("drag.start", ({ drag, handle: id, constant }) => {
      this.undo.push(this.text);
      this.drag = { drag, analysis: this.analysis, handle: this.handle(id), constant };
    });
    messenger.on("drag.move", async ({ move, stepPixel, valuePixel }) => {
      const { drag } = this;
      if (!drag) return;
      const edits = await this.editsFor(drag, move, { stepPixel, valuePixel });
      if (this.drag === drag && edits) this.change(withEdits(drag.analysis.document.text, edits));
    });
    messenger.on("drag.end", () => {
      this.drag = undefined;
    });
    messenger.on("drag.cancel", () => {
      if (this.drag) this.change(this.drag.analysis.document.text);
      this.undo.pop();
      this.drag = undefined;
    });
    messenger.on("handle.reveal", () => undefined);
    messenger.onAsk("handle.set", (message) => this.set(message));
    messenger.onAsk("phase.change", (message) => this.changePhase(message));
  }

  private handle(id: string, analysis = this.analysis): Handle {
    const schedule = analysis.schedules[this.picked];
    const handles = schedule ? listHandles(analysis.document, schedule) : [];
    const found = handles.find((handle) => handle.id === id);
    if (!found) throw new Error(`no handle ${id}`);
    return found;
  }

  private async editsFor(
    { analysis, handle, constant }: Drag,
    move: Exclude<Move, { type: "exactly" }>,
    pixels: { readonly stepPixel: number; readonly valuePixel: number },
  ): Promise<readonly TextEdit[] | undefined> {
    const { document } = analysis;
    const schedule = analysis.schedules[this.picked];
    if (!schedule?.schedule) return undefined;
    if (constant) {
      const axis = handle.level?.refusal ? "level" : "time";
      const pixel = axis === "time" ? pixels.stepPixel : pixels.valuePixel;
      const definition = { document, source: schedule.source };
      const trial = (edits: readonly TextEdit[]): Promise<Handle> =>
        Promise.resolve(this.handle(handle.id, this.read(withEdits(document.text, edits))));
      return constantEdits({ definition, handle, axis, move, pixel, trial });
    }
    const step = move.type === "to" ? (move.step ?? handle.step) : handle.step;
    const result = moveHandle({ document, source: schedule.source }, handle, move, {
      ...pixels,
      steps: stepMagnets(schedule.schedule, handle, step, pixels.stepPixel),
      values: valueMagnets(listHandles(document, schedule), handle),
    });
    if ("refusal" in result) return undefined;
    return this.unconfirmed(analysis, handle, result) === undefined ? result.edits : undefined;
  }

  /** As the editor asks before it writes: why another program's schedule would not go along. */
  private unconfirmed(from: Analysis, handle: Handle, moved: Moved): string | undefined {
    const before = from.schedules[this.picked];
    if (!before?.foreign) return undefined;
    const { document, schedules } = this.read(withEdits(from.document.text, moved.edits));
    const schedule = schedules[this.picked];
    const after = schedule && { schedule, handles: listHandles(document, schedule) };
    return confirmMove(before, handle, moved, after);
  }

  private set({ handle: id, axis: name, amount }: HandleSet): HostMessage {
    const handle = this.handle(id);
    const axis = handle[name];
    if (!axis || outOfRange(axis, amount)) throw new Error("out of range");
    const { document } = this.analysis;
    const { source } = this.schedule;
    const move: Move = { type: "exactly", axis: name, amount };
    const around = { stepPixel: 1, valuePixel: 1, steps: [], values: [] };
    const result = moveHandle({ document, source }, handle, move, around);
    if ("refusal" in result) throw new Error(result.refusal.reason);
    const reason = this.unconfirmed(this.analysis, handle, result);
    if (reason !== undefined) throw new Error(reason);
    this.undo.push(this.text);
    this.change(withEdits(this.text, result.edits));
    return { type: "done" };
  }

  private changePhase({ track, phase, operation }: PhaseChange): HostMessage {
    const { document } = this.analysis;
    const { edits, refusal } = phaseEdits(document, this.schedule, {
      track,
      index: phase,
      operation,
    });
    if (refusal) throw new Error(refusal.reason);
    this.undo.push(this.text);
    this.change(withEdits(this.text, edits));
    return { type: "done" };
  }

  private change(text: string): void {
    if (text === this.text) return;
    this.analysis = this.read(text);
    this.publish();
  }
}
