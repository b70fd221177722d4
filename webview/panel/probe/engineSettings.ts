import { BACKEND_CHOICES } from "../../../src/core/probeContract";
import { words } from "../strings";
import { checkbox } from "../ui/controls";
import { h, setHidden } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import type { ViewState } from "../viewState";

type Wishes = ViewState["probe"];

/** What is undefined is taken back. */
export interface EngineWishes {
  readonly backend?: Wishes["backend"] | undefined;
  readonly measure?: boolean;
  readonly control?: boolean;
}

/** Measurements of one run: enough for a curve, few enough for a run of seconds. */
const [CURVATURES, GRADIENTS] = [20, 100];

/** How often a run of `steps` measures, as the engine is asked for it. */
export const measurements = (steps: number) => ({
  measureEvery: Math.max(1, Math.ceil(steps / GRADIENTS)),
  sharpnessEvery: Math.max(1, Math.ceil(steps / CURVATURES)),
});

/** What the probe computes on, and whether it measures gradients and curvature besides. */
export class EngineSettings {
  readonly element: HTMLElement;
  private readonly backend;
  private readonly measure;
  private readonly control;

  constructor(wish: (change: EngineWishes) => void) {
    this.backend = dropdown(words.computeOn(), (value) => {
      wish({ backend: BACKEND_CHOICES.find((choice) => choice === value) });
    });
    this.measure = checkbox(words.measureCurvature(), (on) => {
      wish({ measure: on });
    });
    this.control = checkbox(words.trainControls(), (on) => {
      wish({ control: on });
    });
    const label = h("span", { class: "field-label", "aria-hidden": "true" }, words.computeOn());
    const field = h("div", { class: "field" }, label, this.backend.element);
    this.element = h(
      "div",
      { class: "engine-settings" },
      field,
      this.measure.element,
      this.control.element,
    );
  }

  /** @param controlled Whether the task has control arms. */
  draw({ backend, measure, control }: Wishes, controlled: boolean): void {
    const choices = [
      { value: "setting", text: words.asSet() },
      ...BACKEND_CHOICES.map((value) => ({ value, text: words.backendName(value) })),
    ];
    this.backend.set(choices, backend ?? "setting");
    this.measure.set(measure === true);
    this.control.set(control === true);
    setHidden(this.control.element, !controlled);
  }
}
