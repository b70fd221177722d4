import type { Snapshot } from "../../../src/protocol/hostMessages";
import type { ScheduleState, ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { iconButton } from "../ui/controls";
import { h, setAttributes, setHidden, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";

/** A file with very many schedules would make a list that nobody can use. */
const MOST_CHOICES = 200;

/** More lines than this are told apart by nobody. */
const MOST_OVERLAID = 8;
// no ids, which begin with an address
const [ALL, ALONE] = ["all", "alone"];
const overlaid = (count: number, all: boolean) => ({
  value: ALL,
  text: all ? words.allOverlaid(count) : words.firstOverlaid(count),
});

/** Which schedule is shown, and whether all of it is known. */
export class Header {
  readonly element: HTMLElement;
  private readonly file = h("span", { class: "file faint" });
  private readonly name = h("h1", { class: "schedule-name" });
  /** Has a place of its own, beside the readings of the crosshair. */
  readonly state = h("span", { class: "state", role: "status" });
  private readonly picker;
  /** What "over one another" lays beside the active one. */
  private others: readonly string[] = [];
  private readonly omitted = h("span", { class: "faint" });

  constructor(
    select: (schedule: string) => void,
    compare: (schedules: readonly string[]) => void,
    templates: () => void,
  ) {
    this.picker = dropdown(words.schedule(), (value) => {
      if (value === ALL) compare(this.others);
      else if (value === ALONE) compare([]);
      else select(value);
    });
    const gallery = iconButton(words.newFromTemplate(), "template", templates);
    const title = h(
      "div",
      { class: "heading" },
      this.file,
      this.name,
      this.picker.element,
      gallery.element,
    );
    this.element = h("header", {}, title, this.omitted);
  }

  draw({ document, schedules, omitted, shown }: Snapshot, active: ShownSchedule | undefined): void {
    const several = schedules.length > 1;
    setText(this.file, document?.label.split("/").at(-1) ?? "");
    setAttributes(this.file, { title: document?.label });
    setHidden(this.picker.element, !several);
    // The list shows the name already; the heading stays for those who navigate by headings.
    this.name.classList.toggle("spoken", several);
    setText(this.name, active?.name ?? "");
    setAttributes(this.name, { title: active?.name });
    const choices = schedules
      .slice(0, MOST_CHOICES)
      .map(({ id, name }) => ({ value: id, text: name }));
    const beside = schedules.filter(({ id }) => id !== active?.id);
    this.others = beside.slice(0, MOST_OVERLAID - 1).map(({ id }) => id);
    const all = omitted === 0 && this.others.length === beside.length;
    const together =
      shown.length > 1
        ? { value: ALONE, text: words.alone() }
        : overlaid(this.others.length + 1, all);
    this.picker.set([...choices, together], active?.id ?? "");
    const more = omitted + Math.max(0, schedules.length - MOST_CHOICES);
    setText(this.omitted, more > 0 ? words.moreSchedules(more) : "");
    this.drawState(active?.state ?? "ok");
  }

  private drawState(state: ScheduleState): void {
    const { text, why } = STATES[state];
    setText(this.state, text());
    this.state.title = why();
    this.state.dataset["state"] = state;
  }
}

const nothing = (): string => "";
const STATES: Record<ScheduleState, { readonly text: () => string; readonly why: () => string }> = {
  ok: { text: nothing, why: nothing },
  typing: { text: words.typing, why: words.typingWhy },
  errors: { text: words.errors, why: words.errorsWhy },
  unknown: { text: words.unknown, why: words.unknownWhy },
};
