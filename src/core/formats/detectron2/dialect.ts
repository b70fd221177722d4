import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, flagAt, objectAt, textAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { withBases, type Settings } from "./bases";
import { multiplied } from "./multiplier";
import { DEFAULTS, multiplierOf, STEPS, USUAL_METHOD, USUAL_NAME } from "./solver";

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

const nameOf = ({ solver }: Settings): string => textAt(solver, "LR_SCHEDULER_NAME") ?? USUAL_NAME;

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
  const number = (key: string): number | undefined => {
    const entry = firstOf(solver, key);
    return entry ? reading.number(entry, "number") : DEFAULTS.get(key);
  };
  const [rate, most] = [number("BASE_LR"), number("MAX_ITER")];
  const name = nameOf(settings);
  place(own, anchor, reading);
  const stepsEntry = firstOf(solver, "STEPS");
  reading.setting("STEPS", stepsEntry?.value);
  const steps = stepsEntry ? stepsOf(stepsEntry.value) : STEPS;
  const method = textAt(solver, "WARMUP_METHOD") ?? USUAL_METHOD;
  const rescaled = flagAt(solver, "RESCALE_INTERVAL") === true;
  const given = multiplierOf({ name, method, steps, rescaled, number });
  const length = Math.floor(most ?? 0);
  if (!given || rate === undefined || !(length >= 1)) {
    const entry = firstOf(own, "LR_SCHEDULER_NAME") ?? anchor;
    reading.notRead(entry.value.range, name);
    return undefined;
  }
  const { tracks, issues } = multiplied(given, rate, length);
  // what fvcore refuses is to blame on the steps
  for (const { message } of issues) reading.refuse((stepsEntry ?? anchor).value.range, message);
  if (tracks.length === 0) return undefined;
  const warmup = Math.min(number("WARMUP_ITERS") ?? 0, length);
  const rest = { kind: name, start: warmup, length: Math.max(0, length - warmup) };
  return {
    length,
    tracks,
    kind: name,
    ...(warmup > 0 && { parts: [{ kind: "warmup", start: 0, length: warmup }, rest] }),
    optimizer: { name: "sgd", momentum: number("MOMENTUM") ?? 0 },
  };
}

function place(own: SourceObject, anchor: SourceEntry, reading: Reading): void {
  const warmup = firstOf(own, "WARMUP_ITERS");
  reading.place(["learningRate"], anchor.value);
  reading.place(["learningRate", 0], warmup?.value ?? anchor.value);
  if (warmup) reading.place(["learningRate", 1], firstOf(own, "STEPS")?.value ?? anchor.value);
  reading.place(["length", "steps"], firstOf(own, "MAX_ITER")?.value);
}

/** Undefined for anything but a list of numbers. */
function stepsOf(value: SourceValue): number[] | undefined {
  if (value.type !== "array") return undefined;
  const numbers = value.items.flatMap((item) => (item.type === "number" ? [item.value] : []));
  return numbers.length === value.items.length ? numbers : undefined;
}
