import type { RuleSeverity } from "./rule";

export const SEVERITIES: readonly RuleSeverity[] = [
  "error",
  "warning",
  "information",
  "hint",
  "off",
];

export const isSeverity = (value: unknown): value is RuleSeverity =>
  (SEVERITIES as readonly unknown[]).includes(value);

/** Severities by rule, as a settings file gives them; entries that say nothing known are passed over. */
export function readRules(value: unknown): Record<string, RuleSeverity> {
  const rules = Object.create(null) as Record<string, RuleSeverity>;
  if (typeof value !== "object" || value === null) return rules;
  for (const [id, severity] of Object.entries(value)) {
    if (isSeverity(severity)) rules[id] = severity;
  }
  return rules;
}
