/** A text with every kind of handle, in both languages; what is odd in it must stay as it is. */
export const JSON_TEXT = `{ // every kind of handle
  "name": "drag.schedule.json",
  "length": { "epochs": 50, "stepsPerEpoch": 20 },
  "learningRate": [
    { "kind": "linear", "from": 1e-3, "to": 0.10, "for": "5 epochs" }, // warmup
    { "kind": "constant", "value": 0.10, "for": "20 epochs" }, /* stable */
    { "kind": "cosine", "to": 0.001 }
  ],
  "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] },
  "weightDecay": { "follow": "learningRate", "relation": "constantProduct", "product": 1e-4, "max": 0.01 },
  "batchNorm": { "follow": "learningRate", "relation": "power", "reference": { "learningRate": 0.1, "value": 0.1 } },
  "flat": 0.9, // one number
  "drops": { "kind": "step", "from": 1.0, "factor": 0.5, "every": 200 },
  "stones": { "kind": "multiStep", "from": 1, "at": ["20 epochs", "70%"], "factor": 0.25 },
  "waves": { "kind": "cyclic", "low": 0.1, "high": 0.6, "up": 50, "down": 150 },
  "restarts": { "kind": "cosineRestarts", "from": 0.5, "to": 0.01, "period": 400, "peakDecay": 0.5 },
  "one": { "kind": "oneCycle", "peak": 0.4, "rise": "40%", "initialDivisor": 10, "finalDivisor": 100 },
  "points": { "kind": "piecewise", "points": [[0, 0.1], [400, 0.8], [1000, 0]] },
  "noam": [{ "kind": "linear", "from": 0, "to": 0.7, "for": 100 }, { "kind": "inverseSqrt", "timescale": 100 }],
  "scaled": { "phases": { "kind": "linear", "from": 1, "to": 2 }, "scale": 0.5, "min": 0.6 }
}
`;
export const TYPESCRIPT_TEXT = `import { constant, cosine, cosineRestarts, cyclic, defineSchedule, epochs, inverseSqrt, linear, multiStep, oneCycle, percent, piecewise, step } from "learning-rate-designer";

const PEAK = 0.1; // per 256
export default defineSchedule({
  name: "drag.ts",
  length: { epochs: 50, stepsPerEpoch: 20 },
  learningRate: [
    linear({ from: 1e-3, to: .10, for: epochs(5) }), // warmup
    constant({ value: 2 * PEAK, for: epochs(20) }),
    cosine({ to: 0.001 }), /* to the end */
  ],
  momentum: { follow: 'learningRate', relation: 'inverse', range: [0.95, 0.85] },
  weightDecay: { follow: 'learningRate', relation: 'constantProduct', product: 1e-4, max: .01 },
  batchNorm: { follow: 'learningRate', relation: 'power', reference: { learningRate: PEAK, value: 0.1 } },
  flat: 0.9, // one number
  drops: step({ from: 1_000, factor: 0.5, every: 2_00 }),
  stones: multiStep({ from: 1, at: [epochs(20), percent(70)], factor: 0.25 }),
  waves: cyclic({ low: 0.1, high: 0.6, up: 5_0, down: 150 }),
  restarts: cosineRestarts({ from: 0.5, to: 0.01, period: 400, peakDecay: 0.5 }),
  one: oneCycle({ peak: 0.4, rise: percent(40), initialDivisor: 10, finalDivisor: 100 }),
  points: piecewise({ points: [[0, 0.1], [400, 0.8], [1000, 0]] }),
  noam: [linear({ from: 0, to: 0.7, for: 1_00 }), inverseSqrt({ timescale: 1_00 })],
  scaled: { phases: linear({ from: 1, to: 2 }), scale: 0.5, min: 0.6 },
});
`;

/** That of the side bar of VS Code: a pixel of time is worth 4.7 steps. */
export const PANEL_WIDTH = 297;

/** What becomes of a handle that is pulled up, down or to the right. */
export interface HandleCase {
  readonly id: string;
  readonly pull: "up" | "down" | "right";
  /** How far the mouse drags it in a panel of `PANEL_WIDTH`. */
  readonly pixels: number;
  /** A part of the text, which stands in it once, and what is to stand in its place. */
  readonly before: string;
  readonly after: string;
  /** By mouse, where a pixel tells less than a key. */
  readonly dragged: string;
}

export const KEYS = { up: "Shift+ArrowUp", down: "Shift+ArrowDown", right: "Shift+ArrowRight" };
export const WAYS = { up: [0, -1], down: [0, 1], right: [1, 0] } as const;

type Row = readonly [string, HandleCase["pull"], number, string, string, string?];
const rows = (all: readonly Row[]) =>
  all.map(([id, pull, pixels, before, after, dragged]): HandleCase => ({
    id,
    pull,
    pixels,
    before,
    after,
    dragged: dragged ?? after,
  }));

