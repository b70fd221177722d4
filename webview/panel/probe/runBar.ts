import { isActive, type ProbeRun } from "../../../src/probe/results/run";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { button } from "../ui/controls";
import { h, setAttributes, setHidden, setText } from "../ui/dom";
import type { Chip } from "./verdictChip";

export interface RunActions {
  readonly run: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly rangeTest: () => void;
  /** Shows the whole verdict. */
  readonly showVerdict: () => void;
}

/** What starts and ends a training, how far it is, and in a few words what it has shown. */
export class RunBar {
  readonly element: HTMLElement;
  private readonly runButton;
  private readonly pauseButton;
  private readonly cancelButton;
  private readonly rangeButton;
  private readonly bar = h("progress", { "aria-label": words.progress(), max: 1, value: 0 });
  private readonly chip = h("button", { class: "chip", type: "button", hidden: true });
  private state: ProbeRun["state"] | undefined;

  constructor(actions: RunActions) {
    this.runButton = button(words.run(), actions.run, "primary");
    this.pauseButton = button(words.pause(), () => {
      if (this.state === "paused") actions.resume();
      else actions.pause();
    });
    this.cancelButton = button(words.cancel(), actions.cancel);
    this.rangeButton = button(words.startRangeTest(), actions.rangeTest);
    this.chip.addEventListener("click", actions.showVerdict);
    const buttons = [this.runButton, this.pauseButton, this.cancelButton, this.rangeButton];
    this.element = h(
      "div",
      { class: "run-bar" },
      ...buttons.map(({ element }) => element),
      this.chip,
      this.bar,
    );
  }

  draw(run: ProbeRun | undefined, active: ShownSchedule | undefined): void {
    this.state = run?.state;
    const running = run !== undefined && isActive(run);
    for (const control of [this.runButton, this.rangeButton]) {
      setHidden(control.element, running);
      control.setDisabled(!active?.tracks.length);
    }
    for (const { element } of [this.pauseButton, this.cancelButton]) setHidden(element, !running);
    this.pauseButton.setDisabled(run?.state === "preparing");
    this.pauseButton.setText(run?.state === "paused" ? words.resume() : words.pause());
    // Its place stays, so that nothing below moves.
    this.bar.classList.toggle("idle", !running);
    setAttributes(this.bar, { "aria-hidden": !running && "true" });
    this.bar.value = run && run.steps > 0 ? (run.stage?.share ?? run.step / run.steps) : 0;
  }

  /** The verdict in a few words; undefined where there is none. */
  setChip(chip: Chip | undefined): void {
    setHidden(this.chip, chip === undefined);
    if (!chip) return;
    setText(this.chip, chip.text);
    setAttributes(this.chip, { title: chip.why, "data-tone": chip.tone });
  }
}
