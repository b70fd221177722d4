import type { Range } from "../../text/range";
import { carryPlain } from "../../schedule/plain";
import type { SourceRoot } from "../sourceValue";
import { dirtyBefore, movedBy, topOf, type Change } from "./change";
import { mayBind } from "./lookup";
import type { ResolveImport } from "./loader";
import { NOTHING_KEPT, type Kept, type KeptRoot, type KeptRoots, type RootPlace } from "./roots";
import { mayChange } from "./mutation";
import { moveRoot } from "./moveRoot";
import type { ImportRequest, Trace } from "./trace";
import { rangeOf } from "../syntaxTree";

/** Characters of changed statements up to which it is worth asking what they have to do with. */
const MAX_DIRTY = 50_000;
/** Characters beside a changed statement that may say what a name in it is. */
const MARGIN = 60;

/** What may be kept of a definition that has been read; undefined where its answer may change. */
export function keptRoot(place: RootPlace, source: SourceRoot, trace: Trace): KeptRoot | undefined {
  const statement = topOf(place.whole);
  if (!statement || trace.unsettled) return undefined;
  const { marker, range, anchor, exportName, isCall, named } = place;
  const head = { marker, range, anchor, exportName, isCall, named };
  return { ...head, source, statement: rangeOf(statement), trace };
}

/** What a change has nothing to do with, definitions at the places where they stand now. */
export function keptAfter(kept: Kept, change: Change): Kept {
  const rebound = reboundNames(kept, change);
  if (!rebound) return NOTHING_KEPT;
  const roots = new Map<number, KeptRoot>();
  for (const root of kept.roots.values()) {
    if ([...root.trace.names.keys()].some((name) => rebound.has(name))) continue;
    const moved = movedRoot(root, change);
    if (moved) roots.set(moved.marker, moved);
  }
  return { roots, absent: new Map([...kept.absent].filter(([name]) => !rebound.has(name))) };
}

/** Those whose imports are answered as they were. */
export function keptWith(kept: KeptRoots, resolve: ResolveImport | undefined): KeptRoots {
  const answers = new Map<string, boolean>();
  const holds = ([key, request]: [string, ImportRequest]): boolean => {
    const known = answers.get(key) ?? sameAnswer(request, resolve);
    answers.set(key, known);
    return known;
  };
  return new Map([...kept].filter(([, { trace }]) => [...trace.requests].every(holds)));
}

function sameAnswer({ specifier, from, answer }: ImportRequest, resolve?: ResolveImport): boolean {
  const now = resolve?.(specifier, from);
  return now?.uri === answer?.uri && now?.text === answer?.text;
}

/** The names that kept definitions use and the changed statements may say anew; undefined: any. */
function reboundNames(kept: Kept, change: Change): ReadonlySet<string> | undefined {
  const parts = [
    ...change.dirty.map((range) => ({ text: change.after, range })),
    ...dirtyBefore(change).map((range) => ({ text: change.before, range })),
  ];
  const size = parts.reduce((sum, { range }) => sum + range.end - range.start, 0);
  if (size > MAX_DIRTY) return undefined;
  if (parts.some(({ text, range }) => text.slice(range.start, range.end).includes("import"))) {
    return undefined;
  }
  // what is changed here may be known elsewhere by any name
  if (parts.some(({ text, range }) => mayChange(text.slice(range.start, range.end))))
    return undefined;
  const wide = parts.map(({ text, range }) => ({ text, range: widened(text, range) }));
  const rebound = new Set<string>();
  for (const [name, firm] of namesOf(kept)) {
    if (wide.some(({ text, range }) => mayBind(name, firm, text, range))) rebound.add(name);
  }
  return rebound;
}

function namesOf({ roots, absent }: Kept): Map<string, boolean> {
  const names = new Map([...absent].map(([name, unlisted]) => [name, !unlisted] as const));
  for (const { trace } of roots.values()) {
    for (const [name, firm] of trace.names) names.set(name, firm && names.get(name) !== false);
  }
  return names;
}

/** With the blanks around and some of the code beyond, up to the border of a word. */
function widened(text: string, { start, end }: Range): Range {
  const before = text.slice(0, start).trimEnd().length - MARGIN;
  const after = text.length - text.slice(end).trimStart().length + MARGIN;
  const isWord = (at: number): boolean => /[\w$\u0080-\uffff]/.test(text.charAt(at));
  let from = Math.max(0, before);
  while (from > 0 && isWord(from - 1)) from--;
  let to = Math.min(text.length, after);
  while (to < text.length && isWord(to)) to++;
  return { start: from, end: to };
}

function movedRoot(root: KeptRoot, change: Change): KeptRoot | undefined {
  const statement = movedBy(change, root.statement);
  if (!statement || change.dirty.some((range) => touches(range, statement))) return undefined;
  const shift = statement.start - root.statement.start;
  const source = moveRoot(root.source, (range) => movedBy(change, range));
  if (!source) return undefined;
  carryPlain(root.source.value, source.value);
  if (shift === 0 && source === root.source) return root;
  const move = ({ start, end }: Range): Range => ({ start: start + shift, end: end + shift });
  const { marker, range, anchor } = root;
  const head = { marker: marker + shift, range: move(range), anchor: move(anchor) };
  return { ...root, ...head, source, statement };
}

const touches = (a: Range, b: Range): boolean => a.start <= b.end && b.start <= a.end;