/** Ten steps of the arrow keys each. */
export const JSON_CASES = rows([
  ["learningRate/0/from", "up", 24, `"from": 1e-3`, `"from": 1.1e-2`, `"from": 2e-2`],
  ["learningRate/0/end", "right", 43, `"for": "5 epochs"`, `"for": "15 epochs"`],
  // what is written equal moves as one
  [
    "learningRate/1/value",
    "up",
    25,
    `"to": 0.10, "for": "5 epochs" }, // warmup\n    { "kind": "constant", "value": 0.10`,
    `"to": 0.11, "for": "5 epochs" }, // warmup\n    { "kind": "constant", "value": 0.11`,
    `"to": 0.12, "for": "5 epochs" }, // warmup\n    { "kind": "constant", "value": 0.12`,
  ],
  ["learningRate/1/end", "right", 43, `"20 epochs" }`, `"30 epochs" }`],
  ["learningRate/2/end", "up", 24, `"to": 0.001 }`, `"to": 0.011 }`, `"to": 0.02 }`],
  ["momentum/range.0", "down", 23, `[0.95, 0.85]`, `[0.9, 0.85]`],
  ["momentum/range.1", "up", 23, `[0.95, 0.85]`, `[0.95, 0.9]`],
  ["weightDecay/product", "up", 23, `"product": 1e-4`, `"product": 6e-4`],
  ["weightDecay/max", "up", 23, `"max": 0.01 `, `"max": 0.015 `],
  ["batchNorm/reference.value", "up", 23, `"value": 0.1 }`, `"value": 0.15 }`],
  ["flat/value", "down", 10, `"flat": 0.9,`, `"flat": 0.7,`],
  ["drops/0/from", "up", 23, `"from": 1.0,`, `"from": 1.5,`],
  ["drops/0/every", "right", 9, `"every": 200`, `"every": 250`, `"every": 240`],
  ["stones/0/at.0", "right", 43, `["20 epochs"`, `["30 epochs"`],
  ["stones/0/at.1", "right", 13, `"70%"`, `"75%"`, `"76%"`],
  ["waves/0/up", "up", 15, `"high": 0.6`, `"high": 0.8`],
  ["waves/0/cycle", "right", 11, `"down": 150`, `"down": 200`],
  ["restarts/0/period", "right", 9, `"period": 400`, `"period": 450`, `"period": 440`],
  ["restarts/0/peakDecay", "up", 23, `"peakDecay": 0.5`, `"peakDecay": 1`],
  [
    "one/0/initialDivisor",
    "up",
    7,
    `"initialDivisor": 10`,
    `"initialDivisor": 3`,
    `"initialDivisor": 4`,
  ],
  ["one/0/peak", "up", 11, `"peak": 0.4`, `"peak": 0.5`],
  ["points/0/points.1", "up", 11, `[400, 0.8]`, `[400, 1]`],
  ["points/0/points.0", "up", 11, `[0, 0.1]`, `[0, 0.3]`],
  ["noam/0/end", "up", 13, `"to": 0.7`, `"to": 0.9`],
  ["noam/1/timescale", "right", 9, `"timescale": 100`, `"timescale": 150`, `"timescale": 140`],
  ["scaled/min", "up", 24, `"min": 0.6`, `"min": 1.1`],
  ["scaled/scale", "up", 20, `"scale": 0.5`, `"scale": 0.7`, `"scale": 0.8`],
]);
export const TYPESCRIPT_CASES = rows([
  ["learningRate/0/from", "up", 31, `from: 1e-3`, `from: 2e-2`, `from: 5e-2`],
  ["learningRate/0/end", "right", 43, `for: epochs(5)`, `for: epochs(15)`],
  ["learningRate/1/end", "right", 43, `epochs(20) })`, `epochs(30) })`],
  ["learningRate/2/end", "up", 31, `to: 0.001`, `to: 0.02`, `to: 0.05`],
  ["momentum/range.0", "down", 23, `[0.95, 0.85]`, `[0.9, 0.85]`],
  ["momentum/range.1", "up", 23, `[0.95, 0.85]`, `[0.95, 0.9]`],
  ["weightDecay/product", "up", 11, `product: 1e-4`, `product: 6e-4`],
  ["weightDecay/max", "up", 23, `max: .01 `, `max: .015 `],
  ["batchNorm/reference.value", "up", 23, `value: 0.1 }`, `value: 0.15 }`],
  ["flat/value", "down", 10, `flat: 0.9,`, `flat: 0.7,`],
  ["drops/0/from", "up", 23, `from: 1_000,`, `from: 1_500,`],
  ["drops/0/every", "right", 9, `every: 2_00`, `every: 250`, `every: 240`],
  ["stones/0/at.0", "right", 43, `[epochs(20)`, `[epochs(30)`],
  ["stones/0/at.1", "right", 13, `percent(70)`, `percent(75)`, `percent(76)`],
  ["waves/0/up", "up", 15, `high: 0.6`, `high: 0.8`],
  ["waves/0/cycle", "right", 11, `down: 150`, `down: 200`],
  ["restarts/0/period", "right", 9, `period: 400`, `period: 450`, `period: 440`],
  ["restarts/0/peakDecay", "up", 23, `peakDecay: 0.5`, `peakDecay: 1`],
  ["one/0/initialDivisor", "up", 7, `initialDivisor: 10`, `initialDivisor: 3`, `initialDivisor: 4`],
  ["one/0/peak", "up", 11, `peak: 0.4`, `peak: 0.5`],
  ["points/0/points.1", "up", 11, `[400, 0.8]`, `[400, 1]`],
  ["points/0/points.0", "up", 11, `[0, 0.1]`, `[0, 0.3]`],
  ["noam/0/end", "up", 13, `to: 0.7`, `to: 0.9`],
  ["noam/1/timescale", "right", 9, `timescale: 1_00`, `timescale: 150`, `timescale: 140`],
  ["scaled/min", "up", 24, `min: 0.6`, `min: 1.1`],
  ["scaled/scale", "up", 20, `scale: 0.5`, `scale: 0.7`, `scale: 0.8`],
]);

/** The text as a case leaves it; the part that changes stands in it once. */
export function changed(text: string, before: string, after: string): string {
  const [head, tail, ...more] = text.split(before);
  if (head === undefined || tail === undefined || more.length > 0) {
    throw new Error(`not once in the text: ${before}`);
  }
  return head + after + tail;
}
