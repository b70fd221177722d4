import { h } from "./dom";
import { icon } from "./icons";

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface DropdownControl {
  readonly element: HTMLElement;
  set(choices: readonly Choice[], value: string): void;
}

/** The browser's own list of choices, dressed as VS Code's: its keys, its list, its reading aloud. */
export function dropdown(label: string, chosen: (value: string) => void): DropdownControl {
  const select = h("select", { "aria-label": label, title: label });
  select.addEventListener("change", () => {
    chosen(select.value);
  });
  let shown = "";
  return {
    element: h("span", { class: "dropdown" }, select, icon("open")),
    set(choices, value) {
      const key = JSON.stringify(choices);
      if (key !== shown) select.replaceChildren(...choices.map(option));
      shown = key;
      if (select.value !== value) select.value = value;
    },
  };
}

const option = ({ value, text }: Choice): HTMLElement => h("option", { value }, text);
