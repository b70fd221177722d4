import { readdirSync, readFileSync } from "node:fs";
import type { Analysis } from "../../../src/core/analysis";
import { readJson, readTypeScript } from "../language/read";

/** A text with schedules, in one of the two languages. */
export interface Source {
  readonly name: string;
  readonly language: "json" | "typescript";
  readonly text: string;
}

export const read = ({ language }: Source, text: string): Analysis =>
  language === "json" ? readJson(text) : readTypeScript(text);

const folder = (name: string, language: Source["language"]): Source[] =>
  readdirSync(`examples/${name}`).map((file) => ({
    name: `${name}/${file}`,
    language,
    text: readFileSync(`examples/${name}/${file}`, "utf8"),
  }));

const one = (name: string, track: string, length = `{ "steps": 1_000 }`): Source => ({
  name,
  language: "json",
  text: `{
  // ${name}
  "length": ${length.replaceAll("_", "")},
  "learningRate": ${track} // the end
}
`,
});

const EPOCHS = `{ "epochs": 90, "stepsPerEpoch": 156 }`;

/** Every kind of phase with all that can be dragged, in every way to write a time. */
const kinds: readonly Source[] = [
  one("number", "0.1"),
  one("single phase", `{ "kind": "cosine", "from": 1e-3, "to": 1e-05 }`),
  one(
    "ramps",
    `[
    { "kind": "linear", "from": 0.1, "to": 3.20, "for": "5 epochs" }, // warmup
    { "kind": "cosine", "to": 0 },
    { "kind": "linear", "to": "1%", "for": "10%" }
  ]`,
    EPOCHS,
  ),
  one(
    "all lengths written",
    `[
    { "kind": "linear", "from": 0, "to": 5e-4, "for": "10 epochs" },
    { "kind": "constant", "value": 5e-4, "for": "50 epochs" }, /* stable */
    { "kind": "oneMinusSqrt", "from": 5e-4, "to": 0.0, "for": "30 epochs" }
  ]`,
    EPOCHS,
  ),
  one(
    "shares",
    `[
    { "kind": "linear", "from": "1%", "to": 0.5, "for": 100 },
    { "kind": "polynomial", "power": 2, "to": "10%" }
  ]`,
  ),
  one("step", `{ "kind": "step", "from": 0.1, "factor": 0.1, "every": "30 epochs" }`, EPOCHS),
  one(
    "exponential",
    `[
    { "kind": "exponential", "from": 0.1, "factor": 0.94, "every": "2 epochs", "for": "40 epochs" },
    { "kind": "exponential", "to": 1e-5 }
  ]`,
    EPOCHS,
  ),
  one(
    "multiStep",
    `{ "kind": "multiStep", "from": 0.1, "at": ["30 epochs", "60 epochs", "80 epochs"], "factor": 0.1 }`,
    EPOCHS,
  ),
  one(
    "multiStep values",
    `{ "kind": "multiStep", "from": 1.0, "at": [100, 500], "values": [0.5, "10%"] }`,
  ),
  one(
    "piecewise",
    `{ "kind": "piecewise", "points": [[0, 0], ["20%", 0.4], [700, 0.1], [1000, 0]] }`,
  ),
  one("table", `{ "kind": "table", "values": [0.1, 0.2, 0.05], "every": 250 }`),
  one("cyclic", `{ "kind": "cyclic", "low": 1e-3, "high": 6e-3, "up": 100 }`),
  one(
    "cyclic down",
    `{ "kind": "cyclic", "low": 1e-3, "high": 6e-3, "up": "2 epochs", "down": "6 epochs", "mode": "triangular2" }`,
    EPOCHS,
  ),
  one(
    "restarts",
    `{ "kind": "cosineRestarts", "from": 0.05, "to": 0, "period": "10 epochs", "periodGrowth": 2, "peakDecay": 0.5 }`,
    EPOCHS,
  ),
  one("oneCycle", `{ "kind": "oneCycle", "peak": 0.4 }`),
  one(
    "oneCycle full",
    `{ "kind": "oneCycle", "peak": 0.4, "initialDivisor": 10, "finalDivisor": 100, "rise": "45%", "shape": "linear" }`,
  ),
  one(
    "noam",
    `[
    { "kind": "linear", "from": 0, "to": 7e-4, "for": 400 },
    { "kind": "inverseSqrt", "timescale": 400 }
  ]`,
    `{ "steps": 10_000 }`,
  ),
  one(
    "repeat",
    `[
    { "kind": "linear", "from": 0, "to": 0.1, "for": 100 },
    { "kind": "repeat", "phases": [{ "kind": "constant", "value": 0.1, "for": 50 }, { "kind": "linear", "to": 0.01, "for": 50 }] }
  ]`,
  ),
  one(
    "scaled",
    `{ "phases": [{ "kind": "linear", "from": 0, "to": 1, "for": 200 }, { "kind": "cosine", "to": "10%" }], "scale": 0.003, "offset": 1e-5, "min": 1e-4, "max": 0.0025 }`,
  ),
  one(
    "tokens",
    `[
    { "kind": "linear", "from": 0, "to": 6e-5, "for": "375M tokens" },
    { "kind": "cosine", "to": "10%", "for": "260B tokens" },
    { "kind": "hold" }
  ]`,
    `{ "tokens": 300000000000, "tokensPerStep": 3200000 }`,
  ),
  one(
    "momentum in step",
    `[{ "kind": "linear", "from": 0, "to": 0.1, "for": "25%" }, { "kind": "cosine", "to": 1e-4 }],
  "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] },
  "weightDecay": { "follow": "learningRate", "relation": "constantProduct", "product": 1.6e-4, "max": 0.01 },
  "batchNormMomentum": { "follow": "learningRate", "relation": "power", "reference": { "learningRate": 0.1, "value": 0.1 } },
  "temperature": { "follow": "learningRate", "relation": "proportional", "reference": { "learningRate": 0.1, "value": 0.5 }, "min": 0.05` +
      ` }`,
  ),
];

const typescript: readonly Source[] = [
  {
    name: "builders",
    language: "typescript",
    text: `import { defineSchedule, linear, cosine, epochs, percent } from "learning-rate-designer";

const WARMUP = 500; // steps
export default defineSchedule({
  name: 'builders',
  length: { epochs: 90, stepsPerEpoch: 1_00 },
  learningRate: [
    linear({ from: .1, to: 3_000.5, for: WARMUP }), // up
    cosine({ to: 1.0E-2, for: epochs(40) }),
    linear({ to: 0, for: percent(10) }), /* down */
    { kind: 'hold' },
  ],
  momentum: 0.9,
});
`,
  },
];

export const corpus: readonly Source[] = [
  ...kinds,
  ...typescript,
  ...folder("json", "json"),
  ...folder("typescript", "typescript"),
];
