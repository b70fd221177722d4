import { applyChanges } from "../edit/applyChanges";
import { type Path, entryOf, nearestRange, valueAt } from "../parse/sourceValue";
import type { Fix, Problem, RelatedPlace } from "../problem";
import type { Range } from "../text/range";
import type { Finding, FixPlan, Rule, RuleContext, RuleSettings } from "./rule";
import { suppressedAt } from "./suppression";
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
    const severity = settings.severities?.[rule.id] ?? rule.severity;
    if (severity === "off") return [];
    return rule
      .check(context)
      .map((finding) => problemOf(rule, severity, finding, context))
      .filter(({ range }) => !suppressedAt(context.document.text, range.start, rule.id));
  });
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

const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

function problemOf(
  rule: Rule,
  severity: Problem["severity"],
  finding: Finding,
  context: RuleContext,
): Problem {
  const related = finding.related?.map(({ path, message }): RelatedPlace => ({
    range: nearestRange(context.source, path),
    message,
  }));
  return {
    code: rule.id,
    severity,
    message: finding.message,
    why: rule.why,
    source: rule.source,
    range: rangeOf(context, finding.path, finding.at),
    fixes: fixesOf(finding.fixes, context),
    ...(related && related.length > 0 && { related }),
  };
}

function rangeOf({ source }: RuleContext, path: Path, at: Finding["at"]): Range {
  const key = path.at(-1);
  const entry =
    at === "key" && typeof key === "string"
      ? entryOf(valueAt(source, path.slice(0, -1)), key)
      : undefined;
  return entry?.keyRange ?? nearestRange(source, path);
}

/** The edits of each plan; exactly one is preferred, the first where the rule names none. */
export function fixesOf(plans: readonly FixPlan[], { document, source }: RuleContext): Fix[] {
  const fixes = plans.flatMap(({ title, changes, preferred, safe }): Fix[] => {
    const { edits } = applyChanges(document, source, changes);
    if (edits.length === 0) return [];
    return [{ title, edits, ...(preferred && { preferred }), ...(safe && { safe }) }];
  });
  const [first, ...rest] = fixes;
  if (first === undefined || fixes.some(({ preferred }) => preferred)) return fixes;
  return [{ ...first, preferred: true }, ...rest];
}
