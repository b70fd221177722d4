import { words } from "../strings";
import { button } from "../ui/controls";
import { h, setText } from "../ui/dom";

/** What the panel says while there is no schedule to show. */
export class Welcome {
  readonly element: HTMLElement;
  private readonly title = h("h1", {}, words.welcomeTitle());
  private readonly text = h("p");

  constructor(newSchedule: () => void) {
    const create = button(words.newFromTemplate(), newSchedule, "primary");
    this.element = h("section", { class: "welcome" }, this.title, this.text, create.element);
  }

  /** `notice`: why an open file shows nothing. */
  draw(hasDocument: boolean, notice: string | null): void {
    setText(this.text, notice ?? (hasDocument ? words.noSchedules() : words.welcome()));
  }
}
