import type { Snapshot } from "../../../src/protocol/hostMessages";
import { countAlike, type AxisState } from "../axisState";
import { words } from "../strings";
import { button, checkbox, iconButton, type Toggle } from "../ui/controls";
import { h, setHidden, syncChildren } from "../ui/dom";
import type { ViewState } from "../viewState";

const MOST = 50;

export interface ComparisonActions {
  readonly compare: (schedules: readonly string[]) => void;
  readonly forget: (schedule: string) => void;
  readonly addSource: (command: "pinSchedule" | "compareWithCommit" | "compareWithFile") => void;
  readonly setNormalised: (on: boolean) => void;
  readonly setDifference: (on: boolean) => void;
}

interface Item {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly frozen: boolean;
}

interface Row extends Toggle {
  readonly id: string;
}

/** What lies beside the active schedule, where more comes from, and how it is compared. */
export class Comparison {
  readonly element: HTMLElement;
  private readonly list = h("div", { class: "compare-list" });
  private readonly rows = new Map<string, Row>();
  private readonly normalised: Toggle;
  private readonly difference: Toggle;
  private readonly options: HTMLElement;
  private shown: readonly string[] = [];

  constructor(private readonly actions: ComparisonActions) {
    const source = (text: string, command: Parameters<typeof actions.addSource>[0]) =>
      button(text, () => {
        actions.addSource(command);
      }).element;
    const sources = h(
      "div",
      { class: "compare-sources" },
      source(words.pin(), "pinSchedule"),
      source(words.lastCommit(), "compareWithCommit"),
      source(words.otherFile(), "compareWithFile"),
    );
    this.normalised = checkbox(words.normalised(), actions.setNormalised);
    this.difference = checkbox(words.drawDifference(), actions.setDifference);
    this.options = h(
      "div",
      { class: "compare-options" },
      this.normalised.element,
      this.difference.element,
    );
    const title = h("h3", { class: "track-name" }, words.compareWith());
    this.element = h("div", { class: "comparison" }, title, sources, this.list, this.options);
  }

  draw(snapshot: Snapshot, { unit }: AxisState, { difference }: ViewState): void {
    const { shown } = snapshot;
    this.shown = shown.slice(1).map(({ id }) => id);
    setHidden(this.options, shown.length < 2);
    // Without another choice it is no question.
    setHidden(this.normalised.element, !countAlike(shown));
    this.normalised.set(unit.id === "percent");
    this.difference.set(difference);
    syncChildren(
      this.list,
      this.rows,
      itemsOf(snapshot).slice(0, MOST),
      (item) => JSON.stringify([item.id, item.name, item.origin]),
      (item) => this.row(item),
      (row) => {
        row.set(this.shown.includes(row.id));
      },
    );
  }

  private row({ id, name, origin, frozen }: Item): Row {
    const text = origin === "" ? name : `${name} (${origin})`;
    const toggle = checkbox(text, (on) => {
      const others = this.shown.filter((other) => other !== id);
      this.actions.compare(on ? [...others, id] : others);
    });
    if (!frozen) return { ...toggle, id };
    const forget = iconButton(words.forget(text), "close", () => {
      this.actions.forget(id);
    });
    const element = h("div", { class: "compare-row" }, toggle.element, forget.element);
    return { ...toggle, element, id };
  }
}

/** The other schedules of the file, then those of other files, pinned ones and commits. */
const itemsOf = ({ schedules, others = [], active }: Snapshot): Item[] => [
  ...schedules
    .filter(({ id }) => id !== active)
    .map(({ id, name }) => ({ id, name, origin: "", frozen: false })),
  ...others.map(({ id, name, origin, frozen }) => ({ id, name, origin, frozen })),
];
