/** What a key in the menu of a handle's phase does to the text of `handleCases.ts`. */
export interface PhaseCase {
  readonly name: string;
  /** The handle at whose step and phase the menu is opened. */
  readonly handle: string;
  readonly keys: readonly string[];
  /** Parts of the text, each of which stands in it once, and what is to stand in their places. */
  readonly changes: readonly (readonly [before: string, after: string])[];
}

const OPERATIONS = [
  ["kind", "learningRate/0/end", ["c", "Enter", "r", "Enter"]],
  ["add", "learningRate/1/value", ["a", "Enter", "h", "Enter"]],
  ["split", "learningRate/1/value", ["s", "Enter"]],
  ["later", "learningRate/0/end", ["m", "m", "Enter"]],
  ["earlier", "learningRate/1/value", ["m", "Enter"]],
  ["delete", "learningRate/0/end", ["d", "Enter"]],
] as const;

const cases = (
  changes: Readonly<Record<(typeof OPERATIONS)[number][0], PhaseCase["changes"]>>,
): readonly PhaseCase[] =>
  OPERATIONS.map(([name, handle, keys]) => ({ name, handle, keys, changes: changes[name] }));

const JSON_WARMUP = `{ "kind": "linear", "from": 1e-3, "to": 0.10, "for": "5 epochs" }`;
const JSON_STABLE = `{ "kind": "constant", "value": 0.10, "for": "20 epochs" }`;
const JSON_SWAPPED = [
  [
    `${JSON_WARMUP}, // warmup\n    ${JSON_STABLE}, /* stable */`,
    `${JSON_STABLE}, /* stable */\n    ${JSON_WARMUP}, // warmup`,
  ],
] as const;

export const JSON_PHASES = cases({
  kind: [[`"kind": "linear", "from": 1e-3`, `"kind": "rex", "from": 1e-3`]],
  add: [
    [
      `"20 epochs" }, /* stable */`,
      `"10 epochs" }, /* stable */\n    { "kind": "hold", "for": "10 epochs" },`,
    ],
  ],
  split: [
    [
      `"20 epochs" }, /* stable */`,
      `"10 epochs" }, /* stable */\n    { "kind": "constant", "value": 0.10, "for": "10 epochs" },`,
    ],
  ],
  later: JSON_SWAPPED,
  earlier: JSON_SWAPPED,
  delete: [[`    ${JSON_WARMUP}, // warmup`, "    // warmup"]],
});

const IMPORTED = `step } from "learning-rate-designer"`;
const WARMUP = "linear({ from: 1e-3, to: .10, for: epochs(5) }),";
const STABLE = "constant({ value: 2 * PEAK, for: epochs(20) }),";
const SWAPPED = [
  [`${WARMUP} // warmup\n    ${STABLE}`, `${STABLE}\n    ${WARMUP} // warmup`],
] as const;

export const TYPESCRIPT_PHASES = cases({
  kind: [
    ["linear({ from: 1e-3", "rex({ from: 1e-3"],
    [IMPORTED, `step, rex } from "learning-rate-designer"`],
  ],
  add: [
    [STABLE, "constant({ value: 2 * PEAK, for: epochs(10) }),\n    hold({ for: '10 epochs' }),"],
    [IMPORTED, `step, hold } from "learning-rate-designer"`],
  ],
  split: [
    [
      STABLE,
      "constant({ value: 2 * PEAK, for: epochs(10) }),\n    constant({ value: 2 * PEAK, for: epochs(10) }),",
    ],
  ],
  later: SWAPPED,
  earlier: SWAPPED,
  delete: [[`    ${WARMUP} // warmup`, "    // warmup"]],
});
