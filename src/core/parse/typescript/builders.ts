import { phaseKinds } from "../../schedule/kinds/table";

/** Makes a string of a number and a unit, as `epochs(5)` makes "5 epochs". */
export const unitBuilders: ReadonlyMap<string, (amount: number) => string> = new Map([
  ["steps", (amount) => `${amount} steps`],
  ["epochs", (amount) => `${amount} epochs`],
  ["rounds", (amount) => `${amount} rounds`],
  ["samples", (amount) => `${amount} samples`],
  ["tokens", (amount) => `${amount} tokens`],
  ["percent", (amount) => `${amount}%`],
]);

/** The function whose argument is a definition. */
export const DEFINE = "defineSchedule";
/** The type of a definition. */
export const DEFINITION_TYPE = "ScheduleDefinition";

/**
 * Builders of phases that are known without an import of the library. Of a name that is imported
 * from it every one is taken for a kind, and the reader of definitions tells which kinds there are.
 */
export const phaseBuilders: ReadonlySet<string> = new Set(phaseKinds.map(({ kind }) => kind));

/** Whether a name that nothing declares is taken for the library's. */
export const isBuilder = (name: string): boolean =>
  name === DEFINE || unitBuilders.has(name) || phaseBuilders.has(name);
