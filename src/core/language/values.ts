import type { Path, SourceObject, SourceValue } from "../parse/sourceValue";
import { allPhases, tracksOf, type PhasePart } from "./parts";
import { roleOf, type Role } from "./shape";

/** A scalar of a phase that is a length of time or a value of its track. */
export interface PhaseValue {
  readonly phase: PhasePart;
  readonly role: Role;
  readonly path: Path;
  readonly value: SourceValue;
}

/** Every length of time and every value that the phases of a definition say. */
export const phaseValues = (source: SourceObject): PhaseValue[] =>
  tracksOf(source).flatMap(({ phases }) => allPhases(phases).flatMap(valuesOf));

const valuesOf = (phase: PhasePart): PhaseValue[] =>
  phase.source.entries.flatMap(({ key, value }) => scalarsOf(phase, [key], value));

function scalarsOf(
  phase: PhasePart,
  inner: readonly (string | number)[],
  value: SourceValue,
): PhaseValue[] {
  if (value.type === "array")
    return value.items.flatMap((item, i) => scalarsOf(phase, [...inner, i], item));
  const role = roleOf(phase.kind, inner);
  if (role === undefined) return [];
  return [{ phase, role, path: [...phase.path, ...inner], value }];
}
