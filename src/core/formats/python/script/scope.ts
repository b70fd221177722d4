import { CONSTANTS } from "./constants";
import { pathOfUri } from "./files/openFile";
import type { Journal } from "./journal";
import { label, textValue, type Scope, type Value } from "./value";

/** The names of a file; `own` is the one that is read, others are imported. */
export const moduleScope = (text: string, uri: string, own: boolean): Scope => ({
  names: new Map(uri.endsWith(".py") ? [["__file__", textValue(pathOfUri(uri))]] : []),
  outer: undefined,
  module: undefined,
  outerNames: new Map(),
  own,
  text,
  uri,
});

export function newScope(outer: Scope, names = new Map<string, Value>()): Scope {
  const { own, text, uri } = outer;
  const module = outer.module ?? outer;
  return { names, outer, module, outerNames: new Map(), own, text, uri };
}

/** The value of a name, or undefined where nothing defines it. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | undefined = holderOf(scope, name) ?? scope; at; at = at.outer) {
    const value = at.names.get(name);
    if (value) return value;
  }
  return CONSTANTS.get(name);
}

/** Sets a name where Python does: here, or where `global` and `nonlocal` say. */
export function setName(journal: Journal, scope: Scope, name: string, value: Value): void {
  label(value, name);
  journal.set((holderOf(scope, name) ?? scope).names, name, value);
}

function holderOf(scope: Scope, name: string): Scope | undefined {
  const kind = scope.outerNames.get(name);
  if (kind === "global") return scope.module ?? scope;
  if (kind !== "nonlocal") return undefined;
  for (let at = scope.outer; at; at = at.outer) if (at.names.has(name)) return at;
  return undefined;
}
