import { derivedIds, type DerivedId } from "../../../src/core/derived/ids";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import { derivedFormula, derivedTitle, words } from "../strings";
import { checkbox, type Toggle } from "../ui/controls";
import { h, setHidden, syncChildren } from "../ui/dom";
import type { ViewState } from "../viewState";

export interface CurvesActions {
  readonly setDerived: (derived: readonly DerivedId[]) => void;
  readonly setFamilies: (on: boolean) => void;
}

interface Choice extends Toggle {
  readonly id: string;
}

const FAMILIES = "families";

/** Which curves besides the tracks are drawn: those that the schedules shown have. */
export class CurvesMenu {
  readonly element: HTMLDetailsElement;
  private readonly list = h("div", { class: "compare-list" });
  private readonly choices = new Map<string, Choice>();
  private derived: readonly DerivedId[] = [];

  constructor(private readonly actions: CurvesActions) {
    const summary = h("summary", {}, words.moreCurves());
    this.element = h("details", { class: "comparison curves-menu" }, summary, this.list);
  }

  draw(shown: readonly ShownSchedule[], { derived, families }: ViewState): void {
    const active = shown[0];
    this.derived = derived;
    const known = derivedIds.filter((id) => shown.some((one) => one.derivable?.includes(id)));
    const hasFamily = shown.length === 1 && (active?.layers ?? active?.samples) !== undefined;
    const choices = [...known, ...(hasFamily ? [FAMILIES] : [])];
    setHidden(this.element, choices.length === 0);
    syncChildren(
      this.list,
      this.choices,
      choices,
      (id) => id,
      (id) => this.choice(id),
      (choice) => {
        const { id } = choice;
        choice.set(id === FAMILIES ? families : (derived as readonly string[]).includes(id));
      },
    );
  }

  private choice(id: string): Choice {
    const toggle =
      id === FAMILIES
        ? checkbox(words.families(), this.actions.setFamilies)
        : checkbox(`${derivedTitle(id)}: ${derivedFormula(id)}`, (on) => {
            const others = this.derived.filter((other) => other !== id);
            this.actions.setDerived(on ? [...others, id as DerivedId] : others);
          });
    return { ...toggle, id };
  }
}
