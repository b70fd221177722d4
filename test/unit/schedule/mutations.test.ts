import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { buildSchedule } from "../../../src/core/schedule/build";
import { parse } from "jsonc-parser";
import { runs } from "../runs";

const folder = new URL("../../../examples/json/", import.meta.url);
const texts = readdirSync(folder)
  .filter((file) => file.endsWith(".schedule.json"))
  .map((file) => readFileSync(new URL(file, folder), "utf8"));

type Key = string | number;

/** Every way from the root to a part. */
function pathsOf(value: unknown, path: readonly Key[] = []): (readonly Key[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    "10%",
    "-3 epochs",
    "5 weeks",
    "NaN",
    [],
    {},
    [[]],
    0,
    -1,
    1e308,
    -Infinity,
    NaN,
    1e17,
    0.1,
    "__proto__",
  ),
  fc.double(),
  fc.string({ maxLength: 8 }),
  fc.record({
    kind: fc.constantFrom("linear", "cyclic", "oneCycle", "table", "piecewise"),
    to: fc.double(),
  }),
);

/** A copy in which the part at `path` is `value`, or has another key, or is gone. */
function mutated(
  plain: unknown,
  path: readonly Key[],
  change: (parent: Record<Key, unknown>, key: Key) => void,
): unknown {
  const copy = structuredClone(plain);
  const last = path.at(-1);
  if (last === undefined) return copy;
  let parent = copy as Record<Key, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<Key, unknown>;
  change(parent, last);
  return copy;
}

const CHANGES = {
  replace: (value: unknown) => (parent: Record<Key, unknown>, key: Key) => {
    parent[key] = value;
  },
  remove: () => (parent: Record<Key, unknown>, key: Key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  },
  rename: (value: unknown) => (parent: Record<Key, unknown>, key: Key) => {
    if (Array.isArray(parent)) return;
    const kept = parent[key];
    Reflect.deleteProperty(parent, key);
    parent[typeof value === "string" ? value : "other"] = kept;
  },
};

const mutation = fc.record({
  text: fc.constantFrom(...texts),
  at: fc.nat(),
  change: fc.constantFrom<keyof typeof CHANGES>("replace", "replace", "remove", "rename"),
  value: junk,
});

describe("a mutated example", () => {
  it("never throws, and what has no issue has finite values", () => {
    fc.assert(
      fc.property(mutation, ({ text, at, change, value }) => {
        const plain: unknown = parse(text);
        const paths = pathsOf(plain);
        const path = paths[at % paths.length] ?? [];
        const { schedule, issues } = buildSchedule(mutated(plain, path, CHANGES[change](value)));
        if (schedule === undefined) expect(issues.length).toBeGreaterThan(0);
        else {
          const steps = [
            0,
            1,
            Math.floor(schedule.length / 2),
            schedule.length - 1,
            schedule.length,
          ];
          const values = steps.flatMap((step) => Object.values(schedule.at(step)));
          expect(issues.length > 0 || values.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: runs(1000, 200_000) },
    );
  });

  it("has its issues at parts that were changed or depend on them", () => {
    fc.assert(
      fc.property(mutation, ({ text, at, value }) => {
        const plain: unknown = parse(text);
        const leaves = pathsOf(plain).filter(
          (path) => path.length > 1 && path[0] === "learningRate" && path.at(-1) !== "kind",
        );
        const path = leaves[at % Math.max(1, leaves.length)];
        if (path === undefined) return;
        const { issues } = buildSchedule(mutated(plain, path, CHANGES.replace(value)));
        // a phase written without its list is its own element 0
        const single = !Array.isArray((plain as Record<string, unknown>).learningRate);
        const blamed = single ? ["learningRate", 0, ...path.slice(1)] : path;
        for (const issue of issues.filter(({ code }) => code === "wrong-type")) {
          expect(issue.path.slice(0, blamed.length)).toEqual(blamed);
        }
      }),
      { numRuns: runs(250, 50_000) },
    );
  });

  it("of text, byte by byte, is analyzed without an exception and its ranges lie in the text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(12),
        fc.oneof(
          fc.string({ maxLength: 4 }),
          fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "1e999", "-", '"__proto__": 1,'),
        ),
        (text, at, removed, inserted) => {
          const place = at % text.length;
          const changed = text.slice(0, place) + inserted + text.slice(place + removed);
          const { problems } = analyze(parseJson(changed));
          for (const { range } of problems) {
            expect(range.start).toBeGreaterThanOrEqual(0);
            expect(range.start).toBeLessThanOrEqual(range.end);
            expect(range.end).toBeLessThanOrEqual(changed.length);
          }
        },
      ),
      { numRuns: runs(250, 50_000) },
    );
  });
});
