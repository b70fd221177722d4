import { h, setHidden, setText, syncChildren } from "../ui/dom";
import type { Colors } from "../ui/theme";
import { dashOf } from "./lineChart";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  /** Where it is not that of its place in the list. */
  readonly stroke?: (colors: Colors) => {
    readonly color: string;
    readonly dash: readonly number[];
  };
}

const SVG = "http://www.w3.org/2000/svg";

interface Entry {
  readonly element: HTMLElement;
  readonly line: SVGLineElement;
  readonly name: HTMLElement;
}

/** Which line is which schedule; hidden while there is only one. */
export class Legend {
  readonly element = h("ul", { class: "legend" });
  private readonly entries = new Map<string, Entry>();

  draw({ shown, colors }: { readonly shown: readonly Named[]; readonly colors: Colors }): void {
    setHidden(this.element, shown.length < 2);
    const origins = new Set(shown.map(({ origin }) => origin));
    syncChildren(
      this.element,
      this.entries,
      this.element.hidden ? [] : shown,
      ({ id }) => id,
      entry,
      ({ line, name }, schedule, index) => {
        const { color, dash } = schedule.stroke?.(colors) ?? {
          color: colors.schedule(index),
          dash: dashOf(index),
        };
        line.setAttribute("stroke", color);
        line.setAttribute("stroke-dasharray", dash.join(" "));
        const text = entryText(schedule, origins.size > 1);
        setText(name, text);
        name.title = text;
      },
    );
  }
}

const entryText = ({ name, origin }: Named, withOrigin: boolean): string =>
  withOrigin && origin !== name ? `${name} (${origin})` : name;

function entry(): Entry {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "line");
  for (const [key, value] of Object.entries({ x1: 0, x2: 22, y1: 4, y2: 4, "stroke-width": 2 })) {
    line.setAttribute(key, String(value));
  }
  svg.setAttribute("viewBox", "0 0 22 8");
  svg.setAttribute("aria-hidden", "true");
  svg.append(line);
  const name = h("span", { class: "legend-name" });
  const element = h("li", {}, name);
  element.prepend(svg);
  return { element, line, name };
}
