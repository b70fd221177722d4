import { insertItems } from "../edit/insertItems";
import { layoutOf, type Layout } from "../edit/layout";
import { removeItems } from "../edit/removeItems";
import { indentAt } from "../edit/scan";
import { allPhases, tracksOf } from "../language/parts";
import { phaseValues } from "../language/values";
import {
  entryOf,
  type ParsedDocument,
  type SourceEntry,
  type SourceObject,
  type SourceValue,
} from "../parse/sourceValue";
import { phaseBuilders } from "../parse/typescript/builders";
import type { TextEdit } from "../text/range";
import { t } from "../text/words";
import { CannotConvert } from "./conversion";
import { insertion, reindent, splice } from "./splice";
import type { Constant } from "./toTypeScript";
import { unitCallOf } from "./units";

/** Sections of which a change replaces single keys, as `extends` says. */
const MERGED = ["optimizer", "probe"];

/** A JSON definition as a TypeScript object; the names that it calls are added to `used`. */
export function typescriptDefinition(
  document: ParsedDocument,
  constant: Constant,
  used: Set<string>,
): string {
  const { source } = constant.named;
  const { text } = document;
  const edits = [
    ...keyEdits(source),
    ...phaseEdits(document, source, used),
    ...unitEdits(document, source, used),
    ...headEdits(document, constant),
    ...sectionEdits(document, constant),
  ];
  return reindent(splice(text, source.range, edits), indentAt(text, source.range.end - 1));
}

function keyEdits(value: SourceValue): TextEdit[] {
  if (value.type === "array") return value.items.flatMap(keyEdits);
  if (value.type !== "object") return [];
  return value.entries.flatMap((entry) => [
    { range: entry.keyRange, text: keyText(entry.key) },
    ...keyEdits(entry.value),
  ]);
}

/** `__proto__: …` would be no key but the object's prototype. */
function keyText(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function phaseEdits(document: ParsedDocument, source: SourceObject, used: Set<string>): TextEdit[] {
  const phases = tracksOf(source).flatMap(({ phases }) => allPhases(phases));
  return phases.flatMap(({ source: phase, kind }) => {
    if (kind === undefined || !phaseBuilders.has(kind)) return [];
    used.add(kind);
    const entry = entryOf(phase, "kind");
    return [
      insertion(phase.range.start, `${kind}(`),
      ...(entry ? withoutEntry(document, phase, entry) : []),
      insertion(phase.range.end, ")"),
    ];
  });
}

/** Takes an entry out; what else would be changed of its key and value is left undone. */
function withoutEntry(
  { text }: ParsedDocument,
  object: SourceObject,
  { keyRange }: SourceEntry,
): TextEdit[] {
  const layout = layoutIn(text, object);
  const index = layout.items.findIndex(({ start }) => start === keyRange.start);
  return removeItems(text, layout, new Set([index]));
}

function layoutIn(text: string, { range }: SourceObject): Layout {
  const layout = layoutOf(text, range.start);
  if (!layout) throw new CannotConvert(t("Its brackets are not closed."));
  return layout;
}

function unitEdits(document: ParsedDocument, source: SourceObject, used: Set<string>): TextEdit[] {
  return phaseValues(source).flatMap(({ role, value }) => {
    const call =
      role === "duration" && value.type === "string" ? unitCallOf(value.value) : undefined;
    if (!call) return [];
    used.add(call.unit);
    return [{ range: value.range, text: `${call.unit}(${call.amount})` }];
  });
}

/** The base as a spread, and the name where the constant's alone would say another. */
function headEdits({ text }: ParsedDocument, { named, identifier, base }: Constant): TextEdit[] {
  const { source, name } = named;
  const given = entryOf(source, "name")?.value;
  const says = given?.type === "string" ? given.value : undefined;
  const needsName = says === undefined && (base !== undefined || name !== identifier);
  const added = [
    ...(base ? [`...${base.identifier}Definition`] : []),
    ...(needsName && !isUnnamed(named, base) ? [`name: ${JSON.stringify(name)}`] : []),
  ];
  const layout = layoutIn(text, source);
  const removed = ["extends", "$schema"].flatMap((key) => {
    const keyRange = entryOf(source, key)?.keyRange;
    return keyRange ? [layout.items.findIndex(({ start }) => start === keyRange.start)] : [];
  });
  const edits = removeItems(text, layout, new Set(removed));
  if (says !== undefined && says !== name && given)
    edits.push({
      range: given.range,
      text: `${JSON.stringify(name)} /* ${JSON.stringify(says)} */`,
    });
  return added.length === 0 ? edits : [...insertItems(text, layout, 0, added), ...edits];
}

/** A file's only definition without a name is called "schedule" in both languages. */
const isUnnamed = ({ name }: Constant["named"], base: Constant | undefined): boolean =>
  base === undefined && name === "schedule";

function sectionEdits({ text }: ParsedDocument, { named, base }: Constant): TextEdit[] {
  return MERGED.flatMap((key) => {
    const own = entryOf(named.source, key)?.value;
    const inherits = base && says(base, key);
    if (own?.type !== "object" || !inherits) return [];
    return insertItems(text, layoutIn(text, own), 0, [`...${base.identifier}Definition.${key}`]);
  });
}

const says = ({ named, base }: Constant, key: string): boolean =>
  entryOf(named.source, key) !== undefined || (base !== undefined && says(base, key));
