import { notationOf } from "../notation";
import type { AnalyzedSchedule } from "../analysis";
import { countUses } from "../edit/locate";
import { indentAt, lineStart } from "../edit/scan";
import { firstValue, endValue } from "../facts/phase";
import type { ParsedDocument } from "../parse/sourceValue";
import { phaseBuilders } from "../parse/typescript/builders";
import { contains, type TextEdit } from "../text/range";
import { allPhases, samePath, tracksOf, type PhasePart } from "./parts";

/** A statement up to the name that anchors its definition. */
const DECLARATION = /^[^\S\n]*(?:export\s+)?(?:default\s+|(?:const|let|var)\s+)?$/;

/** A phase of a TypeScript definition made a constant of its own before the definition. */
export interface Extraction {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** Undefined where no phase is written out at `offset`, or no statement is found to stand before. */
export function extractPhase(
  { language, text }: ParsedDocument,
  analyzed: AnalyzedSchedule,
  offset: number,
): Extraction | undefined {
  if (!notationOf(language).isCode) return undefined;
  const phase = phaseAt(analyzed, offset);
  const place = statementStart(text, analyzed.anchor.start);
  if (!phase || place === undefined || !isWrittenOut(text, phase, analyzed)) return undefined;
  const name = freeName(text, nameFor(phase, analyzed));
  const { range } = phase.source;
  const written = text.slice(range.start, range.end);
  const indent = indentAt(text, place);
  const value = dedented(written, indentAt(text, range.start), indent);
  // A type would otherwise take the word for any text.
  const fixed = phase.source.builderRange ? "" : " as const";
  const at = { start: place, end: place };
  return {
    name,
    edits: [
      { range: at, text: `${indent}const ${name} = ${value}${fixed};\n` },
      { range, text: name },
    ],
  };
}

/** The innermost phase around `offset`. */
const phaseAt = ({ source }: AnalyzedSchedule, offset: number): PhasePart | undefined =>
  tracksOf(source)
    .flatMap(({ phases }) => allPhases(phases))
    .filter((phase) => contains(phase.source.range, offset))
    .sort((a, b) => size(a) - size(b))[0];

const size = ({ source: { range } }: PhasePart): number => range.end - range.start;

function isWrittenOut(
  text: string,
  { source }: PhasePart,
  { source: { range } }: AnalyzedSchedule,
): boolean {
  const { start, end } = source.range;
  const inside = start > range.start && end < range.end;
  return source.literal && inside && (source.builderRange?.start === start || text[start] === "{");
}

/** The start of the statement's line, or of the comment lines right above it. */
function statementStart(text: string, anchor: number): number | undefined {
  let start = lineStart(text, anchor);
  if (!DECLARATION.test(text.slice(start, anchor))) return undefined;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[^\S\n]*(?:\/\/|\/\*|\*)/.test(text.slice(above, start))) break;
    start = above;
  }
  // Comments that head the file stay there.
  return start === 0 ? lineStart(text, anchor) : start;
}

function nameFor({ kind = "phase", path }: PhasePart, { schedule }: AnalyzedSchedule): string {
  const track = schedule?.tracks.get(String(path[0]));
  const span = track?.phases.find((candidate) => samePath(candidate.path, path));
  if (span?.start === 0 && span.missing !== true && endValue(span) > firstValue(span))
    return "warmup";
  return `${kind}Phase`;
}

function freeName(text: string, wanted: string): string {
  const document = { language: "typescript", text, roots: [], problems: [] } as const;
  let name = wanted;
  for (let i = 2; phaseBuilders.has(name) || countUses(document, name) > 0; i++)
    name = `${wanted}${i}`;
  return name;
}

/** Lines after the first as they stand under `indent` instead of under `old`. */
const dedented = (text: string, old: string, indent: string): string =>
  text
    .split("\n")
    .map((line, i) => (i > 0 && line.startsWith(old) ? indent + line.slice(old.length) : line))
    .join("\n");
