/** Frames of a page, each held so long; with the pointer, which a screenshot lacks. */
export class Film {
  frames = [];
  #page;
  #at = [0, 0];

  constructor(page) {
    this.#page = page;
  }

  get ms() {
    return this.frames.reduce((sum, { ms }) => sum + ms, 0);
  }

  /** Takes a frame, or holds the last one where nothing has changed. */
  async shoot(ms) {
    const png = await this.#page.screenshot();
    const last = this.frames.at(-1);
    if (last?.png.equals(png)) last.ms += ms;
    else this.frames.push({ png, ms });
  }

  /** Moves the pointer in a line, a frame for each part of the way. */
  async move(x, y, { parts = 6, ms = 70 } = {}) {
    const [fromX, fromY] = this.#at;
    for (let part = 1; part <= parts; part += 1) {
      const share = part / parts;
      this.#at = [fromX + (x - fromX) * share, fromY + (y - fromY) * share];
      await this.#page.mouse.move(...this.#at);
      await this.#page.evaluate(drawPointer, this.#at);
      await this.shoot(ms);
    }
  }

  async moveTo(locator, options) {
    const { x, y, width, height } = await locator.boundingBox();
    await this.move(x + width / 2, y + height / 2, options);
  }
}

/** Runs in the page. */
function drawPointer([x, y]) {
  const id = "filmed-pointer";
  const SVG = "http://www.w3.org/2000/svg";
  let svg = document.getElementById(id);
  if (!svg) {
    svg = document.createElementNS(SVG, "svg");
    svg.id = id;
    const outline = document.createElementNS(SVG, "path");
    outline.setAttribute("d", "M1 1v17l4.5-4 3 7 3-1.3-3-6.7h6z");
    outline.setAttribute("fill", "#fff");
    outline.setAttribute("stroke", "#000");
    svg.append(outline);
    svg.style.cssText = "position:fixed;width:20px;height:24px;z-index:99999;pointer-events:none";
    document.body.append(svg);
  }
  svg.style.left = `${x}px`;
  svg.style.top = `${y}px`;
}
