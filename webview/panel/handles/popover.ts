import type { AxisView, HandleView } from "../../../src/protocol/handles";
import { trackTitle } from "../../../src/core/text/titles";
import { handleWords } from "./words";
import { button, numberField, type NumberField } from "../ui/controls";
import { h, setText } from "../ui/dom";
import { isPlainKey } from "../ui/plainKey";
import { roleName, unitName } from "./texts";
import { formatExact } from "../../../src/core/text/format";

type AxisName = "time" | "level";

export interface PopoverActions {
  /** Writes an exact amount; resolves with the reason where it is refused. */
  readonly set: (axis: AxisName, amount: number) => Promise<string | undefined>;
  /** Moves the constant behind the value from now on. */
  readonly through: () => void;
  /** Shows where the value comes from. */
  readonly reveal: (axis: AxisName) => void;
  /** It is closed; the focus goes back where it came from. */
  readonly closed: () => void;
}

/** Exact values of a handle, or why there are none to enter. */
export class HandlePopover {
  readonly element: HTMLElement;
  private isClosed = false;
  private readonly problem = h("p", { class: "problem", role: "alert" });
  private readonly fields: { readonly axis: AxisName; readonly input: NumberField }[] = [];

  constructor(
    track: string,
    private readonly handle: HandleView,
    private readonly actions: PopoverActions,
  ) {
    const title = `${trackTitle(track)}: ${roleName(handle)}`;
    this.element = h("div", { class: "handle-popover", role: "dialog", "aria-label": title });
    this.element.append(h("h3", {}, roleName(handle)));
    this.part("level", handle.level);
    this.part("time", handle.time);
    this.element.append(this.problem);
    this.element.addEventListener("keydown", (event) => {
      // every other key that its fields have no use for is VS Code's
      if (event.key !== "Escape" || !isPlainKey(event)) return;
      event.stopPropagation();
      this.close();
    });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      const inside = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      // a window that loses the focus takes no popover away
      if (!inside && document.hasFocus()) this.close(false);
    });
    for (const type of ["pointerdown", "dblclick", "pointermove"]) {
      this.element.addEventListener(type, (event) => {
        event.stopPropagation();
      });
    }
  }

  focus(): void {
    const first = this.element.querySelector<HTMLElement>("vscode-text-field, vscode-button");
    first?.focus();
  }

  close(back = true): void {
    // taking away what has the focus asks for the same once more
    if (this.isClosed) return;
    this.isClosed = true;
    this.element.remove();
    if (back) this.actions.closed();
  }

  private part(axis: AxisName, view: AxisView | undefined): void {
    if (!view) return;
    if (view.refusal) this.refusal(axis, view.refusal);
    else this.field(axis, view);
  }

  private field(axis: AxisName, view: AxisView): void {
    const unit = unitName(view);
    const name = axis === "time" ? handleWords.handleTime() : handleWords.handleValue();
    const input = numberField(unit === "" ? name : `${name} (${unit})`, () => {
      setText(this.problem, "");
    });
    input.set(formatExact(view.amount), "");
    input.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && isPlainKey(event)) void this.commit();
    });
    this.fields.push({ axis, input });
    this.element.append(input.element);
  }

  private refusal(axis: AxisName, { reason, constant, place }: NonNullable<AxisView["refusal"]>) {
    const buttons = h("div", { class: "buttons" });
    if (constant !== undefined) {
      const change = button(handleWords.moveConstant(constant), () => {
        this.actions.through();
        this.close();
      });
      buttons.append(change.element);
    }
    if (place) {
      const go = button(handleWords.goToSource(), () => {
        this.close(false);
        this.actions.reveal(axis);
      });
      buttons.append(go.element);
    }
    this.element.append(h("p", {}, handleWords.handleRefused(reason)), buttons);
  }

  /** Writes what has changed, one after the other; stays open where something is refused. */
  private async commit(): Promise<void> {
    for (const { axis, input } of this.fields) {
      const text = (input.element as HTMLElement & { value: string }).value.trim();
      const amount = readNumber(text);
      const before = this.handle[axis]?.amount;
      if (amount === before) continue;
      const problem =
        amount === undefined ? handleWords.noNumber(text) : await this.actions.set(axis, amount);
      input.setProblem(problem);
      if (problem === undefined) continue;
      setText(this.problem, problem);
      input.element.focus();
      return;
    }
    this.close();
  }
}

/** "1_000", "5e-4", "3,120" with its grouping; undefined where it is no number. */
function readNumber(text: string): number | undefined {
  const plain = text.replace(/[_\s]/g, "").replace(/,(?=\d{3}(?:\D|$))/g, "");
  const value = Number(plain);
  return plain !== "" && Number.isFinite(value) ? value : undefined;
}
