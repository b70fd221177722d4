// The only file that knows the toolkit: a successor replaces this file.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
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
interface Dropdown extends HTMLElement {
  value: string;
}
interface TextField extends HTMLElement {
  value: string;
  placeholder: string;
  disabled: boolean;
}
interface Panels extends HTMLElement {
  activeid: string;
}

/** Defines the elements; call once, before any is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
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

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface DropdownControl {
  readonly element: HTMLElement;
  set(choices: readonly Choice[], value: string): void;
}

export function dropdown(label: string, chosen: (value: string) => void): DropdownControl {
  const element = make("vscode-dropdown", { "aria-label": label, title: label }) as Dropdown;
  element.addEventListener("change", () => {
    chosen(element.value);
  });
  let shown = "";
  return {
    element,
    set(choices, value) {
      const key = JSON.stringify(choices);
      if (key !== shown) element.replaceChildren(...choices.map((choice) => option(choice, value)));
      shown = key;
      // The element learns of its options only after they were slotted.
      queueMicrotask(() => {
        requestAnimationFrame(() => {
          if (element.value !== value) element.value = value;
        });
      });
    },
  };
}

function option({ value, text }: Choice, chosen: string): HTMLElement {
  const element = make("vscode-option", { value, selected: value === chosen });
  element.textContent = text;
  return element;
}

export interface NumberField {
  readonly element: HTMLElement;
  /** Shows `value`; not while the user is typing in it. */
  set(value: string, placeholder: string): void;
  setDisabled(disabled: boolean): void;
  /** Marks the entry as wrong, with the reason as a tooltip; undefined takes the mark away. */
  setProblem(problem: string | undefined): void;
}

export function numberField(label: string, entered: (text: string) => void): NumberField {
  const element = make("vscode-text-field") as TextField;
  element.textContent = label;
  setAttributes(element, { "aria-label": label, maxlength: 12 });
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

export const progressRing = (label: string): HTMLElement =>
  make("vscode-progress-ring", { "aria-label": label });

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: HTMLElement;
}

export interface Tabs {
  readonly element: HTMLElement;
  set(id: string): void;
}

export function tabs(label: string, all: readonly Tab[], changed: (id: string) => void): Tabs {
  const element = make("vscode-panels", { "aria-label": label }) as Panels;
  for (const { id, title, content } of all) {
    const tab = make("vscode-panel-tab", { id: `tab-${id}` });
    tab.textContent = title;
    const view = make("vscode-panel-view", { id: `view-${id}` });
    view.append(content);
    element.append(tab, view);
  }
  element.addEventListener("change", (event) => {
    if (event.target !== element) return;
    // The property: the attribute follows it a frame later.
    changed(element.activeid.replace(/^tab-/, ""));
  });
  return {
    element,
    set: (id) => {
      if (element.activeid !== `tab-${id}`) element.activeid = `tab-${id}`;
    },
  };
}
