/** Puts what opens over a chart beside `x`, never outside of the chart's width. */
export function put(plot: HTMLElement, element: HTMLElement, x: number, y: number): void {
  plot.append(element);
  const width = Math.max(0, plot.clientWidth - element.offsetWidth);
  element.style.left = `${Math.min(width, Math.max(0, x - 60))}px`;
  element.style.top = `${y}px`;
}
