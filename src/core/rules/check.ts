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
import type { Fix, Problem, RelatedPlace } from "../problem";
import { LineMap } from "../text/lineMap";
import type { Range } from "../text/range";
import type { Finding, FixPlan, Rule, RuleContext, RuleSettings } from "./rule";
import { commentSeverity, directivesOf } from "./suppression";
import { rules } from "./table";

/**
 * Judges one schedule by every rule that is switched on. Findings become problems at the narrowest
 * range of the text that is to blame; fixes that the text does not allow are left out.
 */
export function checkSchedule(
  context: RuleContext,
  settings: RuleSettings = {},
  table: readonly Rule[] = rules,
): Problem[] {
  return table.flatMap((rule) => {
    const set = settings.severities?.[rule.id];
    // Only a comment could switch it on again.
    if (set === "off" && directivesOf(context.document).length === 0) return [];
    return ownFindings(rule, context).flatMap((finding) => {
      const range = rangeOf(context, finding.path, finding.at);
      const severity = severityAt(context, range.start, rule.id) ?? set ?? rule.severity;
      return severity === "off" ? [] : [problemOf(rule, { severity, range }, finding, context)];
    });
  });
}

function severityAt({ document, source, place }: RuleContext, offset: number, rule: string) {
  const start = Math.min(source.range.start, place?.start ?? Infinity);
  const end = Math.max(source.range.end, place?.end ?? 0);
  return commentSeverity(document, offset, { start, end }, rule);
}

/** Leaves out the reading errors that a rule's finding at the same place says better. */
export function withoutReplaced(
  reading: readonly Problem[],
  found: readonly Problem[],
  table: readonly Rule[] = rules,
): Problem[] {
  const replaces = new Map(table.map((rule) => [rule.id, rule.replaces ?? []]));
  return reading.filter(
    (problem) =>
      !found.some(
        ({ code, range }) =>
          replaces.get(code)?.includes(problem.code) === true && sameRange(range, problem.range),
      ),
  );
}

const isOwn = ({ source }: RuleContext, [first]: Path): boolean =>
  typeof first !== "string" || entryOf(source, first) !== undefined;

/** What a definition takes over from another one is told there, unless the change brings it about. */
function ownFindings(rule: Rule, context: RuleContext): Finding[] {
  const findings = rule.check(context);
  if (findings.every(({ path }) => isOwn(context, path))) return [...findings];
  const { base } = context;
  const ofBase = base
    ? rule.check({ ...context, schedule: base, definition: base.definition, limit: undefined })
    : [];
  const known = new Set(ofBase.map(({ message }) => message));
  return findings.flatMap((finding): Finding[] => {
    if (isOwn(context, finding.path)) return [finding];
    if (known.has(finding.message)) return [];
    const message = `With what is taken over, ${finding.path.join(".")}: ${finding.message}`;
    return [{ path: ["extends"], message, fixes: [] }];
  });
}

const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

function problemOf(
  rule: Rule,
  { severity, range }: Pick<Problem, "severity" | "range">,
  finding: Finding,
  context: RuleContext,
): Problem {
  const related = relatedOf(finding, context);
  return {
    code: rule.id,
    severity,
    message: finding.message,
    why: rule.why,
    source: rule.source,
    range,
    fixes: fixesOf(finding.fixes, context),
    ...(related.length > 0 && { related }),
    ...(rule.unused && { unused: true }),
  };
}

/** The constant or import that a value comes from, and the other parts that have to do with it. */
function relatedOf({ path, related = [] }: Finding, { source }: RuleContext): RelatedPlace[] {
  const origin = valueAt(source, path)?.origin;
  return [
    ...(origin ? [{ ...origin, message: "The value comes from here." }] : []),
    ...related.map((part) => ({ range: nearestRange(source, part.path), message: part.message })),
  ];
}

function rangeOf({ source }: RuleContext, path: Path, at: Finding["at"]): Range {
  const key = path.at(-1);
  const entry =
    at === "key" && typeof key === "string"
      ? entryOf(valueAt(source, path.slice(0, -1)), key)
      : undefined;
  return entry?.keyRange ?? nearestRange(source, path);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // "100%.ts" is no escape sequence
    return name;
  }
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
  const { uri, text, edits } = there;
  const more = { ...(preferred && { preferred }) };
  if (uri === undefined) {
    const line = new LineMap(text).positionAt(first.range.start).line + 1;
    return [{ title: `${title} (on line ${line})`, edits, ...more }];
  }
  const file = decoded(uri.split("/").at(-1) ?? "");
  return [{ title: `${title} (in ${file})`, edits: [], elsewhere: { ...there, uri }, ...more }];
}

/** The edits of each plan; exactly one is preferred, the first where the rule names none. */
export function fixesOf(
  plans: readonly FixPlan[],
  { document, source }: Pick<RuleContext, "document" | "source">,
): Fix[] {
  const fixes = plans.flatMap((plan): Fix[] => {
    const { title, changes, preferred, safe } = plan;
    const { edits, refusal } = applyChanges(document, source, changes);
    if (refusal) return atOrigin(plan, document, source);
    if (edits.length === 0) return [];
    return [{ title, edits, ...(preferred && { preferred }), ...(safe && { safe }) }];
  });
  const [first, ...rest] = fixes;
  if (first === undefined || fixes.some(({ preferred }) => preferred)) return fixes;
  return [{ ...first, preferred: true }, ...rest];
}
