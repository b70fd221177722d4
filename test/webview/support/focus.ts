import type { Page } from "playwright-core";

/** What has the keyboard: as it is read aloud, whether one sees that it has it, and where it is. */
export interface Focus {
  readonly tag: string;
  readonly name: string;
  readonly visible: boolean;
  readonly x: number;
  readonly y: number;
  /** The group that orders its own members, such as the handles of a chart. */
  readonly group: string | undefined;
}

/** Undefined where nothing has the keyboard: beyond the last stop, or lost. */
export const focusOf = (page: Page): Promise<Focus | undefined> =>
  page.evaluate(() => {
    const host = document.activeElement;
    if (!host || host === document.body) return undefined;
    let inner: Element = host;
    while (inner.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
    const name = host.getAttribute("aria-label") ?? host.textContent.trim().replace(/\s+/g, " ");
    const control = host.shadowRoot?.querySelector(".control, .root") ?? inner;
    const mark = getComputedStyle(host, "::before");
    const styles = [...[inner, control, host].map((each) => getComputedStyle(each)), mark];
    const outlined = styles.some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 1,
    );
    const ring = getComputedStyle(host).getPropertyValue("--vscode-focusBorder");
    const sample = document.createElement("i");
    sample.style.color = ring;
    document.body.append(sample);
    const bordered = getComputedStyle(control).borderColor === getComputedStyle(sample).color;
    sample.remove();
    const { left, top, right, bottom } = host.getBoundingClientRect();
    // What sticks to the edge of the view is read where it stands when nothing is scrolled.
    let sticky: Element | null = host;
    while (sticky && getComputedStyle(sticky).position !== "sticky") sticky = sticky.parentElement;
    const home = sticky?.parentElement?.getBoundingClientRect().top ?? 0;
    const stuck = sticky ? sticky.getBoundingClientRect().top - home : 0;
    const inView = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return {
      tag: host.localName,
      name,
      visible: inView && right > left && bottom > top && (outlined || bordered),
      x: (left + right) / 2 + scrollX,
      y: (top + bottom) / 2 - stuck + scrollY,
      group: host.closest("[role=group]")?.getAttribute("aria-label") ?? undefined,
    };
  });
