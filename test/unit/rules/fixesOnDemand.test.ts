import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Rule } from "../../../src/core/rules/rule";
import { rules } from "../../../src/core/rules/table";
import { readFormat } from "../formats/read";

const SCHEDULES = Array.from(
  { length: 60 },
  (_, i) => `"s${i}": { "length": { "steps": 9 }, "learningRate": 1 }`,
);
const TEXT = `{ "schedules": { ${SCHEDULES.join(",\n")} } }`;

/** How often a schedule was judged, and how often a fix's change was looked at. */
const counted = { checks: 0, changes: 0 };

const counting: Rule = {
  id: "counting",
  severity: "warning",
  title: "Counting",
  why: "",
  source: { label: "", url: "https://example.org" },
  check() {
    counted.checks++;
    const plan = {
      title: "Halve it",
      get changes() {
        counted.changes++;
        return [{ type: "set", path: ["learningRate"], value: 0.5 }] as const;
      },
    };
    return [{ path: ["learningRate"], message: "Counted.", fixes: [plan] }];
  },
};

// The table is a value: the rule stands in it for these tests alone.
describe("work for nobody", () => {
  beforeEach(() => {
    Object.assign(counted, { checks: 0, changes: 0 });
    (rules as Rule[]).push(counting);
  });
  afterEach(() => {
    (rules as Rule[]).pop();
  });

  it("is none: edits of fixes are made for those that are asked for, and once", async () => {
    const { problems } = await readFormat("a.schedule.json", TEXT);
    const found = problems.filter(({ code }) => code === "counting");
    expect(found).toHaveLength(60);
    expect(counted).toEqual({ checks: 60, changes: 0 });

    const fixes = found[7]?.fixes;
    const { changes } = counted;
    expect(changes).toBeGreaterThan(0);
    expect(found[7]?.fixes).toBe(fixes);
    expect(counted.changes).toBe(changes);
  });
});
