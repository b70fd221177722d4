export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Half of what is hit of a handle, in pixels (WCAG 2.2, target size). */
const HALF = 12;

const SQUARE: readonly Point[] = [
  { x: -HALF, y: -HALF },
  { x: HALF, y: -HALF },
  { x: HALF, y: HALF },
  { x: -HALF, y: HALF },
];

/**
 * The part of the square around `middle` that is nearer to it than to any of `others`: its corners,
 * in pixels from the middle. The square itself where nothing else is near.
 */
export const hitArea = (middle: Point, others: readonly Point[]): readonly Point[] =>
  others
    .map(({ x, y }) => ({ x: x - middle.x, y: y - middle.y }))
    .filter(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) < 2 * HALF && (x !== 0 || y !== 0))
    .reduce(nearerHalf, SQUARE);

/** A convex area without what is nearer to `other` than to the origin (Sutherland and Hodgman 1974). */
function nearerHalf(area: readonly Point[], other: Point): readonly Point[] {
  const limit = (other.x ** 2 + other.y ** 2) / 2;
  const beyond = ({ x, y }: Point): number => x * other.x + y * other.y - limit;
  return area.flatMap((to, i) => {
    const from = area.at(i - 1) ?? to;
    const [a, b] = [beyond(from), beyond(to)];
    const share = a / (a - b);
    const crossing = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    return [...(a > 0 !== b > 0 ? [crossing] : []), ...(b > 0 ? [] : [to])];
  });
}

/** As CSS writes it for an element of this square. */
export const clipPath = (area: readonly Point[]): string =>
  area === SQUARE
    ? "none"
    : `polygon(${area.map(({ x, y }) => `${pixels(x)} ${pixels(y)}`).join(", ")})`;

const pixels = (offset: number): string => `${Number((offset + HALF).toFixed(2))}px`;
