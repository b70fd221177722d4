import { applyChanges } from "../edit/applyChanges";
import { applyElsewhere } from "../edit/elsewhere";
import {
  type ParsedDocument,
  type Path,
  type SourceObject,
  entryOf,
  nearestRange,
  valueAt,
} from "../parse/sourceValue";
import { type Fix, type Problem, type RelatedPlace, withFixes } from "../problem";
import { fileName } from "../text/fileName";
import { LineMap } from "../text/lineMap";
import type { Range } from "../text/range";
import { t } from "../text/words";
import type { CheckContext, Finding, FindingText, FixPlan, Rule, RuleSettings } from "./rule";
import { mends } from "./mends";
import { ownFindings } from "./ownFindings";
import { commentSeverity, directivesOf } from "./suppress";
import { rules } from "./table";

/**
 * Judges one schedule by every rule that is switched on. Findings become problems at the narrowest
 * range of the text that is to blame; fixes that the text does not allow are left out.
 */
export const checkSchedule = (
  context: CheckContext,
  settings?: RuleSettings,
  table?: readonly Rule[],
): Problem[] => {
  const judged = {
    findings: (rule: Rule) => ownFindings(rule, context),
    mends: (rule: Rule, plan: FixPlan) => mends(context, { rule, plan, table: rules }),
  };
  return placeFindings(context, judged, settings, table);
};

/** What rules have found, and whether a change would mend it. */
export interface Judged {
  findings(rule: Rule): readonly Finding[];
  mends(rule: Rule, plan: FixPlan): boolean;
}

/** The same of what the rules have found already. */
export function placeFindings(
  text: FindingText,
  judged: Judged,
  settings: RuleSettings = {},
  table: readonly Rule[] = rules,
): Problem[] {
  const { severities = {} } = settings;
  // Only a comment could switch a rule on again.
  const final = directivesOf(text.document).length === 0;
  const off = final ? Object.keys(severities).filter((id) => severities[id] === "off") : [];
  const context = { ...text, judged };
  return listed(judged, table, off).flatMap(([rule, finding]) => {
    const range = rangeOf(text, finding.path, finding.at);
    const severity = severityAt(text, range.start, rule.id) ?? severities[rule.id] ?? rule.severity;
    return severity === "off" ? [] : [problemOf(rule, { severity, range }, finding, context)];
  });
}

type Found = readonly (readonly [Rule, Finding])[];

/** What is judged once is placed at each keystroke: few rules find anything. */
const lists = new WeakMap<Judged, { readonly of: string; readonly found: Found }>();

function listed(judged: Judged, table: readonly Rule[], off: readonly string[]): Found {
  const asked = off.length === 0 ? table : table.filter(({ id }) => !off.includes(id));
  const of = asked === rules ? "all" : asked.map(({ id }) => id).join();
  const known = lists.get(judged);
  if (known?.of === of) return known.found;
  const found: (readonly [Rule, Finding])[] = [];
  for (const rule of asked)
    for (const finding of judged.findings(rule)) found.push([rule, finding]);
  lists.set(judged, { of, found });
  return found;
}

function severityAt({ document, source, place }: FindingText, offset: number, rule: string) {
  const start = Math.min(source.range.start, place?.start ?? Infinity);
  const end = Math.max(source.range.end, place?.end ?? 0);
  return commentSeverity(document, offset, { start, end }, rule);
}

const replacements = new WeakMap<readonly Rule[], ReadonlyMap<string, readonly string[]>>();

/** By rule the codes that it replaces. */
function replacing(table: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
  const known =
    replacements.get(table) ??
    new Map(table.flatMap(({ id, replaces }) => (replaces ? [[id, replaces] as const] : [])));
  replacements.set(table, known);
  return known;
}

/** Leaves out the reading errors that a rule's finding at the same place says better. */
export function withoutReplaced(
  reading: readonly Problem[],
  found: readonly Problem[],
  table: readonly Rule[] = rules,
): Problem[] {
  if (reading.length === 0 || found.length === 0) return [...reading];
  const replaces = replacing(table);
  return reading.filter(
    (problem) =>
      !found.some(
        ({ code, range }) =>
          replaces.get(code)?.includes(problem.code) === true && sameRange(range, problem.range),
      ),
  );
}

const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

function problemOf(
  rule: Rule,
  { severity, range }: Pick<Problem, "severity" | "range">,
  finding: Finding,
  context: FindingText & { readonly judged: Judged },
): Problem {
  const related = relatedOf(finding, context);
  const problem = {
    code: rule.id,
    severity,
    message: finding.message,
    why: rule.why,
    source: rule.source,
    range,
    ...(related.length > 0 && { related }),
    ...(rule.unused && { unused: true }),
  };
  return withFixes(problem, () => {
    const plans = finding.fixes.filter((plan) => context.judged.mends(rule, plan));
    return fixesOf(plans, context);
  });
}

/** The constant or import that a value comes from, and the other parts that have to do with it. */
function relatedOf({ path, related = [] }: Finding, { source }: FindingText): RelatedPlace[] {
  const origin = valueAt(source, path)?.origin;
  return [
    ...(origin ? [{ ...origin, message: t("The value comes from here.") }] : []),
    ...related.map((part) => ({ range: nearestRange(source, part.path), message: part.message })),
  ];
}

function rangeOf({ source }: FindingText, path: Path, at: Finding["at"]): Range {
  const key = path.at(-1);
  const entry =
    at === "key" && typeof key === "string"
      ? entryOf(valueAt(source, path.slice(0, -1)), key)
      : undefined;
  return entry?.keyRange ?? nearestRange(source, path);
}

/** Each fix of a document asks: a long file is to be searched once for all of them. */
const lines = new WeakMap<ParsedDocument, LineMap>();

function linesOf(document: ParsedDocument): LineMap {
  const known = lines.get(document) ?? new LineMap(document.text);
  lines.set(document, known);
  return known;
}

/** A literal with other uses is for the user to change: the fix says where, and is never safe. */
function atOrigin(
  { title, changes, preferred }: FixPlan,
  document: ParsedDocument,
  source: SourceObject,
): Fix[] {
  const there = applyElsewhere(document, source, changes);
  const [first] = there?.edits ?? [];
  if (there === undefined || first === undefined) return [];
  const { uri, edits } = there;
  const more = { ...(preferred && { preferred }) };
  if (uri === undefined) {
    const line = linesOf(document).positionAt(first.range.start).line + 1;
    return [{ title: t`${title} (on line ${line})`, edits, ...more }];
  }
  return [
    { title: t`${title} (in ${fileName(uri)})`, edits: [], elsewhere: { ...there, uri }, ...more },
  ];
}

/** The edits of each plan; one is preferred, the first where the rule names none. */
export function fixesOf(
  plans: readonly FixPlan[],
  { document, source }: Pick<FindingText, "document" | "source">,
): Fix[] {
  const fixes = plans.flatMap((plan): Fix[] => {
    const { title, changes, preferred, safe } = plan;
    const { edits, refusal } = applyChanges(document, source, changes);
    if (refusal) return atOrigin(plan, document, source);
    if (edits.length === 0) return [];
    return [{ title, edits, ...(preferred && { preferred }), ...(safe && { safe }) }];
  });
  const [first, ...rest] = fixes;
  if (first === undefined || plans.some(({ preferred }) => preferred)) return fixes;
  return [{ ...first, preferred: true }, ...rest];
}
