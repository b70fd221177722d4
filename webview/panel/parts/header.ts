import type { Snapshot } from "../../../src/protocol/hostMessages";
import type { ScheduleState, ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { iconButton } from "../ui/controls";
import { h, setAttributes, setHidden, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";

/** A file with very many schedules would make a list that nobody can use. */
const MOST_CHOICES = 200;

/** Which schedule is shown, and whether all of it is known. */
export class Header {
  readonly element: HTMLElement;
  private readonly file = h("span", { class: "file faint" });
  private readonly name = h("h1", { class: "schedule-name" });
  /** Has a place of its own, beside the readings of the crosshair. */
  readonly state = h("span", { class: "state", role: "status" });
  private readonly picker;
  private readonly omitted = h("span", { class: "faint" });

  constructor(select: (schedule: string) => void, templates: () => void) {
    this.picker = dropdown(words.schedule(), select);
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

  draw({ document, schedules, omitted }: Snapshot, active: ShownSchedule | undefined): void {
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
    this.picker.set(choices, active?.id ?? "");
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
