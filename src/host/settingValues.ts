import type { RuleSeverity } from "../core/rules/rule";

export const SEVERITIES: readonly RuleSeverity[] = [
  "error",
  "warning",
  "information",
  "hint",
  "off",
];

export const isSeverity = (value: unknown): value is RuleSeverity =>
  (SEVERITIES as readonly unknown[]).includes(value);

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** A number within its bounds; what is no number is as if it were not set. */
export function clamp(value: unknown, { least, most, usual }: Bounds): number {
  if (typeof value !== "number" || Number.isNaN(value)) return usual;
  return Math.min(most, Math.max(least, value));
}

/** Severities by rule; entries that say nothing known are passed over. */
export function readRules(value: unknown): Record<string, RuleSeverity> {
  const rules = Object.create(null) as Record<string, RuleSeverity>;
  if (typeof value !== "object" || value === null) return rules;
  for (const [id, severity] of Object.entries(value)) {
    if (isSeverity(severity)) rules[id] = severity;
  }
  return rules;
}
