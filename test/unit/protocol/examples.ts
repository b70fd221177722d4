import type { HostMessage } from "../../../src/protocol/hostMessages";
import type { PanelMessage } from "../../../src/protocol/panelMessages";

// One message of each type, with everything that it may carry.

const about = { revision: 3, schedule: "file:///a#1#a" } as const;
const grip = { ...about, handle: "learningRate/0/end" } as const;

export const panelExamples: readonly PanelMessage[] = [
  { type: "ready" },
  {
    type: "view",
    columns: 800,
    range: { unit: "steps", first: 0, last: 99 },
    unit: "epochs",
    logTracks: ["learningRate"],
    derived: ["shrinkage"],
    difference: true,
  },
  { type: "select", schedule: "x" },
  { type: "compare", schedules: ["x"] },
  { type: "forget", schedule: "x" },
  { type: "reveal", ...about, track: "learningRate", phase: 1, focus: false },
  { type: "reveal.problem", ...about, problem: 0 },
  { type: "table", ...about, first: 0, last: 99, rows: 20 },
  {
    type: "probe.start",
    schedules: ["x"],
    options: {
      task: "spirals",
      steps: 300,
      seeds: 3,
      measureEvery: 10,
      sharpnessEvery: 50,
      backend: "wasm",
    },
  },
  {
    type: "probe.state",
    probe: {
      state: "running",
      step: 3,
      steps: 300,
      backend: "wasm",
      firstLoss: 2,
      lastLoss: 1,
      error: "none",
    },
  },
  { type: "templates.list" },
  {
    type: "template.use",
    template: "bert.json",
    fit: { length: { epochs: 3, stepsPerEpoch: 100 }, durations: "keep" },
    target: "insert",
  },
  { type: "run.save", kind: "json", name: "run", content: "{}" },
  { type: "run.open" },
  { type: "command", command: "newSchedule" },
  { type: "drag.start", ...grip, drag: 1, constant: false },
  {
    type: "drag.move",
    drag: 1,
    move: { type: "to", step: 10, value: 0.1, free: false },
    stepPixel: 2,
    valuePixel: 1e-3,
  },
  { type: "drag.end", drag: 1 },
  { type: "drag.cancel", drag: 1 },
  { type: "handle.set", ...grip, axis: "level", amount: 0.1 },
  { type: "handle.reveal", ...grip, axis: "time" },
  {
    type: "phase.change",
    ...about,
    track: "learningRate",
    phase: 0,
    operation: { type: "split", at: 10 },
  },
  { type: "value.give", ...about, symbol: "loader.length", value: 312 },
  { type: "values.forget", ...about },
  {
    type: "inspection",
    inspection: {
      revision: 1,
      width: 300,
      series: [{ schedule: "x", track: "learningRate", points: [[0, 0.1]] }],
      viewState: null,
      loss: [{ schedule: "x", seed: 0, points: [[0, 1]] }],
    },
  },
  { type: "log", level: "error", message: "lost" },
  { type: "failure", message: "not possible" },
];

const columns = { step: [0], first: [0.1], last: [0.1], min: [0.1], max: [0.1], end: 99 };
const axis = {
  unit: "steps" as const,
  amount: 1,
  min: 0,
  max: 9,
  refusal: { reason: "computed", constant: "PEAK", place: true },
};
const family = { lines: [{ name: "layer 1", columns }], count: 1, band: true };

export const hostExamples: readonly HostMessage[] = [
  {
    type: "init",
    assets: { probeWorker: "https://a/worker.js", wasm: "https://a/" },
    language: "de",
    strings: { Run: "Los" },
  },
  {
    type: "snapshot",
    revision: 1,
    document: { label: "a.schedule.json", version: 1, language: "json" },
    schedules: [{ id: "x", name: "a", state: "ok", length: 100 }],
    omitted: 0,
    others: [{ id: "y", name: "b", origin: "b.ts", frozen: true }],
    active: "x",
    shown: [
      {
        id: "x",
        name: "a",
        state: "unknown",
        length: 100,
        origin: "a.schedule.json",
        time: {
          steps: 100,
          stepsPerEpoch: 9,
          stepsPerRound: 9,
          tokensPerStep: 9,
          samplesPerStep: 9,
        },
        tracks: [
          {
            name: "learningRate",
            follows: "momentum",
            phases: [{ kind: "constant", start: 0, end: 100, missing: false }],
            handles: [
              { id: "a", role: "peak", phase: 0, step: 1, value: 0.1, time: axis, level: axis },
            ],
            columns,
            breakpoints: [[1, 0.1]],
          },
        ],
        derivable: ["shrinkage"],
        derived: [{ id: "shrinkage", columns }],
        layers: family,
        samples: { easy: 0.5, hard: 2 },
        comparison: {
          peak: 1,
          peakStep: 2,
          mean: 0.5,
          sum: 50,
          warmupShare: 0.1,
          last: 0.1,
          gap: { difference: 1, position: 2, positions: 3, bound: 1 },
          difference: { positions: 3, columns },
        },
        facts: [{ id: "peak", label: "Peak", value: "0.1" }],
        problems: [{ code: "x", severity: "error", message: "m", line: 1, column: 1 }],
        unknowns: ["loader.length"],
        probe: { task: "spirals", steps: 100, seeds: 2 },
      },
    ],
    cursor: { schedule: "x", track: "learningRate", phase: 0 },
    given: [{ symbol: "a", value: 1 }],
    notice: "too large",
  },
  {
    type: "cursor",
    revision: 1,
    cursor: { schedule: "x", track: "learningRate", phase: 0 },
  },
  {
    type: "table.rows",
    revision: 1,
    schedule: "x",
    tracks: ["learningRate"],
    rows: [{ step: 0, values: [0.1], phase: "linear" }],
  },
  {
    type: "templates",
    templates: [{ file: "a", title: "A", citation: "B", length: "90 epochs", path: "M0 0" }],
  },
  {
    type: "probe.request",
    request: {
      task: "spirals",
      steps: 1,
      seeds: [1],
      schedules: [
        {
          id: "x",
          name: "a",
          length: 100,
          tracks: { learningRate: [0.1] },
          optimizer: { name: "sgd", nesterov: true, epsilon: 1e-8 },
          definition: "{}",
        },
      ],
      backend: "cpu",
      measureEvery: 1,
      sharpnessEvery: 1,
    },
  },
  { type: "probe.run", options: { task: "spirals" } },
  { type: "probe.cancel" },
  { type: "drag.ended", drag: 1, reason: "typed" },
  { type: "run.saved", file: "run.json" },
  { type: "run.opened", file: "run.json", content: "{}" },
  { type: "inspect" },
  { type: "failure", message: "not possible" },
  { type: "done" },
];
