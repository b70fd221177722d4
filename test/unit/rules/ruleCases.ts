import { batchCases } from "./batchCases";
import type { RuleCase } from "./case";
import { couplingCases } from "./couplingCases";
import { decayCases } from "./decayCases";
import { unitCases } from "./unitCases";
import { warmupCases } from "./warmupCases";

/** Every case of every rule: for the rules alone, and for the rules in a real VS Code. */
export const ruleCases: readonly RuleCase[] = [
  ...warmupCases,
  ...decayCases,
  ...couplingCases,
  ...unitCases,
  ...batchCases,
];
