import type { Snapshot } from "../../../src/protocol/hostMessages";
import { words } from "../strings";
import { button } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";

/** What the panel says while there is no schedule to show. */
export class Welcome {
  readonly element: HTMLElement;
  private readonly title = h("h1", {}, words.welcomeTitle());
  private readonly text = h("p");

  private readonly back;

  constructor(newSchedule: () => void, turnBack: () => void) {
    const create = button(words.newFromTemplate(), newSchedule, "primary");
    this.back = button("", turnBack);
    const buttons = h("div", { class: "probe-buttons" }, this.back.element, create.element);
    this.element = h("section", { class: "welcome" }, this.title, this.text, buttons);
  }

  /** `notice`: why an open file shows nothing; `back`: the file of the schedule shown before. */
  draw({ document, notice, back }: Pick<Snapshot, "document" | "notice" | "back">): void {
    setText(this.text, notice ?? (document ? words.noSchedules() : words.welcome()));
    setHidden(this.back.element, back === undefined);
    this.back.setText(words.showAgain(back?.split("/").at(-1) ?? ""));
  }
}
