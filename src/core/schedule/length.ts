import type * as v from "valibot";
import { epochSteps } from "../epochSteps";
import type { Path } from "../parse/sourceValue";
import type { Report } from "./issue";
import { isPlain, readEntries, reportUnknown } from "./readEntries";
import { roundedProduct } from "./rounding";
import { countShape, flagShape, optional, positiveShape } from "./shapes";
import type { TimeBase } from "./time";
import { UnknownValue } from "./unknownValue";
import { both, found } from "./words";
import { t, word } from "../text/words";
import { formatCount, formatNumber } from "../text/format";

/** The longest run: beyond this, neighbouring steps are no longer different numbers. */
export const MAX_STEPS = Number.MAX_SAFE_INTEGER;

const tooLong = (steps: number): string =>
  t`The length comes to ${formatNumber(steps, 3)} steps; up to ${formatCount(MAX_STEPS)} can be told apart.`;

/** Why no run has `steps` steps (epochs, rounds); undefined where one can have. */
export function lengthFault(steps: number): string | undefined {
  if (steps > MAX_STEPS) return tooLong(steps);
  if (Number.isInteger(steps) && steps >= 0) return undefined;
  return t`The length comes to ${steps} steps; it must be a whole number, 0 or more.`;
}

export const lengthEntries = {
  steps: optional("Optimizer updates of the run.", positiveShape),
  epochs: optional(
    "Epochs of the run; needs stepsPerEpoch, or samples and batchSize.",
    positiveShape,
  ),
  rounds: optional("Communication rounds of the run; needs stepsPerRound.", positiveShape),
  tokens: optional("Tokens of the run; needs tokensPerStep.", positiveShape),
  stepsPerEpoch: optional("Optimizer updates of one epoch.", countShape),
  stepsPerRound: optional("Optimizer updates of one round.", countShape),
  tokensPerStep: optional("Tokens of one optimizer update, over all devices.", positiveShape),
  samples: optional("Samples of one epoch, the data set's size.", countShape),
  batchSize: optional("Samples of one batch on one device.", countShape),
  accumulate: optional(
    "Batches whose gradients are added up for one update; 1 if left out.",
    countShape,
  ),
  devices: optional("Devices that each take a batch at the same time; 1 if left out.", countShape),
  dropLast: optional(
    "true: samples that do not fill a whole update are left out. false, or left out: they make a smaller last update.",
    flagShape,
  ),
};

export type LengthDefinition = Partial<
  v.InferOutput<v.ObjectSchema<typeof lengthEntries, undefined>>
>;

const TOTALS = ["steps", "epochs", "rounds", "tokens"] as const;
const FORMS = word(
  "one of {steps}, {epochs, stepsPerEpoch}, {epochs, samples, batchSize}, {rounds, stepsPerRound} or {tokens, tokensPerStep}",
);

function countStepsPerEpoch(length: LengthDefinition): number | undefined {
  const { samples, batchSize, accumulate, devices, dropLast } = length;
  if (length.stepsPerEpoch !== undefined) return length.stepsPerEpoch;
  if (samples === undefined || batchSize === undefined) return undefined;
  return epochSteps({ samples, batchSize, accumulate, devices, dropLast });
}

interface Clocks {
  readonly stepsPerEpoch: number | undefined;
  readonly length: LengthDefinition;
}

/** The run's steps, rounded to the nearest; undefined where a unit has no worth in steps. */
function totalSteps({ length, stepsPerEpoch }: Clocks): number | undefined {
  const { steps, epochs, rounds, tokens, stepsPerRound, tokensPerStep } = length;
  if (steps !== undefined) return Math.round(steps);
  if (epochs !== undefined) return stepsPerEpoch && roundedProduct(epochs, stepsPerEpoch);
  if (rounds !== undefined) return stepsPerRound && roundedProduct(rounds, stepsPerRound);
  return tokens !== undefined && tokensPerStep
    ? roundedProduct(tokens, 1, tokensPerStep)
    : undefined;
}

const NEEDS: Readonly<Record<(typeof TOTALS)[number], string>> = {
  steps: "",
  epochs: word('The length\'s "epochs" needs "stepsPerEpoch", or "samples" and "batchSize".'),
  rounds: word('The length\'s "rounds" needs "stepsPerRound".'),
  tokens: word('The length\'s "tokens" needs "tokensPerStep".'),
};

/** Reads `length`; undefined where the run's steps cannot be told. Every reason is reported. */
export function readLength(value: unknown, path: Path, report: Report): TimeBase | undefined {
  if (value instanceof UnknownValue) {
    reportUnknown(value, path, report);
    return undefined;
  }
  if (!isPlain(value)) {
    const hint = typeof value === "number" ? ` ${t`Write { "steps": ${found(value)} }.`}` : "";
    const message =
      value === undefined
        ? t`A schedule needs "length": ${t(FORMS)}.`
        : t`"length" must be ${t(FORMS)}; found ${found(value)}.${hint}`;
    report({
      code: value === undefined ? "missing-key" : "wrong-type",
      path: value === undefined ? [] : path,
      message,
    });
    return undefined;
  }
  const read = readEntries({
    entries: lengthEntries,
    plain: value,
    path,
    report,
    what: t("The length"),
  });
  return read.complete && timeBase(read.complete, path, report);
}

function timeBase(length: LengthDefinition, path: Path, report: Report): TimeBase | undefined {
  const totals = TOTALS.filter((key) => length[key] !== undefined);
  const [total, second] = totals;
  if (total === undefined) {
    report({
      code: "missing-key",
      path,
      message: t`The length must say how long the run is: ${t(FORMS)}.`,
    });
    return undefined;
  }
  if (second !== undefined) {
    const message = t`The length says ${both(totals)}; keep one of them, the other follows from it.`;
    report({ code: "conflicting-keys", path: [...path, second], at: "key", message });
    return undefined;
  }
  const stepsPerEpoch = countStepsPerEpoch(length);
  const steps = totalSteps({ length, stepsPerEpoch });
  if (steps === undefined) {
    report({
      code: "missing-key",
      path: [...path, total],
      at: "key",
      message: t(NEEDS[total]),
    });
    return undefined;
  }
  return checkedBase(length, { steps, stepsPerEpoch, total }, path, report);
}

interface Counted {
  readonly steps: number;
  readonly stepsPerEpoch: number | undefined;
  readonly total: string;
}

function checkedBase(
  length: LengthDefinition,
  { steps, stepsPerEpoch, total }: Counted,
  path: Path,
  report: Report,
): TimeBase | undefined {
  if (steps < 1) {
    report({
      code: "empty-run",
      path: [...path, total],
      message: t("The length comes to 0 steps; a run needs at least one."),
    });
    return undefined;
  }
  if (steps > MAX_STEPS) {
    report({ code: "run-too-long", path: [...path, total], message: tooLong(steps) });
    return undefined;
  }
  const { stepsPerRound, tokensPerStep, batchSize, devices = 1, accumulate = 1 } = length;
  return {
    steps,
    ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
    ...(stepsPerRound !== undefined && { stepsPerRound }),
    ...(tokensPerStep !== undefined && { tokensPerStep }),
    ...(batchSize !== undefined && { samplesPerStep: batchSize * devices * accumulate }),
  };
}
