import type * as v from "valibot";
import { optimizerEntries, probeEntries } from "../schedule/definition";
import { followerEntries } from "../schedule/followers";
import { kindNamed, type AnyKind } from "../schedule/kinds/named";
import { layersEntries } from "../schedule/layers";
import { lengthEntries } from "../schedule/length";
import { plateauEntries } from "../schedule/plateau";
import { samplesEntries } from "../schedule/samples";
import { durationShape, valueShape } from "../schedule/shapes";
import { modifierEntries } from "../schedule/track";

/** What a value of a definition means, where that decides how it is shown or changed. */
export type Role = "duration" | "value";

export const kindOf = (name: string | undefined): AnyKind | undefined =>
  name === undefined ? undefined : kindNamed(name);

/** The sections of a definition that are no tracks, with what they may say. */
export const sections: Readonly<Record<string, v.ObjectEntries>> = {
  length: lengthEntries,
  optimizer: optimizerEntries,
  probe: probeEntries,
  layers: layersEntries,
  samples: samplesEntries,
  onPlateau: plateauEntries,
};

export const followerKeys: v.ObjectEntries = { ...followerEntries, ...modifierEntries };
export const modifierKeys: v.ObjectEntries = modifierEntries;

/** The schema of the part at `inner` of a phase, its lists and pairs entered. */
export function phaseShape(kind: string | undefined, inner: readonly (string | number)[]): unknown {
  const [key, ...rest] = inner;
  const entries = kindOf(kind)?.schema.entries;
  if (entries === undefined || key === undefined || !Object.hasOwn(entries, key)) return undefined;
  return rest.reduce<unknown>((shape, step) => within(bare(shape), step), entries[key]);
}

const roles = new Map<AnyKind, Map<string, Role | undefined>>();

/** Whether a part of a phase is a length of time, or a value of its track. */
export function roleOf(
  name: string | undefined,
  inner: readonly (string | number)[],
): Role | undefined {
  const kind = kindOf(name);
  const key = String(inner[0]);
  if (kind === undefined || !Object.hasOwn(kind.schema.entries, key)) return undefined;
  if (inner.length > 1) return roleOfShape(phaseShape(name, inner));
  const known = roles.get(kind) ?? new Map<string, Role | undefined>();
  roles.set(kind, known);
  if (!known.has(key)) known.set(key, roleOfShape(phaseShape(name, inner)));
  return known.get(key);
}

function roleOfShape(wrapped: unknown): Role | undefined {
  const shape = bare(wrapped);
  if (shape === durationShape) return "duration";
  return shape === valueShape ? "value" : undefined;
}

/** A schema without the wrappers that make it optional or describe it. */
export function bare(shape: unknown): unknown {
  const wrapped = partOf(shape, "wrapped");
  if (wrapped !== undefined) return bare(wrapped);
  const pipe = partOf(shape, "pipe");
  return Array.isArray(pipe) && pipe[0] !== shape ? bare(pipe[0]) : shape;
}

function within(shape: unknown, step: string | number): unknown {
  if (typeof step === "string") return undefined;
  const items = partOf(shape, "items");
  return Array.isArray(items) ? (items as unknown[])[step] : partOf(shape, "item");
}

/** The words of which a value must be one. */
export function wordsOf(shape: unknown): readonly string[] {
  const options = partOf(bare(shape), "options");
  const list: readonly unknown[] = Array.isArray(options) ? options : [];
  return list.filter((option) => typeof option === "string");
}

function partOf(shape: unknown, key: string): unknown {
  if (typeof shape !== "object" || shape === null) return undefined;
  return Object.hasOwn(shape, key) ? Reflect.get(shape, key) : undefined;
}
