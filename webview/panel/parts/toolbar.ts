import { words } from "../strings";
import { UNITS, type AxisUnit, type UnitId } from "../time";
import { iconButton, type ButtonControl } from "../ui/controls";
import { h } from "../ui/dom";
import { dropdown } from "../ui/dropdown";

export interface ToolbarActions {
  readonly setUnit: (unit: UnitId) => void;
  readonly zoom: (factor: number) => void;
  readonly pan: (share: number) => void;
  readonly whole: () => void;
}

/** The time axis: its unit, and the part of it that is shown. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly unit;
  private readonly whole: ButtonControl;
  private readonly out: ButtonControl;
  private readonly earlier: ButtonControl;
  private readonly later: ButtonControl;

  constructor(actions: ToolbarActions) {
    this.unit = dropdown(words.timeUnit(), (value) => {
      const unit = UNITS.find((id) => id === value);
      if (unit) actions.setUnit(unit);
    });
    const step = (share: number) => () => {
      actions.pan(share);
    };
    const zoom = (factor: number) => () => {
      actions.zoom(factor);
    };
    this.earlier = iconButton(words.earlier(), "earlier", step(-0.5));
    this.later = iconButton(words.later(), "later", step(0.5));
    this.out = iconButton(words.zoomOut(), "zoomOut", zoom(1 / 2));
    this.whole = iconButton(words.wholeRun(), "whole", actions.whole);
    const zoomIn = iconButton(words.zoomIn(), "zoomIn", zoom(2));
    const buttons = [this.earlier, this.later, zoomIn, this.out, this.whole];
    const group = h("div", { class: "buttons" }, ...buttons.map(({ element }) => element));
    this.element = h(
      "div",
      { class: "toolbar", role: "toolbar", "aria-label": words.timeUnit() },
      this.unit.element,
      group,
    );
  }

  draw(units: readonly AxisUnit[], unit: UnitId, zoomed: boolean): void {
    this.unit.set(
      units.map(({ id, name }) => ({ value: id, text: words.unit[name]() })),
      unit,
    );
    for (const control of [this.whole, this.out, this.earlier, this.later]) {
      control.setDisabled(!zoomed);
    }
  }
}
