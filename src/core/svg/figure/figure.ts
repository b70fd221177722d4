/** One curve of a figure. */
export interface FigureSeries {
  readonly label: string;
  readonly points: readonly FigurePoint[];
  /** The spread around it. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
  /** A CSS colour; with `dash` it tells the curve from others, also in black and white. */
  readonly color: string;
  readonly dash?: string;
  readonly width?: number;
}

export type FigurePoint = readonly [x: number, y: number];

/** A chart for paper or a page: curves over one axis, on white, with a legend below. */
export interface Figure {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Logarithmic values; those not above zero are left out. */
  readonly log?: boolean;
  readonly series: readonly FigureSeries[];
  /** Values above this are cut off. */
  readonly most?: number;
  /** In pixels; 640 × 360. */
  readonly width?: number;
  readonly height?: number;
}

/** A figure as what is to be painted, in this order, on an SVG or a canvas. */
export type Mark = PathMark | TextMark;

/** What a picture is painted of, back to front, and how large it is, in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly marks: readonly Mark[];
}

export interface PathMark {
  readonly kind: "path";
  /** SVG path data, which a canvas understands too. */
  readonly d: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: string;
  readonly fill?: string;
  readonly opacity?: number;
}

export interface TextMark {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly color: string;
  readonly anchor: "start" | "middle" | "end";
  readonly bold?: boolean;
}

/** Okabe and Ito 2008: eight colours that people with any colour vision tell apart, on white. */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#b8860b", "#56b4e9"];
const DASHES = ["", "7 3", "2 2", "8 3 2 3", "4 4", "12 3"];

export const figureColor = (index: number): string => COLORS[index % COLORS.length] ?? "#000000";
export const figureDash = (index: number): string => DASHES[index % DASHES.length] ?? "";
