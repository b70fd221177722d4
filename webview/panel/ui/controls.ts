// The only file that knows the toolkit: a successor replaces this file. Lists of choices and tabs
// (`dropdown.ts`, `tabs.ts`) are the browser's own elements: the toolkit's weigh 40 kB.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { setAttributes, setText } from "./dom";
import { icon, type IconName } from "./icons";

// What is used of the toolkit's elements. Its classes are not named as types: an element is made by
// its tag, not by a constructor.
interface Button extends HTMLElement {
  disabled: boolean;
}
interface Checkbox extends HTMLElement {
  checked: boolean;
}
interface TextField extends HTMLElement {
  value: string;
  placeholder: string;
  disabled: boolean;
}

/** Defines the elements; call once, before any is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeTextField());
}

const make = (tag: string, attributes: Parameters<typeof setAttributes>[1] = {}): HTMLElement => {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  return element;
};

export interface ButtonControl {
  readonly element: HTMLElement;
  setText(text: string): void;
  setDisabled(disabled: boolean): void;
}

export function button(
  text: string,
  pressed: () => void,
  appearance: "primary" | "secondary" = "secondary",
): ButtonControl {
  const element = make("vscode-button", { appearance }) as Button;
  element.textContent = text;
  element.addEventListener("click", pressed);
  return {
    element,
    setText: (next) => {
      setText(element, next);
    },
    setDisabled: (disabled) => {
      element.disabled = disabled;
    },
  };
}

/** A button that shows a picture; `label` is its name and its tooltip. */
export function iconButton(label: string, name: IconName, pressed: () => void): ButtonControl {
  const control = button("", pressed);
  setAttributes(control.element, { "aria-label": label, title: label, appearance: "icon" });
  control.element.replaceChildren(icon(name));
  return control;
}

export interface Toggle {
  readonly element: HTMLElement;
  set(on: boolean): void;
}

/** A small button that stays down; the inner button of the toolkit takes `aria-pressed` along. */
export function toggleButton(text: string, label: string, changed: (on: boolean) => void): Toggle {
  const element = make("vscode-button", { appearance: "icon", "aria-label": label, title: label });
  element.classList.add("toggle");
  element.textContent = text;
  let on = false;
  const set = (next: boolean): void => {
    on = next;
    setAttributes(element, { "aria-pressed": String(on) });
  };
  element.addEventListener("click", () => {
    set(!on);
    changed(on);
  });
  set(false);
  return { element, set };
}

export function checkbox(text: string, changed: (on: boolean) => void): Toggle {
  const element = make("vscode-checkbox", { "aria-label": text }) as Checkbox;
  element.textContent = text;
  // The toolkit tells of every change, also of those that the program makes.
  let setting = false;
  element.addEventListener("change", () => {
    if (!setting) changed(element.checked);
  });
  return {
    element,
    set: (on) => {
      setting = true;
      if (element.checked !== on) element.checked = on;
      setting = false;
    },
  };
}

export interface NumberField {
  readonly element: HTMLElement;
  /** Shows `value`; not while the user is typing in it. */
  set(value: string, placeholder: string): void;
  setDisabled(disabled: boolean): void;
  /** Marks the entry as wrong, with the reason as a tooltip; undefined takes the mark away. */
  setProblem(problem: string | undefined): void;
}

export function numberField(
  label: string,
  entered: (text: string) => void,
  maxlength = 12,
): NumberField {
  const element = make("vscode-text-field") as TextField;
  element.textContent = label;
  setAttributes(element, { "aria-label": label, maxlength });
  element.addEventListener("input", () => {
    entered(element.value.trim());
  });
  return {
    element,
    set(value, placeholder) {
      element.placeholder = placeholder;
      if (document.activeElement !== element && element.value !== value) element.value = value;
    },
    setDisabled: (disabled) => {
      element.disabled = disabled;
    },
    setProblem: (problem) => {
      setAttributes(element, { "aria-invalid": problem !== undefined && "true" });
      element.classList.toggle("invalid", problem !== undefined);
      setAttributes(element, { title: problem });
    },
  };
}
