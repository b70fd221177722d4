import { describe, expect, it } from "vitest";
import type { Severity } from "../../../src/core/problem";
import type { Rule } from "../../../src/core/rules/rule";
import { rules } from "../../../src/core/rules/table";
import { type Definition, textOf } from "./case";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { fixed, markedBy, problemsOf, read, refusals } from "./judge";
import { ruleCases as cases } from "./ruleCases";

/** How much harm each does, in its own words here: a change of one is a decision, not a slip. */
const SEVERITIES: Readonly<Record<Severity, readonly string[]>> = {
  error: [
    "decay-does-not-finish",
    "momentum-out-of-range",
    "negative-value",
    "plateau-never-reduces",
    "temperature-not-positive",
    "warmup-longer-than-run",
  ],
  warning: [
    "adam-without-warmup",
    "batch-norm-momentum-convention",
    "batch-size-at-odds",
    "beta2-memory-longer-than-run",
    "cycle-upside-down",
    "dead-tail",
    "decay-per-step-not-epoch",
    "drop-at-first-step",
    "drop-inside-round",
    "drop-never-happens",
    "drop-that-rises",
    "floor-above-start",
    "floor-hides-curve",
    "fraction-of-a-step",
    "greedy-cannot-raise",
    "high-constant-rate",
    "large-batch-without-warmup",
    "layer-ratio-above-one",
    "momentum-with-rate",
    "phase-without-steps",
    "phases-do-not-meet",
    "plateau-fights-schedule",
    "plateau-threshold-too-large",
    "plateau-too-patient",
    "restart-never-happens",
    "share-looks-absolute",
    "steps-look-like-epochs",
    "truncated-cycle",
    "value-of-another-optimizer",
    "warmup-does-not-rise",
    "warmup-starts-above-end",
    "warmup-too-long",
  ],
  information: [
    "above-speed-limit",
    "adamw-timescale",
    "augmentation-not-in-step",
    "batch-norm-memory-at-restarts",
    "batch-norm-too-slow",
    "cooldown-too-short",
    "decay-stops-high",
    "effective-shrinkage-fades",
    "federated-must-decay",
    "follower-mostly-capped",
    "hyper-parameter-said-twice",
    "layers-hardly-train",
    "momentum-not-cycled",
    "never-decays",
    "noise-phases-not-aligned",
    "percentage-of-a-percentage",
    "rate-and-temperature-at-odds",
    "restart-without-warmup",
    "warmup-shorter-than-beta2",
  ],
  hint: [
    "batch-changed-rate-not",
    "decay-stops-at-tenth",
    "hard-samples-faster",
    "zero-rate-first-step",
  ],
};
const severityOf = (id: string): string | undefined =>
  Object.entries(SEVERITIES).find(([, ids]) => ids.includes(id))?.[0];

function ruleOf(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

describe.each(cases.filter(({ base }) => base !== undefined))("$rule: $says", (ruleCase) => {
  const { rule, bad, good, marked, says } = ruleCase;
  const found = (definition: Definition) =>
    analyze(parseJson(textOf(ruleCase, definition))).problems.filter(({ code }) => code === rule);

  it("is found in the definition that extends another, and not just inside the threshold", () => {
    const [problem, ...others] = found(bad);
    expect(textOf(ruleCase, bad).slice(problem?.range.start, problem?.range.end)).toBe(marked);
    expect(problem?.message).toContain(says);
    expect(others).toEqual([]);
    expect(found(good)).toEqual([]);
  });
});

describe.each(cases.filter(({ base }) => base === undefined))(
  "$rule: $says",
  ({ rule: id, bad, good, marked, says, fixes }) => {
    const rule = ruleOf(id);

    it("is found, at its place, with its figures", () => {
      expect(markedBy(rule, bad)).toEqual([marked]);
      const [problem] = problemsOf(bad, rule);
      expect(problem?.message).toContain(says);
      expect(problem).toMatchObject({ code: id, severity: severityOf(id) });
    });

    it("is not found just inside the threshold", () => {
      expect(markedBy(rule, good)).toEqual([]);
    });

    it("is gone after each fix, and the definition still builds", () => {
      expect(refusals(rule, bad)).toEqual([]);
      const [problem] = problemsOf(bad, rule);
      expect(problem?.fixes).toHaveLength(fixes);
      expect(problem?.fixes.filter(({ preferred }) => preferred)).toHaveLength(Math.min(1, fixes));
      for (let index = 0; index < fixes; index++) {
        const text = fixed(rule, bad, index);
        expect([text, markedBy(rule, text)]).toEqual([text, []]);
        expect([text, read(text).issues]).toEqual([text, []]);
      }
    });
  },
);

describe("the table of rules", () => {
  it("gives each rule the severity that is stated for it", () => {
    const stated = Object.entries(SEVERITIES).flatMap(([severity, ids]) =>
      ids.map((id) => [id, severity]),
    );
    expect(new Map(rules.map(({ id, severity }) => [id, severity]))).toEqual(
      new Map(stated as [string, Severity][]),
    );
  });

  it("names each rule once and says why, with a source", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, why, title, source } of rules) {
      expect(id).toMatch(/^[a-z][a-z0-9-]+$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Zβ1].*\.$/);
      expect(source.url).toMatch(/^https:\/\//);
    }
  });

  // What a probe has measured is no part of a text: aboveSpeedLimit.test.ts is its case.
  const judged = rules.filter(({ id }) => id !== "above-speed-limit");

  it.each(judged.map(({ id }) => id))("has a case for %s", (id) => {
    expect(cases.some(({ rule }) => rule === id)).toBe(true);
  });
});
