import { held, ramp, stretches } from "../../libraries/curves/pieces";
import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, objectAt, textAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { withBases, type Settings } from "./bases";

/** detectron2 0.6, config/defaults.py. */
const DEFAULTS = new Map<string, number>([
  ["BASE_LR", 0.001],
  ["BASE_LR_END", 0],
  ["MAX_ITER", 40_000],
  ["GAMMA", 0.1],
  ["WARMUP_FACTOR", 1 / 1000],
  ["WARMUP_ITERS", 1000],
  ["MOMENTUM", 0.9],
]);
const STEPS = [30_000];

/** detectron2's SOLVER: fvcore's schedulers behind a warmup (solver/build.py, lr_scheduler.py). */
export const detectron2Dialect: Dialect = {
  format: "detectron2",
  loader: "casts",
  find: (file) => {
    const own = objectAt(file.root, "SOLVER");
    const anchor = firstOf(own, "LR_SCHEDULER_NAME", "BASE_LR", "MAX_ITER", "STEPS");
    if (!own || !anchor) return [];
    const settings = withBases(file, own);
    return [
      {
        name: nameOf(settings),
        anchor: anchorOf(anchor),
        range: own.range,
        clock: "update",
        stepped: "framework",
        run: (reading) => runOf(settings, own, anchor, reading),
      },
    ];
  },
};

const nameOf = ({ solver }: Settings): string =>
  textAt(solver, "LR_SCHEDULER_NAME") ?? "WarmupMultiStepLR";

function runOf(
  settings: Settings,
  own: SourceObject,
  anchor: SourceEntry,
  reading: Reading,
): ConfigRun | undefined {
  const { solver, missing } = settings;
  if (missing) {
    reading.notRead(missing.range, t`The base ${missing.path}`);
    return undefined;
  }
  const number = (key: string): number =>
    reading.number(firstOf(solver, key), "number") ?? DEFAULTS.get(key) ?? 0;
  const [rate, length] = [number("BASE_LR"), Math.floor(number("MAX_ITER"))];
  const name = nameOf(settings);
  place(own, anchor, reading);
  reading.setting("STEPS", firstOf(solver, "STEPS")?.value);
  const decay = decayOf(name, solver, number);
  if (!decay || !(length >= 1)) {
    const entry = firstOf(own, "LR_SCHEDULER_NAME") ?? anchor;
    reading.notRead(entry.value.range, name);
    return undefined;
  }
  const warmup = Math.min(number("WARMUP_ITERS"), length);
  const method = textAt(solver, "WARMUP_METHOD") ?? "linear";
  const factor = number("WARMUP_FACTOR");
  const curve = warmedUp({ decay, warmup, factor, method, rate });
  const rest = { kind: name, start: warmup, length: Math.max(0, length - warmup) };
  return {
    length,
    tracks: [{ name: "learningRate", group: 0, curve }],
    kind: name,
    ...(warmup > 0 && { parts: [{ kind: "warmup", start: 0, length: warmup }, rest] }),
    optimizer: { name: "sgd", momentum: number("MOMENTUM") },
  };
}

function place(own: SourceObject, anchor: SourceEntry, reading: Reading): void {
  const warmup = firstOf(own, "WARMUP_ITERS");
  reading.place(["learningRate"], anchor.value);
  reading.place(["learningRate", 0], warmup?.value ?? anchor.value);
  if (warmup) reading.place(["learningRate", 1], firstOf(own, "STEPS")?.value ?? anchor.value);
  reading.place(["length", "steps"], firstOf(own, "MAX_ITER")?.value);
}

/** The factor of an iteration, without the warmup. */
function decayOf(
  name: string,
  solver: SourceObject,
  number: (key: string) => number,
): Curve | undefined {
  const length = number("MAX_ITER");
  if (name === "WarmupCosineLR") {
    const end = number("BASE_LR_END") / number("BASE_LR");
    return ramp((k) => end + 0.5 * (1 - end) * (1 + Math.cos((Math.PI * k) / length)));
  }
  if (name !== "WarmupMultiStepLR") return undefined;
  const given = firstOf(solver, "STEPS")?.value;
  const steps = given ? stepsOf(given) : STEPS;
  if (!steps) return undefined;
  const within = steps.filter((step) => step <= length);
  const gamma = number("GAMMA");
  // fvcore looks up floor((1 − 1e-6) · iteration), so that a drop comes one iteration late
  const late = within.map((step) => step + 1);
  return held([1, ...within.map((_, index) => gamma ** (index + 1))], late);
}

/** Undefined for anything but a list of numbers. */
function stepsOf(value: SourceValue): number[] | undefined {
  if (value.type !== "array") return undefined;
  const numbers = value.items.flatMap((item) => (item.type === "number" ? [item.value] : []));
  return numbers.length === value.items.length ? numbers : undefined;
}

interface Warmed {
  readonly decay: Curve;
  readonly warmup: number;
  readonly factor: number;
  readonly method: string;
  readonly rate: number;
}

/** From factor · decay(0) to decay(W), then the decay as it stands at that iteration. */
function warmedUp({ decay, warmup, factor, method, rate }: Warmed): Curve {
  const after = ramp((k) => rate * decay.at(k));
  if (!(warmup > 0)) return { ...after, breakpoints: decay.breakpoints.bind(decay) };
  const start = factor * decay.at(0);
  const end = decay.at(warmup);
  const rise =
    method === "constant"
      ? constantCurve(rate * start)
      : ramp((k) => rate * (start + ((end - start) * k) / warmup));
  return stretches([
    { start: 0, curve: rise },
    { start: warmup, curve: { ...after, breakpoints: decay.breakpoints.bind(decay) } },
  ]);
}
