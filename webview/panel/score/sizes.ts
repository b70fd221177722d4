/** In whole CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const listeners = new WeakMap<Element, (size: Size) => void>();
let observer: ResizeObserver | undefined;

function tell(entries: readonly ResizeObserverEntry[]): void {
  for (const { target, contentRect } of entries) listeners.get(target)?.(whole(contentRect));
}

/** Calls `resized` whenever the element's size has changed, before that is painted; one observer serves all. */
export function watchSize(element: Element, resized: (size: Size) => void): void {
  observer ??= new ResizeObserver(tell);
  listeners.set(element, resized);
  observer.observe(element);
}

export function unwatchSize(element: Element): void {
  listeners.delete(element);
  observer?.unobserve(element);
}

/** Of an element without padding. Makes the browser lay out whatever was written before. */
export const sizeOf = (element: Element): Size => whole(element.getBoundingClientRect());

/** Down, so that nothing sticks out; but 99.99 is a 100 that was computed. */
const whole = ({ width, height }: Size): Size => ({
  width: Math.floor(width + 0.05),
  height: Math.floor(height + 0.05),
});
