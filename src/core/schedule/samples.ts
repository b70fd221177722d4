import * as v from "valibot";
import { optional, positiveShape, notNegativeShape, required } from "./shapes";

export const samplesEntries = {
  by: required(
    '"margin": the score of the right class less the greatest other one decides over a sample\'s factor.',
    v.literal("margin", '"margin"'),
  ),
  easy: required("The factor of samples with a large margin.", notNegativeShape),
  hard: required("The factor of samples with a very negative margin.", notNegativeShape),
  scale: optional("The margin that counts as one unit; 1 if left out.", positiveShape),
};

export type SamplesDefinition = v.InferOutput<v.ObjectSchema<typeof samplesEntries, undefined>>;

/** A rate for each sample: its gradient is multiplied by `factor(margin)`. */
export interface SampleRule extends SamplesDefinition {
  /**
   * hard + (easy − hard) · σ(margin / scale), where the margin is the score of the right class less
   * the greatest other one.
   */
  factor(margin: number): number;
}

export function sampleRule(definition: SamplesDefinition): SampleRule {
  const { easy, hard, scale = 1 } = definition;
  return {
    ...definition,
    factor: (margin) => hard + (easy - hard) / (1 + Math.exp(-margin / scale)),
  };
}
