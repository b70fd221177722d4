import type * as v from "valibot";
import type { PhaseKind } from "./kind";
import { phaseKinds } from "./table";

/** A kind whose parameters are known to its own file alone. */
export type AnyKind = PhaseKind<v.GenericSchema> & {
  readonly schema: { readonly entries: v.ObjectEntries };
};

const byName: ReadonlyMap<string, AnyKind> = new Map(
  phaseKinds.map((kind) => [kind.kind, kind as unknown as AnyKind]),
);

export const phaseKindNames: readonly string[] = [...byName.keys()];

/** The kind of that name; undefined where there is none. */
export const kindNamed = (name: string): AnyKind | undefined => byName.get(name);
