import type { Figure } from "../../src/core/svg/figure/figure";
import type { Lab } from "./lab";

/** A definition in the JSON form, as a user would write it. */
export type Definition = Readonly<Record<string, unknown>>;

/** What a claim's run came to, as it is written into the report. */
export interface Outcome {
  /** One sentence: does the effect appear at this scale? */
  readonly verdict: string;
  /** Where, with what, how many seeds. */
  readonly setting: string;
  readonly definitions: readonly Definition[];
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** Plain sentences with the figures, tests and p-values. */
  readonly sentences: readonly string[];
  readonly figures: readonly { readonly name: string; readonly figure: Figure }[];
}

/** One claim of the seed document, shown by measurements. */
export interface Claim {
  /** "s1". */
  readonly id: string;
  readonly title: string;
  /** What is claimed. */
  readonly claim: string;
  run(lab: Lab): Promise<Outcome>;
}
