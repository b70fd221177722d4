import { torchOneCycle } from "../builtin/oneCycle";
import { torchSchedulers } from "../builtin/torch";
import type { TorchSchedulers } from "../builtin/torchSchedulers";
import { keywordArguments, pythonCall } from "../code/pythonCall";
import { pythonNumber } from "../code/python";
import { LINE } from "../code/pythonWrap";
import { keyOf } from "../code/locals";
import { snakeCase } from "../naming";
import type { Reading } from "../reading";
import type { Schedule } from "../../schedule/schedule";
import { doubleValues, writtenGroups, writtenTracks, type WrittenTrack } from "../source";
import { unitOf } from "../unit";
import type { Refused, WriteRequest } from "../writer";
import { pythonTracks } from "./python";
import { torchOptimizer, tracksOfOptimizer } from "./torchOptimizer";
import { builtInReadings, torchReadings } from "./pythonUse";
import {
  GROUP_FACTOR,
  GROUP_FACTORS,
  groupReadings,
  groupTable,
  GROUPS_WANTED,
} from "./torchGroups";

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
  /** Tracks that stay the same, each a constant of the module. */
  readonly fixed: readonly string[];
  /** Parameter groups with a rate of their own; 0 where all have one. */
  readonly groups: number;
}

/** Where an optimizer of torch keeps what a track sets. */
const GROUP_KEYS: Readonly<Record<string, string>> = {
  momentum: 'group["momentum"]',
  weightDecay: 'group["weight_decay"]',
};
const BETAS = ["beta1", "beta2"];

/** Built-in schedulers where they are the same curve and nothing else moves, else one class. */
export function torchParts(
  request: WriteRequest,
  optimizer = torchOptimizer(request.schedule),
): TorchParts | Refused {
  const { schedule } = request;
  const unit = unitOf(request);
  const found = writtenTracks(schedule, tracksOfOptimizer(optimizer));
  if ("refused" in found) return found;
  const moving = found.tracks.filter(
    ({ name, formula }) => name !== "learningRate" && formula.op !== "number",
  );
  const fixed = found.tracks.filter(
    ({ name, formula }) => name !== "learningRate" && formula.op === "number",
  );
  const groups = writtenGroups(schedule);
  const builtIn = groups.length === 0 ? builtInFor(schedule, moving) : undefined;
  const rate = found.tracks.filter(({ name }) => name === "learningRate");
  const parts = builtIn
    ? builtInParts(builtIn, unit)
    : ownParts([...rate, ...moving], groups, schedule.length, unit);
  const left = groups.length > 0 ? found.left.filter((name) => !isGroup(name)) : found.left;
  const constants = [...parts.constants, ...fixed.map(constant)];
  const fixedNames = fixed.map(({ name }) => name);
  return { ...parts, constants, left, fixed: fixedNames, groups: groups.length };
}

/** torch's own schedulers for the rate and all else that moves. */
function builtInFor(
  schedule: Schedule,
  [moving, second]: readonly WrittenTrack[],
): TorchSchedulers | undefined {
  if (moving === undefined) return torchSchedulers(schedule);
  const { name } = moving;
  const counters = second === undefined && (name === "momentum" || name === "beta1");
  return counters ? torchOneCycle(schedule, name) : undefined;
}

/** What is written once the groups are: the definition's layers, another library's further groups. */
const isGroup = (name: string): boolean => name === "layers" || name.startsWith("learningRate[");

/** What stays the same is given to the optimizer, as LEARNING_RATE is. */
const constant = ({ name, formula }: WrittenTrack): string =>
  `${snakeCase(name).toUpperCase()} = ${formula.op === "number" ? pythonNumber(formula.value) : ""}`;

type Parts = Omit<TorchParts, "left" | "fixed" | "groups">;

function builtInParts(builtIn: TorchSchedulers, unit: string): Parts {
  const { base, calls, milestones, curve, countered } = builtIn;
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
    at: (track, step) => (track === countered?.track ? countered.curve : curve).at(step),
    tracks: ["learningRate", ...(countered ? [countered.track] : [])],
    readings: builtInReadings(countered?.track),
  };
}

const importLine = (names: readonly string[]): string => {
  const sorted = [...new Set(names)].sort();
  const line = `from torch.optim.lr_scheduler import ${sorted.join(", ")}`;
  return line.length <= LINE
    ? line
    : ["from torch.optim.lr_scheduler import (", ...sorted.map((name) => `    ${name},`), ")"].join(
        "\n",
      );
};

const makeScheduler = (kind: string, body: string, unit: string, more = ""): string => {
  const sentence = `Return the scheduler; call its \`step()\` after every ${unit}.`;
  return [
    `def make_scheduler(optimizer: Optimizer) -> ${kind}:`,
    ...(more === ""
      ? [`    """${sentence}"""`]
      : [`    """${sentence}`, "", `    ${more}`, '    """']),
    body,
  ].join("\n");
};

function ownParts(
  own: readonly WrittenTrack[],
  groups: readonly WrittenTrack[],
  length: number,
  unit: string,
): Parts {
  const [rate] = own;
  const asRate = (group: WrittenTrack): boolean =>
    rate !== undefined && keyOf(group.formula) === keyOf(rate.formula);
  const tracks = [...own, ...groups.filter((group) => !asRate(group))];
  const { names, functions, tables } = pythonTracks(tracks, unit);
  const peak = tracks[0]?.curve.extremes(0, length).max ?? NaN;
  const base = peak > 0 ? peak : 1;
  const named = tracks.map(({ name }, i) => ({ name, function: names[i] ?? name }));
  const moving = named.slice(1, own.length);
  const rates = groups.map(({ name }) => ({
    name,
    function: named.find((one) => one.name === name)?.function ?? names[0] ?? name,
  }));
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
      ...(rates.length > 0 ? [groupTable(rates), GROUP_FACTOR] : [FACTOR]),
      ...(moving.length === 0 ? [] : [scheduleClass(moving)]),
      rates.length > 0
        ? makeScheduler(kind, `    ${made}(optimizer, ${GROUP_FACTORS})`, unit, GROUPS_WANTED)
        : makeScheduler(
            kind,
            pythonCall(made, ["optimizer", "LearningRateFactor()"], "    "),
            unit,
          ),
    ],
    at: factored([...own, ...groups], base),
    tracks: [...own, ...groups].map(({ name }) => name),
    readings: rates.length > 0 ? groupReadings(rates, moving) : torchReadings(moving, true),
  };
}

/** LambdaLR multiplies: the rate is base · (rate / base), rounded twice. */
const factored = (tracks: readonly WrittenTrack[], base: number) => {
  const values = doubleValues(tracks);
  return (name: string, step: number): number =>
    name.startsWith("learningRate") ? base * (values(name, step) / base) : values(name, step);
};

const FACTOR = [
  "class LearningRateFactor:",
  '    """The rate as a share of LEARNING_RATE; unlike a lambda, it can be pickled."""',
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
