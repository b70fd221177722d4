import { phaseKinds } from "./table";

type Entries = Readonly<Record<string, unknown>>;

const kindsWith = (test: (entries: Entries) => boolean): ReadonlySet<string> =>
  new Set(phaseKinds.filter(({ schema }) => test(schema.entries)).map(({ kind }) => kind));

/** Kinds that begin where the phase before ended, unless they say where. */
export const CONTINUING = kindsWith((entries) => "from" in entries);
/** Kinds that lead from one value to another, once. */
export const RAMPS = kindsWith(
  (entries) => "from" in entries && "to" in entries && !("period" in entries),
);
/** Kinds whose `every` is a parameter of their shape, not a staircase. */
export const OWNS_EVERY: ReadonlySet<string> = new Set(
  phaseKinds.filter((kind) => "ownsEvery" in kind && kind.ownsEvery).map(({ kind }) => kind),
);
/** Kinds that go up and down again and again by themselves; `repeat` has others do so. */
export const CYCLES: ReadonlySet<string> = new Set(
  phaseKinds.filter((kind) => "cycles" in kind && kind.cycles).map(({ kind }) => kind),
);
