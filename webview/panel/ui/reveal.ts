/** What comes later than this was not waited for. */
const PATIENCE_MS = 10_000;
const OWN_WAYS = ["pointerdown", "wheel", "keydown"] as const;

let stop = (): void => undefined;

/** Leaves the page where it is. */
export const endReveal = (): void => {
  stop();
};

/**
 * Scrolls as little as brings the whole element into view, or its head where it is too tall; again
 * while its content comes, until the user does something else.
 */
export function reveal(element: HTMLElement): void {
  endReveal();
  const watch = new ResizeObserver(() => {
    element.scrollIntoView({ block: "nearest" });
  });
  const timer = setTimeout(endReveal, PATIENCE_MS);
  stop = () => {
    clearTimeout(timer);
    watch.disconnect();
    for (const type of OWN_WAYS) removeEventListener(type, endReveal, true);
  };
  for (const type of OWN_WAYS) addEventListener(type, endReveal, true);
  // Tells of the first size, too, once what was asked for is drawn.
  watch.observe(element);
}
