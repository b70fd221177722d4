import { torchSchedulers, type TorchSchedulers } from "../builtin/torch";
import { keywordArguments, pythonCall } from "../code/pythonCall";
import { pythonNumber } from "../code/python";
import { snakeCase } from "../naming";
import type { Reading } from "../reading";
import { doubleValues, writtenTracks, type WrittenTrack } from "../source";
import { unitOf } from "../unit";
import type { Refused, WriteRequest } from "../writer";
import { pythonTracks } from "./python";
import { torchReadings } from "./pythonUse";

/** The parts of a module that makes a torch scheduler. */
export interface TorchParts {
  /** LEARNING_RATE: what the optimizer is made with. */
  readonly base: number;
  readonly imports: readonly string[];
  readonly constants: readonly string[];
  /** Functions and classes, and last `make_scheduler(optimizer)`. */
  readonly definitions: readonly string[];
  readonly at: (track: string, step: number) => number;
  readonly tracks: readonly string[];
  readonly readings: readonly Reading[];
  readonly left: readonly string[];
}

/** Where an optimizer of torch keeps what a track sets. */
const GROUP_KEYS: Readonly<Record<string, string>> = {
  momentum: 'group["momentum"]',
  weightDecay: 'group["weight_decay"]',
};
const BETAS = ["beta1", "beta2"];
const SET_BY_TORCH = ["learningRate", ...Object.keys(GROUP_KEYS), ...BETAS];

/** Built-in schedulers where they are the same curve and nothing else moves, else one class. */
export function torchParts(request: WriteRequest): TorchParts | Refused {
  const { schedule } = request;
  const unit = unitOf(request);
  const found = writtenTracks(schedule, SET_BY_TORCH);
  if ("refused" in found) return found;
  const moving = found.tracks.filter(
    ({ name, formula }) => name !== "learningRate" && formula.op !== "number",
  );
  const fixed = found.tracks.filter(
    ({ name, formula }) => name !== "learningRate" && formula.op === "number",
  );
  const builtIn = moving.length === 0 ? torchSchedulers(schedule) : undefined;
  const rate = found.tracks.filter(({ name }) => name === "learningRate");
  const parts = builtIn
    ? builtInParts(builtIn, unit)
    : ownParts([...rate, ...moving], schedule.length, unit);
  return { ...parts, constants: [...parts.constants, ...fixed.map(constant)], left: found.left };
}

/** What stays the same is given to the optimizer, as LEARNING_RATE is. */
const constant = ({ name, formula }: WrittenTrack): string =>
  `${snakeCase(name).toUpperCase()} = ${formula.op === "number" ? pythonNumber(formula.value) : ""}`;

type Parts = Omit<TorchParts, "left">;

function builtInParts({ base, calls, milestones, curve }: TorchSchedulers, unit: string): Parts {
  const names = [...new Set(calls.map(({ kind }) => kind))];
  const written = calls.map(({ kind, args }) => ({
    kind,
    args: ["optimizer", ...keywordArguments(args)],
  }));
  const [only] = written;
  const list = written.map(({ kind, args }) => pythonCall(kind, args, "            "));
  const body =
    only && written.length === 1
      ? pythonCall(`return ${only.kind}`, only.args, "    ")
      : [
          "    return SequentialLR(",
          "        optimizer,",
          "        schedulers=[",
          ...list.map((call) => `${call},`),
          "        ],",
          `        milestones=[${milestones.join(", ")}],`,
          "    )",
        ].join("\n");
  return {
    base,
    imports: [
      "from torch.optim import Optimizer",
      importLine([...names, ...(written.length > 1 ? ["SequentialLR"] : [])]),
    ],
    constants: [`LEARNING_RATE = ${pythonNumber(base)}`],
    definitions: [
      makeScheduler(only && written.length === 1 ? only.kind : "SequentialLR", body, unit),
    ],
    at: (_, step) => curve.at(step),
    tracks: ["learningRate"],
    readings: torchReadings([], false),
  };
}

const importLine = (names: readonly string[]): string => {
  const sorted = [...new Set(names)].sort();
  const line = `from torch.optim.lr_scheduler import ${sorted.join(", ")}`;
  return line.length <= 88
    ? line
    : ["from torch.optim.lr_scheduler import (", ...sorted.map((name) => `    ${name},`), ")"].join(
        "\n",
      );
};

const makeScheduler = (kind: string, body: string, unit: string): string =>
  [
    `def make_scheduler(optimizer: Optimizer) -> ${kind}:`,
    `    """Return the scheduler; call its \`step()\` after every ${unit}."""`,
    body,
  ].join("\n");

function ownParts(tracks: readonly WrittenTrack[], length: number, unit: string): Parts {
  const { names, functions, tables } = pythonTracks(tracks, unit);
  const peak = tracks[0]?.curve.extremes(0, length).max ?? NaN;
  const base = peak > 0 ? peak : 1;
  const moving = tracks.slice(1).map(({ name }, i) => ({ name, function: names[i + 1] ?? name }));
  const kind = moving.length === 0 ? "LambdaLR" : "Schedule";
  const made = "return " + (moving.length === 0 ? "LambdaLR" : "Schedule");
  return {
    base,
    imports: [
      ...(functions.some((text) => text.includes("math.")) ? ["import math", ""] : []),
      "from torch.optim import Optimizer",
      "from torch.optim.lr_scheduler import LambdaLR",
    ],
    constants: [`LEARNING_RATE = ${pythonNumber(base)}`, ...tables],
    definitions: [
      ...functions,
      FACTOR,
      ...(moving.length === 0 ? [] : [scheduleClass(moving)]),
      makeScheduler(kind, pythonCall(made, ["optimizer", "LearningRateFactor()"], "    "), unit),
    ],
    at: factored(tracks, base),
    tracks: tracks.map(({ name }) => name),
    readings: torchReadings(moving, true),
  };
}

/** LambdaLR multiplies: the rate is base · (rate / base), rounded twice. */
const factored = (tracks: readonly WrittenTrack[], base: number) => {
  const values = doubleValues(tracks);
  return (name: string, step: number): number =>
    name === "learningRate" ? base * (values(name, step) / base) : values(name, step);
};

const FACTOR = [
  "class LearningRateFactor:",
  '    """The rate as a share of LEARNING_RATE; unlike a lambda it can be saved and pickled."""',
  "",
  "    def __call__(self, step: int) -> float:",
  "        return learning_rate(step) / LEARNING_RATE",
].join("\n");

function scheduleClass(moving: readonly { name: string; function: string }[]): string {
  const simple = moving.filter(({ name }) => name in GROUP_KEYS);
  const betas = moving.filter(({ name }) => BETAS.includes(name));
  const lines = [
    ...simple.map(({ name, function: f }) => `${GROUP_KEYS[name] ?? ""} = ${f}(step)`),
    ...(betas.length > 0 ? [betaLine(betas)] : []),
  ];
  return [
    "class Schedule(LambdaLR):",
    '    """Sets what moves in step with the rate, too, at every update."""',
    "",
    "    def step(self, epoch=None):",
    "        super().step(epoch)",
    "        step = self.last_epoch",
    "        for group in self.optimizer.param_groups:",
    ...lines.map((line) => `            ${line}`),
  ].join("\n");
}

function betaLine(betas: readonly { name: string; function: string }[]): string {
  const beta = (name: string, index: number): string => {
    const found = betas.find((one) => one.name === name);
    return found ? `${found.function}(step)` : `group["betas"][${index}]`;
  };
  return `group["betas"] = (${beta("beta1", 0)}, ${beta("beta2", 1)})`;
}
