import type { Path } from "../parse/sourceValue";
import type { Finding, Rule, RuleContext } from "./rule";
import { groupRates } from "./support/groupRates";
import { t } from "../text/words";

const isOwn = ({ ownKeys }: RuleContext, [first]: Path): boolean =>
  typeof first !== "string" || ownKeys.has(first);

/** What a definition takes over from another one is told there, unless the change brings it about. */
export function ownFindings(rule: Rule, context: RuleContext): readonly Finding[] {
  const findings = allFindings(rule, context);
  if (findings.every(({ path }) => isOwn(context, path))) return findings;
  const { base } = context;
  const ofBase = base
    ? allFindings(rule, {
        ...context,
        schedule: base,
        definition: base.definition,
        limit: undefined,
      })
    : [];
  const known = new Set(ofBase.map(({ message }) => message));
  return findings.flatMap((finding): Finding[] => {
    if (isOwn(context, finding.path)) return [finding];
    if (known.has(finding.message)) return [];
    const message = t`With what is taken over, ${finding.path.join(".")}: ${finding.message}`;
    return [{ path: ["extends"], message, fixes: [] }];
  });
}

/** What the rule finds in the learning rate, and in the rates that groups of parameters have for it. */
function allFindings(rule: Rule, context: RuleContext): readonly Finding[] {
  const groups = groupRates(context.schedule);
  if (groups.length === 0) return rule.check(context);
  const found = [...rule.check(context)];
  const known = new Set(found.map(keyOf));
  for (const { name, schedule } of groups) {
    for (const one of rule.check({ ...context, schedule, limit: undefined })) {
      const key = keyOf(one);
      if (one.path[0] !== name || known.has(key)) continue;
      known.add(key);
      found.push(one);
    }
  }
  return found;
}

const keyOf = ({ path, message }: Finding): string => JSON.stringify([path, message]);
