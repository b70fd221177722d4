import { lineStart } from "../edit/scan";
import { MAX_JSON_LENGTH } from "../parse/limits";
import type { ParsedDocument } from "../parse/sourceValue";
import { type Range, within } from "../text/range";
import type { RuleSeverity } from "./rule";

/** What a comment says about rules, and for which part of the text. */
export interface Directive {
  readonly scope: "line" | "schedule" | "file";
  /** Offsets at which a problem must start; of a schedule's directive the comment itself. */
  readonly range: Range;
  /** Where the comment names its rules, each with its place; none: all rules. */
  readonly names: readonly { readonly name: string; readonly range: Range }[];
  severityOf(rule: string): RuleSeverity | undefined;
}

const COMMENT =
  /schedule-(ignore|severity)(-next-line|-schedule|-file)?(?![\w-])(?:[ \t]+([\w\-=, \t]*))?/g;
const SEVERITIES: readonly string[] = ["error", "warning", "information", "hint", "off"];
/** A comment that matters is near its code: a minified file need not be searched to its end. */
const FAR = 1000;
const HEAD_LINES = 10;

const read = new WeakMap<ParsedDocument, readonly Directive[]>();

/** The comments of a document that speak to rules, in their order. */
export function directivesOf(document: ParsedDocument): readonly Directive[] {
  const known = read.get(document) ?? readDirectives(document.text);
  read.set(document, known);
  return known;
}

/**
 * What comments say of a rule's problem that starts at `offset`, in the schedule at `schedule`:
 *
 * - `// schedule-ignore-next-line warmup-too-long, dead-tail` above the line,
 * - `// schedule-ignore RULES` at its end,
 * - `// schedule-ignore-schedule RULES` above the schedule or inside of it,
 * - `// schedule-ignore-file RULES` in one of the file's first ten lines
 *
 * suppress rules, all of them without names; `schedule-severity…` with `RULE=hint` gives them
 * another severity. The narrowest counts.
 */
export function commentSeverity(
  document: ParsedDocument,
  offset: number,
  schedule: Range,
  rule: string,
): RuleSeverity | undefined {
  if (directivesOf(document).length === 0) return undefined;
  const { lines, schedules, file } = scopesOf(document);
  return (
    lastOf(lines.get(lineStart(document.text, offset)) ?? [], rule) ??
    lastOf(schedules.length > 0 ? aboutSchedule(schedules, document.text, schedule) : [], rule) ??
    lastOf(file, rule)
  );
}

const lastOf = (directives: readonly Directive[], rule: string): RuleSeverity | undefined =>
  directives
    .map((directive) => directive.severityOf(rule))
    .findLast((severity) => severity !== undefined);

/** Those inside of a schedule, and in the line above it. */
function aboutSchedule(
  directives: readonly Directive[],
  text: string,
  schedule: Range,
): readonly Directive[] {
  const above = lineStart(text, schedule.start) - 1;
  const start = lineStart(text, above);
  return directives.filter(
    ({ range }) => within(range, schedule) || (range.end <= above && start <= range.start),
  );
}

interface Scopes {
  /** By the offset at which the line begins. */
  readonly lines: ReadonlyMap<number, readonly Directive[]>;
  readonly schedules: readonly Directive[];
  readonly file: readonly Directive[];
}

const sorted = new WeakMap<ParsedDocument, Scopes>();

/** Each finding asks, and each file may have thousands of them and of comments. */
function scopesOf(document: ParsedDocument): Scopes {
  const known = sorted.get(document) ?? sortScopes(directivesOf(document));
  sorted.set(document, known);
  return known;
}

function sortScopes(all: readonly Directive[]): Scopes {
  const lines = new Map<number, Directive[]>();
  for (const directive of all) {
    if (directive.scope !== "line") continue;
    const { start } = directive.range;
    const together = lines.get(start);
    if (together) together.push(directive);
    else lines.set(start, [directive]);
  }
  return {
    lines,
    schedules: all.filter(({ scope }) => scope === "schedule"),
    file: all.filter(({ scope }) => scope === "file"),
  };
}

function readDirectives(text: string): Directive[] {
  if (text.length > MAX_JSON_LENGTH) return []; // nothing of it is read
  if (!text.includes("schedule-ignore") && !text.includes("schedule-severity")) return [];
  const headEnd = text.split("\n", HEAD_LINES).join("\n").length;
  return [...text.matchAll(COMMENT)].flatMap((match): Directive[] => {
    const [whole, verb = "", where = "", list = ""] = match;
    if (!isComment(text, match.index)) return [];
    if (where === "-file" && match.index > headEnd) return [];
    const range = rangeOf(text, match.index, whole.length, where);
    if (range === undefined) return [];
    const scope = where === "-file" ? "file" : where === "-schedule" ? "schedule" : "line";
    const words = wordsOf(list, match.index + whole.length - list.length);
    return [{ scope, range, ...(verb === "ignore" ? ignoring(words) : grading(words)) }];
  });
}

/** The line of the comment, or the one after it; of a schedule's the comment. */
function rangeOf(text: string, at: number, length: number, where: string): Range | undefined {
  if (where === "-schedule") return { start: at, end: at + length };
  const start = lineStart(text, at);
  const end = lineEnd(text, at);
  if (where !== "-next-line") return { start, end };
  return end < text.length ? { start: end + 1, end: lineEnd(text, end + 1) } : undefined;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** True where a comment begins before `at` on its line, or goes on from the line above. */
function isComment(text: string, at: number): boolean {
  const before = text.slice(Math.max(lineStart(text, at), at - FAR), at);
  const code = before.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return /\/\/|\/\*/.test(code) || /^\s*\*/.test(before);
}

interface Word {
  readonly text: string;
  readonly start: number;
}

const wordsOf = (list: string, start: number): Word[] =>
  [...list.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => ({ text, start: start + index }));

const placed = ({ text, start }: Word) => ({
  name: text,
  range: { start, end: start + text.length },
});

function ignoring(words: readonly Word[]): Pick<Directive, "names" | "severityOf"> {
  const names = words.map(placed);
  return {
    names,
    severityOf: (rule) =>
      names.length === 0 || names.some(({ name }) => name === rule) ? "off" : undefined,
  };
}

function grading(words: readonly Word[]): Pick<Directive, "names" | "severityOf"> {
  const pairs = words.flatMap(({ text, start }) => {
    const [name = "", severity = ""] = text.split("=", 2);
    return SEVERITIES.includes(severity) ? [{ ...placed({ text: name, start }), severity }] : [];
  });
  return {
    names: pairs,
    severityOf: (rule) =>
      pairs.findLast(({ name }) => name === rule)?.severity as RuleSeverity | undefined,
  };
}
