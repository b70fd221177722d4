import { geometric, held, ramp, stretches, terraces } from "../../libraries/curves/pieces";
import {
  entryOf,
  type SourceEntry,
  type SourceObject,
  type SourceValue,
} from "../../parse/sourceValue";
import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, textAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { drawnSteps } from "../horizon";

/** Caffe 1.0: SGDSolver::GetLearningRate (src/caffe/solvers/sgd_solver.cpp). */
export const caffeDialect: Dialect = {
  format: "caffe",
  loader: "casts",
  find: ({ root }) => {
    const policy = entryOf(root, "lr_policy");
    if (!policy || policy.value.type !== "string") return [];
    return [
      {
        name: policy.value.value,
        anchor: anchorOf(policy),
        range: policy.range,
        clock: "update",
        stepped: "framework",
        run: (reading) => runOf(root, policy, reading),
      },
    ];
  },
};

function runOf(root: SourceObject, policy: SourceEntry, reading: Reading): ConfigRun | undefined {
  const rateEntry = firstOf(root, "base_lr");
  const rate = reading.number(rateEntry, "rate");
  const kind = textAt(root, "lr_policy") ?? "";
  const length = reading.number(firstOf(root, "max_iter"), "steps");
  const momentum = reading.number(firstOf(root, "momentum"), "number");
  const weightDecay = reading.number(firstOf(root, "weight_decay"), "number");
  reading.place(["learningRate"], policy.value);
  reading.place(["learningRate", 0], firstOf(root, "stepsize", "stepvalue")?.value ?? policy.value);
  reading.place(["length", "steps"], firstOf(root, "max_iter")?.value);
  if (!rateEntry) reading.refuse(policy.range, t("Caffe needs base_lr."));
  if (rate === undefined) return undefined;
  const needed = (key: string): number | undefined => {
    const entry = firstOf(root, key);
    if (!entry) reading.refuse(policy.value.range, t`The policy "${kind}" needs ${key}.`);
    return reading.number(entry, "number");
  };
  const steps = flatNumbers(entryOf(root, "stepvalue")?.value);
  reading.setting("stepvalue", entryOf(root, "stepvalue")?.value);
  const curve = curveOf({ kind, rate, needed, steps, length: length ?? 0, reading, policy });
  if (!curve) return undefined;
  const name = (textAt(root, "type") ?? textAt(root, "solver_type") ?? "SGD").toLowerCase();
  return {
    length: length ?? drawnSteps(steps, 10_000),
    ...(length === undefined && { horizon: "open" as const }),
    tracks: [{ name: "learningRate", group: 0, curve }],
    kind,
    optimizer: {
      name,
      ...(momentum !== undefined && { momentum }),
      ...(weightDecay !== undefined && { weightDecay }),
    },
  };
}

const flatNumbers = (value: SourceValue | undefined): number[] =>
  value?.type === "array"
    ? value.items.flatMap(flatNumbers)
    : value?.type === "number"
      ? [value.value]
      : [];

interface Policy {
  readonly kind: string;
  readonly rate: number;
  readonly needed: (key: string) => number | undefined;
  readonly steps: readonly number[];
  readonly length: number;
  readonly reading: Reading;
  readonly policy: SourceEntry;
}

function curveOf(options: Policy): Curve | undefined {
  const { kind, rate, needed, steps, length, reading, policy } = options;
  const gamma = /^(?:step|exp|inv|multistep|sigmoid)$/.test(kind) ? needed("gamma") : 0;
  const power = /^(?:inv|poly)$/.test(kind) ? needed("power") : 0;
  const size = /^(?:step|sigmoid)$/.test(kind) ? needed("stepsize") : 1;
  if (gamma === undefined || power === undefined || size === undefined || !(size > 0))
    return undefined;
  switch (kind) {
    case "fixed":
      return constantCurve(rate);
    case "step":
      return terraces((index) => rate * gamma ** index, size);
    case "exp":
      return geometric(rate, gamma);
    case "inv":
      return ramp((k) => rate * (1 + gamma * k) ** -power);
    case "multistep":
      return held([rate, ...steps.map((_, index) => rate * gamma ** (index + 1))], steps);
    case "poly":
      if (!(length > 0)) {
        reading.refuse(policy.value.range, t('The policy "poly" needs max_iter.'));
        return undefined;
      }
      return stretches([
        { start: 0, curve: ramp((k) => rate * (1 - Math.min(k, length) / length) ** power) },
      ]);
    case "sigmoid":
      return ramp((k) => rate / (1 + Math.exp(-gamma * (k - size))));
    default:
      reading.refuse(policy.value.range, t`Caffe has no learning-rate policy "${kind}".`);
      return undefined;
  }
}
