import { describe, expect, it } from "vitest";
import type { Rule } from "../../../src/core/rules/rule";
import { rules } from "../../../src/core/rules/table";
import { type Definition, textOf } from "./case";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { fixed, markedBy, problemsOf, read, refusals } from "./judge";
import { ruleCases as cases } from "./ruleCases";

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
      expect(problem).toMatchObject({ code: id, severity: rule.severity, why: rule.why });
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
