import type {
  LibraryContext,
  LibraryOptimizer,
  LibraryTable,
} from "../../../src/core/libraries/construction";
import {
  isRecord,
  itemsOf,
  numberOf,
  type LibraryRecord,
  type LibraryValue,
} from "../../../src/core/libraries/value";
import type { GoldenCase } from "./golden";

/** What a case asks of a construction. */
export interface CaseInput {
  readonly table: LibraryTable;
  readonly kind: string;
  readonly args: LibraryRecord;
  readonly context: LibraryContext;
}

export const record = (value: LibraryValue | undefined): LibraryRecord =>
  isRecord(value) ? value : {};

const numbers = (value: LibraryValue | undefined): number[] | undefined =>
  itemsOf(value)?.map((item) => numberOf(item) ?? NaN);

/** The optimizer of a case's resolved parameters. */
export function optimizerOf(parameters: LibraryRecord, groups = 1): LibraryOptimizer {
  const optimizer = record(parameters["optimizer"]);
  const rate = numberOf(optimizer["lr"]) ?? numberOf(parameters["learning_rate"]) ?? 0.1;
  const listed = numbers(optimizer["lr"]);
  const [beta1, beta2] = numbers(optimizer["betas"]) ?? [];
  const [momentum, weightDecay] = [optimizer["momentum"], optimizer["weight_decay"]].map(numberOf);
  return {
    kind: typeof optimizer["kind"] === "string" ? optimizer["kind"] : "SGD",
    learningRates: listed ?? new Array<number>(groups).fill(rate),
    // torch keeps the rate given to the optimizer itself; in the cases the last group uses it
    defaultLearningRate: listed?.at(-1) ?? rate,
    ...(beta1 !== undefined && beta2 !== undefined && { betas: [beta1, beta2] as const }),
    ...(momentum !== undefined && { momentum }),
    ...(weightDecay !== undefined && { weightDecay }),
  };
}

/** The trace that a plateau-like scheduler is given. */
const metricsOf = (golden: GoldenCase): number[] | undefined =>
  golden.metrics?.map((metric) => (typeof metric === "number" ? metric : NaN));

export function contextOf(golden: GoldenCase, optimizer: LibraryOptimizer): LibraryContext {
  const metrics = metricsOf(golden);
  const stepsPerEpoch = golden.context?.["iterations_per_epoch"];
  return {
    steps: golden.steps,
    optimizer,
    ...(metrics && { metrics }),
    ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
  };
}
