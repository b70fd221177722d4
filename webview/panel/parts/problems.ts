import type { ProblemView, ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { h, setHidden, setText, syncChildren } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";

/** More would push everything else out of sight; the Problems view of the editor lists all. */
const MOST = 20;

/** After it the problems of unfinished text are told like any others. */
const PAUSE_MS = 1500;

const ICONS: Record<ProblemView["severity"], IconName> = {
  error: "error",
  warning: "warning",
  information: "information",
  hint: "information",
};

interface Row {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly message: HTMLElement;
  readonly place: HTMLElement;
}

interface Numbered {
  readonly problem: ProblemView;
  /** Its place among all problems of the schedule, by which the host knows it. */
  readonly index: number;
}

const isNote = ({ problem: { severity } }: Numbered): boolean =>
  severity === "information" || severity === "hint";

/**
 * What is wrong with the schedule; each line leads to its place in the source. Notes, which good
 * recipes earn, too, are folded behind their number.
 */
export class Problems {
  readonly element: HTMLElement;
  private readonly none = h("p", { class: "faint" }, words.noProblems());
  private readonly list = h("ul", { class: "problems" });
  private readonly rows = new Map<string, Row>();
  private readonly notes = h("ul", { class: "problems" });
  private readonly noteRows = new Map<string, Row>();
  private readonly noteCount = h("summary");
  private readonly fold = h("details", { class: "notes" }, this.noteCount, this.notes);
  private shown: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `counted` is told how many there are, whenever the list is written anew. */
  constructor(
    private readonly show: (problem: number) => void,
    private readonly counted: (count: number) => void,
  ) {
    this.element = h("div", {}, this.none, this.list, this.fold);
  }

  /** Half-typed text has problems that the next key takes away: the list waits for a pause. */
  draw(active: ShownSchedule | undefined): void {
    clearTimeout(this.timer);
    this.element.inert = active?.state === "typing" && active.id === this.shown;
    if (!this.element.inert) this.tell(active);
    else
      this.timer = setTimeout(() => {
        this.element.inert = false;
        this.tell(active);
      }, PAUSE_MS);
  }

  private tell(active: ShownSchedule | undefined): void {
    this.shown = active?.id;
    const all = (active?.problems ?? []).map((problem, index) => ({ problem, index }));
    const notes = all.filter(isNote);
    setHidden(this.none, all.length > notes.length);
    setHidden(this.fold, notes.length === 0);
    setText(this.noteCount, words.notes(notes.length));
    this.counted(all.length - notes.length);
    this.fill(
      this.list,
      this.rows,
      all.filter((one) => !isNote(one)),
    );
    this.fill(this.notes, this.noteRows, notes);
  }

  private fill(list: HTMLElement, rows: Map<string, Row>, problems: readonly Numbered[]): void {
    syncChildren(
      list,
      rows,
      problems.slice(0, MOST),
      ({ problem, index }) => `${index}:${problem.severity}`,
      ({ problem, index }) => this.row(problem, index),
      ({ message, place }, { problem }) => {
        setText(message, problem.message);
        setText(place, words.line(problem.line));
      },
    );
  }

  private row({ severity }: ProblemView, index: number): Row {
    const message = h("span", { class: "problem-text" });
    const place = h("span", { class: "faint" });
    const kind = h("span", { class: "spoken" }, words.severity[severity]());
    const button = h("button", { class: `problem ${severity}`, type: "button" });
    button.append(icon(ICONS[severity]), kind, message, place);
    button.addEventListener("click", () => {
      this.show(index);
    });
    return { element: h("li", {}, button), button, message, place };
  }
}
