/** One rule put to the test: what provokes it, and what just does not. */
export interface RuleCase {
  readonly rule: string;
  /** Another definition of the same file, which `bad` and `good` extend. */
  readonly base?: Definition;
  /** A definition with exactly one finding of the rule. */
  readonly bad: Definition;
  /** The text that is underlined. */
  readonly marked: string;
  /** Words of the message: the figures that the reader needs. */
  readonly says: string;
  /** A neighbour just inside the threshold: no finding. */
  readonly good: Definition;
  /** How many fixes there are; each must mend the finding. */
  readonly fixes: number;
}

export type Definition = Readonly<Record<string, unknown>>;

/** The file that holds a case's definition, with what it extends. */
export function textOf({ base }: RuleCase, definition: Definition): string {
  const file =
    base === undefined
      ? definition
      : { schedules: { base, change: { extends: "base", ...definition } } };
  return JSON.stringify(file, null, 2);
}

const sgd = { name: "sgd", momentum: 0.9 };
const adamw = { name: "adamw", beta1: 0.9, beta2: 0.999, weightDecay: 0.01 };

/** A run with SGD and a rate made of these phases. */
export const sgdRun = (
  steps: number,
  learningRate: unknown,
  more: Definition = {},
): Definition => ({
  length: { steps },
  optimizer: sgd,
  learningRate,
  ...more,
});

export const adamRun = (
  steps: number,
  learningRate: unknown,
  more: Definition = {},
): Definition => ({
  length: { steps },
  optimizer: adamw,
  learningRate,
  ...more,
});
