import { comment, entriesOf } from "./types.mjs";

const capital = (text) => text[0].toUpperCase() + text.slice(1);

export const buildersFile = ({ kinds }) => `
import type { PhaseParameters } from "./phases";

type Builder<Kind extends keyof PhaseParameters> = (
  parameters: PhaseParameters[Kind],
) => { readonly kind: Kind } & PhaseParameters[Kind];

const builder =
  <Kind extends keyof PhaseParameters>(kind: Kind): Builder<Kind> =>
  (parameters) => ({ kind, ...parameters });

${kinds
  .map(({ kind, summary }) => `${comment(summary)}export const ${kind} = builder("${kind}");`)
  .join("\n")}
`;

export const exportsOf = ({ kinds }) =>
  `export { ${kinds.map(({ kind }) => kind).join(", ")} } from "./builders";`;

function interfaceOf({ kind, summary, schema }) {
  const { kind: _, ...entries } = schema.entries;
  return `${comment(summary)}export interface ${capital(kind)} { ${entriesOf(entries)} }`;
}

export const phasesFile = ({ kinds }) => `
import type { CustomContext, Duration, Value } from "./values";

${kinds.map(interfaceOf).join("\n\n")}

/** The parameters of each kind of phase. */
export interface PhaseParameters {
${kinds.map(({ kind }) => `readonly ${kind}: ${capital(kind)};`).join("\n")}
}

export type Phase = {
  [Kind in keyof PhaseParameters]: { readonly kind: Kind } & PhaseParameters[Kind];
}[keyof PhaseParameters];
`;

export const settingsFile = ({ settings, modifiers, follower, tracks }) => `
import type { TrackDefinition } from "./definition";
import type { Duration, Value } from "./values";

${Object.entries(settings)
  .map(([name, entries]) => `export interface ${name}Definition { ${entriesOf(entries)} }`)
  .join("\n\n")}

/** What is done to all phases of a track together. */
export interface Modifiers { ${entriesOf(modifiers)} }

/** A track that follows another. */
export interface Follower { ${entriesOf(follower)} }

/** Tracks with a meaning of their own. */
export interface KnownTracks {
${tracks.map(([name, summary]) => `${comment(summary)}readonly ${name}?: TrackDefinition;`).join("\n")}
}
`;

export const choicesFile = ({ kinds }) => `
/** The kinds that a phase can be given on the chart: those that have a template. */
export const phaseKindChoices = ${JSON.stringify(kinds.filter(({ template }) => template).map(({ kind }) => kind))} as const;
`;
