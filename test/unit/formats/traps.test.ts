import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { foreignFixes } from "../../../src/core/foreignFixes/foreignFixes";
import type { Fix, Problem } from "../../../src/core/problem";
import { mendedText, type Trap } from "../../harness/traps/trap";
import { TRAPS } from "../../harness/traps/traps";
import { readFormat } from "./read";

const findings = ({ problems }: Analysis, code: string): readonly Problem[] =>
  problems.filter((problem) => problem.code === code);

function applied(text: string, { edits }: Fix): string {
  const last = [...edits].sort((a, b) => b.range.start - a.range.start);
  return last.reduce(
    (now, { range, text: next }) => now.slice(0, range.start) + next + now.slice(range.end),
    text,
  );
}

/** The first fix that the editor offers. */
async function fixOf(analysis: Analysis, problem: Problem, { file, text }: Trap) {
  const tried = (fix: Fix) => readFormat(file, applied(text, fix));
  return problem.fixes[0] ?? (await foreignFixes(analysis, problem, tried))[0];
}

describe("traps of other programs' files", () => {
  it("have files of their own names", () => {
    expect(new Set(TRAPS.map(({ file }) => file)).size).toBe(TRAPS.length);
  });

  it.each(TRAPS)("$file: $trap", async (trap) => {
    const { file, text, code, marked, says, fix } = trap;
    const analysis = await readFormat(file, text);
    const [problem, ...more] = findings(analysis, code);
    if (!problem) throw new Error(`${code} is not told`);
    expect(more).toEqual([]);
    expect(text.slice(problem.range.start, problem.range.end)).toBe(marked);
    expect(problem.message).toContain(says);
    const offered = await fixOf(analysis, problem, trap);
    expect(offered === undefined).toBe(fix === undefined);
    if (!offered) return;
    const mended = applied(text, offered);
    expect(mended).toBe(mendedText(trap));
    expect(findings(await readFormat(file, mended), code)).toHaveLength(trap.stays ? 1 : 0);
  });
});
