import { changePlain } from "../edit/changePlain";
import { buildSchedule } from "../schedule/build";
import type { Issue } from "../schedule/issue";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { ownFindings } from "./ownFindings";

/**
 * True where the definition, changed as planned, has one finding of the rule less, and neither an
 * error nor a finding of any rule that it did not have before: a fix that trades one problem for
 * another is not offered.
 */
export function mends(
  context: RuleContext,
  { rule, plan, table }: { rule: Rule; plan: FixPlan; table: readonly Rule[] },
): boolean {
  const plain = changePlain(context.definition, plan.changes);
  const after = buildSchedule(plain, { name: context.schedule.name });
  if (after.whole === undefined) return false;
  if (hasMore(codesOf(after.issues), codesOf(buildSchedule(context.definition).issues)))
    return false;
  const ownKeys = new Set([...context.ownKeys, ...plan.changes.map(({ path }) => String(path[0]))]);
  const changed = {
    ...context,
    schedule: after.whole,
    definition: after.whole.definition,
    ownKeys,
  };
  return [rule, ...table].every((other) => {
    const [before, left] = [ownFindings(other, context), ownFindings(other, changed)];
    return other.id === rule.id ? left.length < before.length : left.length <= before.length;
  });
}

/** True where reading the changed definition has no error of the code that it had, and no other one. */
export function mendsIssue(definition: RuleContext["definition"], code: string, plan: FixPlan) {
  const before = codesOf(buildSchedule(definition).issues);
  const after = codesOf(buildSchedule(changePlain(definition, plan.changes)).issues);
  return (after.get(code) ?? 0) < (before.get(code) ?? 0) && !hasMore(after, before);
}

function codesOf(issues: readonly Issue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of issues) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const hasMore = (after: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>) =>
  [...after].some(([code, count]) => count > (before.get(code) ?? 0));
