import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryOf, type SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { runs } from "../runs";
import { moduleProgram } from "./modulePrograms";
import { parser } from "./parser";

/** Programs of the property; the long run has the hundred thousand that were promised. */
const PROGRAMS = runs(150, 100_000);
const CONTEXT = { length: 100, globalStep: 7, runLength: 1000, from: 0.5 };
const STEPS = [0, 1, 2.5];

/** JavaScript's own answer: what each definition holds at its call, and what its functions return. */
function native(source: string): unknown[] {
  const seen: Record<string, unknown>[] = [];
  const define = (definition: Record<string, unknown>): void => {
    const { f, ...plain } = definition;
    seen.push({ ...structuredClone(plain), f });
  };
  const phase = (kind: string) => (given: object) => ({ kind, ...given });
  const known = {
    defineSchedule: define,
    linear: phase("linear"),
    cosine: phase("cosine"),
    epochs: (count: number) => `${count} epochs`,
    // what only the run knows
    given: 3,
    elsewhere: calledTwice,
  };
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the independent second evaluation
    new Function(...Object.keys(known), `"use strict";\n${source}`)(...Object.values(known));
  } catch {
    // what was defined before the program's own error stands
  }
  return seen.map((one) => ({ ...one, f: called(one["f"] as Step) }));
}

/** A function that the file doesn't declare: it calls what it is given, at once and more than once. */
function calledTwice(work: ((value: number) => void) | { then: () => void }): void {
  for (const value of [1, 4]) {
    if (typeof work === "function") work(value);
    else work.then();
  }
}

type Step = (step: number, context: typeof CONTEXT) => unknown;

function called(f: Step): unknown[] {
  return STEPS.map((step) => {
    try {
      const value = f(step, CONTEXT);
      return typeof value === "number" ? value : "an error";
    } catch {
      return "an error";
    }
  });
}

const UNKNOWN = Symbol("unknown");

function plain(value: SourceValue): unknown {
  switch (value.type) {
    case "null":
      return null;
    case "array":
      return value.items.map(plain);
    case "object":
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
    case "function":
      return called(value.call);
    case "number":
    case "string":
    case "boolean":
      return value.value;
    default:
      return UNKNOWN;
  }
}

interface Count {
  known: number;
  unknown: number;
}

/** Whether ours is what JavaScript has, but where ours says unknown. */
function agrees(ours: unknown, theirs: unknown, count: Count): boolean {
  if (ours === UNKNOWN) {
    count.unknown++;
    return true;
  }
  // a list with a spread that only the run knows has an unknown in its place
  if (Array.isArray(ours) && ours.includes(UNKNOWN) && Array.isArray(theirs)) {
    count.unknown++;
    return true;
  }
  if (Array.isArray(theirs))
    return (
      Array.isArray(ours) &&
      ours.length === theirs.length &&
      theirs.every((item, index) => agrees(ours[index], item, count))
    );
  if (typeof theirs === "object" && theirs !== null) {
    if (typeof ours !== "object" || ours === null || Array.isArray(ours)) return false;
    const given = new Map(Object.entries(ours));
    // of what is unknown nobody knows either whether it is there
    for (const [key, value] of given) if (value === UNKNOWN && !(key in theirs)) given.delete(key);
    const entries = Object.entries(theirs).filter(
      ([key, value]) => value !== undefined || given.has(key),
    );
    return (
      entries.length === given.size &&
      entries.every(([key, value]) => given.has(key) && agrees(given.get(key), value, count))
    );
  }
  count.known++;
  return Object.is(ours, theirs);
}

function compare(source: string, count: Count): void {
  const { roots, problems } = parseTypeScript(source, parser);
  for (const [index, theirs] of native(source).entries()) {
    const root = roots[index]?.value;
    const keys = Object.entries(theirs as object);
    for (const [key, value] of keys) {
      const entry = entryOf(root, key);
      if (!entry) {
        const told = `${source}\n// ${key} of definition ${index}: nothing for ${String(value)}`;
        expect(value === undefined, told).toBe(true);
        continue;
      }
      const { start, end } = entry.range;
      if (problems.some(({ range }) => range.start >= start && range.end <= end)) {
        count.unknown++; // a spread of what only the run knows is told as a problem
        continue;
      }
      const ours = plain(entry.value);
      const told = `${source}\n// ${key} of definition ${index}: ${JSON.stringify(ours)}, JavaScript ${JSON.stringify(value)}`;
      expect(agrees(ours, value, count), told).toBe(true);
    }
  }
}

describe("generated modules", () => {
  it("hold what JavaScript has, or an unknown", { timeout: 7_200_000 }, () => {
    const count = { known: 0, unknown: 0 };
    fc.assert(
      fc.property(moduleProgram, (source) => {
        compare(source, count);
      }),
      { numRuns: PROGRAMS, endOnFailure: Boolean(process.env["LONG"]) },
    );
    expect(count.known / (count.known + count.unknown)).toBeGreaterThan(0.5);
  });
});
