import { THUMBNAIL, type TemplateView } from "../../../src/protocol/templates";
import { h } from "../ui/dom";

const SVG = "http://www.w3.org/2000/svg";

/** A recipe as one button: its curve, its name, where it was published, how long it was. */
export function card(template: TemplateView, chosen: () => void): HTMLElement {
  const { title, citation, length, path } = template;
  const button = h(
    "button",
    { class: "card", type: "button" },
    thumbnail(path),
    h("span", { class: "card-title" }, title),
    h("span", { class: "faint" }, citation),
    h("span", { class: "faint" }, length),
  );
  button.addEventListener("click", chosen);
  return h("li", {}, button);
}

/** Drawn from the path alone: nothing that comes by message is read as markup. */
function thumbnail(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  svg.setAttribute("viewBox", `0 0 ${THUMBNAIL.width} ${THUMBNAIL.height}`);
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("thumbnail");
  return svg;
}
