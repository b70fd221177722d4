import { geometric, ramp, stretches, terraces } from "../../libraries/curves/pieces";
import { entryOf, type SourceObject } from "../../parse/sourceValue";
import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { shiftCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, objectAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { drawnSteps } from "../horizon";

/** mlx_lm 0.26, tuner/utils.py: build_schedule over mlx.optimizers.schedulers. */
export const mlxLmDialect: Dialect = {
  format: "mlx-lm",
  loader: "casts",
  find: ({ root }) => {
    const entry = entryOf(root, "lr_schedule");
    const schedule = objectAt(root, "lr_schedule");
    const name = entryOf(schedule, "name");
    if (!entry || !schedule || name?.value.type !== "string") return [];
    const kind = name.value.value;
    return [
      {
        name: kind,
        anchor: anchorOf(name),
        range: entry.range,
        clock: "update",
        stepped: "batch",
        run: (reading) => runOf(root, schedule, kind, reading),
      },
    ];
  },
};

function runOf(
  root: SourceObject,
  schedule: SourceObject,
  kind: string,
  reading: Reading,
): ConfigRun | undefined {
  const given = entryOf(schedule, "arguments");
  const items = given?.value.type === "array" ? given.value.items : [];
  const numbers = items.map((item, index) =>
    reading.numberOf(item, ARGUMENTS[kind]?.[index] ?? "arguments", "number"),
  );
  const name = entryOf(schedule, "name");
  const warmupEntry = firstOf(schedule, "warmup");
  const warmup = reading.number(warmupEntry, "steps") ?? 0;
  const from = reading.number(firstOf(schedule, "warmup_init"), "rate") ?? 0;
  const length = reading.number(firstOf(root, "iters"), "steps");
  reading.place(["learningRate"], given?.value);
  reading.place(["learningRate", 0], warmupEntry?.value ?? given?.value);
  const decay = warmup > 0 ? 1 : 0;
  reading.place(["learningRate", decay], given?.value);
  // the number of steps of the decay, where the run may end before it
  if (kind === "cosine_decay") reading.place(["learningRate", decay, "for"], items[1]);
  const [first] = numbers;
  const curve = numbers.includes(undefined) ? undefined : curveOf(kind, numbers as number[]);
  if (!curve || first === undefined) {
    if (name && !numbers.includes(undefined))
      reading.notRead(name.value.range, t`${kind} with these arguments`);
    return undefined;
  }
  // the warmup reaches the rate at step `warmup`, and the schedule follows one step later
  const whole =
    warmup > 0
      ? stretches([
          { start: 0, curve: ramp((k) => Math.min(k, warmup) * ((first - from) / warmup) + from) },
          { start: warmup + 1, curve: shiftCurve(curve, -(warmup + 1)) },
        ])
      : curve;
  const drawn = length ?? drawnSteps([numbers[1], warmup], 1000);
  return {
    length: drawn,
    ...(length === undefined && { horizon: "open" as const }),
    tracks: [{ name: "learningRate", group: 0, curve: whole }],
    kind,
    ...(warmup > 0 && {
      parts: [
        { kind: "warmup", start: 0, length: warmup },
        { kind, start: warmup, length: Math.max(0, (numbers[1] ?? drawn) + 1) },
      ],
    }),
  };
}

/** The names that the functions of mlx.optimizers.schedulers have for their arguments. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  cosine_decay: ["init", "decay_steps", "end"],
  linear_schedule: ["init", "end", "steps"],
  exponential_decay: ["init", "decay_rate"],
  step_decay: ["init", "decay_rate", "step_size"],
};

/** The functions of mlx.optimizers.schedulers, update k at step k. */
function curveOf(kind: string, [a = NaN, b = NaN, c = 0]: readonly number[]): Curve | undefined {
  switch (kind) {
    case "cosine_decay":
      return stretches([
        {
          start: 0,
          curve: ramp((k) => c + 0.5 * (1 + Math.cos((Math.PI / b) * Math.min(k, b))) * (a - c)),
        },
        { start: b, curve: constantCurve(c) },
      ]);
    case "linear_schedule":
      return ramp((k) => Math.min(k, c) * ((b - a) / c) + a);
    case "exponential_decay":
      return geometric(a, b);
    case "step_decay":
      return terraces((index) => a * b ** index, c);
    default:
      return undefined;
  }
}
