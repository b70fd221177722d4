import fc from "fast-check";
import { expect, it } from "vitest";
import type { Problem } from "../../src/core/problem";
import { sortedProblems } from "../../src/core/sortedProblems";

const problem = fc.record({
  code: fc.constantFrom("a", "b"),
  message: fc.constantFrom("one", "two"),
  range: fc.record({ start: fc.nat(2), end: fc.integer({ min: 2, max: 4 }) }),
  severity: fc.constant("error" as const),
  fixes: fc.constant([]),
});

const isSame = (a: Problem, b: Problem): boolean =>
  a.code === b.code &&
  a.message === b.message &&
  a.range.start === b.range.start &&
  a.range.end === b.range.end;

it("problems are listed by position, each once, in the order in which they were told", () => {
  fc.assert(
    fc.property(fc.array(problem, { maxLength: 30 }), (problems) => {
      const first = problems.filter(
        (one, index) => problems.findIndex((other) => isSame(one, other)) === index,
      );
      const expected = first.toSorted(
        (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
      );
      const sorted = sortedProblems(problems);
      expect(sorted).toHaveLength(expected.length);
      for (const [index, one] of sorted.entries()) expect(one).toBe(expected[index]);
    }),
  );
});
