import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChanges } from "../../../src/core/edit/applyChanges";
import type { Change, NewValue } from "../../../src/core/edit/change";
import { numberLike } from "../../../src/core/edit/numberStyle";
import { parseJson } from "../../../src/core/parse/json";
import { type SourceObject, type SourceValue, valueAt } from "../../../src/core/parse/sourceValue";
import { applyTextEdits } from "./applyTextEdits";
import { runs } from "../runs";

const trivia = fc.constantFrom(
  "",
  " ",
  "\n  ",
  "\r\n\t",
  " // note, [x] }\n",
  ' /* a, "b": { */ ',
  "\n\n",
);
const numberText = fc.constantFrom("0", "5e-4", "1.50", "-3", "1E+3", "500", "0.1", "1e-05", "2.0");
const scalarText = fc.oneof(
  numberText,
  fc.constantFrom('"500 steps"', '"10%"', '"a\\"b, }"', "true", "null", '"// no comment"'),
);

/** JSON text with comments in every place where they may stand. */
const valueText = (depth: number): fc.Arbitrary<string> =>
  depth === 0 ? scalarText : fc.oneof(scalarText, listText(depth), objectText(depth));

const between = fc.tuple(trivia, trivia);
const listText = (depth: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.tuple(valueText(depth - 1), between), { maxLength: 4 }),
      fc.boolean(),
      trivia,
    )
    .map(([items, trailing, end]) => join("[", items, "]", trailing, end));

const objectText = (depth: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.tuple(valueText(depth - 1), between), { maxLength: 4 }),
      fc.boolean(),
      trivia,
    )
    .map(([items, trailing, end]) =>
      join(
        "{",
        items.map(([text, space], index): [string, [string, string]] => [
          `"k${index}": ${text}`,
          space,
        ]),
        "}",
        trailing,
        end,
      ),
    );

function join(
  open: string,
  items: [string, [string, string]][],
  close: string,
  trailing: boolean,
  end: string,
): string {
  const inner = items.map(([text, [before, after]]) => before + text + after).join(",");
  return open + inner + (trailing && items.length > 0 ? "," : "") + end + close;
}

/** The plain value, with records as lists of entries so that order counts. */
function plain(value: SourceValue): unknown {
  if (value.type === "array") return value.items.map(plain);
  if (value.type === "object")
    return { entries: value.entries.map(({ key, value: part }) => [key, plain(part)]) };
  return "value" in value ? value.value : null;
}

function paths(value: SourceValue, path: (string | number)[] = []): (string | number)[][] {
  const inner =
    value.type === "array"
      ? value.items.flatMap((item, index) => paths(item, [...path, index]))
      : value.type === "object"
        ? value.entries.flatMap(({ key, value: part }) => paths(part, [...path, key]))
        : [];
  return [path, ...inner];
}

type Plain = { entries: [string, unknown][] } | unknown[];

/** The same change done to plain values: the second formula. */
function expected(
  root: unknown,
  path: readonly (string | number)[],
  act: (parent: Plain, key: string | number) => void,
): unknown {
  const copy = structuredClone(root) as Plain;
  let parent: Plain = copy;
  for (const key of path.slice(0, -1)) {
    const found: unknown = Array.isArray(parent)
      ? parent[Number(key)]
      : parent.entries.find(([name]) => name === key)?.[1];
    parent = found as Plain;
  }
  act(parent, path.at(-1) ?? 0);
  return copy;
}

const rootText = objectText(3).filter((text) => text.length > 20);

function check(
  text: string,
  pick: number,
  change: (path: (string | number)[]) => Change,
  act: (parent: Plain, key: string | number) => void,
): void {
  const document = parseJson(text);
  expect(document.problems).toEqual([]);
  const root = document.roots[0]?.value as SourceObject;
  const all = paths(root).slice(1);
  const path = all[pick % all.length];
  if (path === undefined) return;
  const { edits, refusal } = applyChanges(document, root, [change(path)]);
  expect(refusal).toBeUndefined();
  const after = applyTextEdits(text, edits);
  const reread = parseJson(after);
  expect([after, reread.problems]).toEqual([after, []]);
  const now = reread.roots[0]?.value;
  expect([after, now && plain(now)]).toEqual([after, expected(plain(root), path, act)]);
  const gone = change(path).type === "insert" ? undefined : valueAt(root, path)?.range;
  const kept = gone ? text.slice(0, gone.start) + "0" + text.slice(gone.end) : text;
  expect(comments(after)).toEqual(comments(kept));
}

/** Comments survive every change, in their order. */
const comments = (text: string): string[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*.*?\*\//g)]
    .map(([match]) => match)
    .filter((match) => !match.startsWith('"'));

const newValue: fc.Arbitrary<NewValue> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom("250 steps", "5%", "x, }", true),
);

describe("changes of JSON", () => {
  it("set exactly one value", () => {
    fc.assert(
      fc.property(rootText, fc.nat(), newValue, (text, pick, value) => {
        const set = Object.is(value, -0) ? 0 : value;
        check(
          text,
          pick,
          (path) => ({ type: "set", path, value: set }),
          (parent, key) => {
            if (Array.isArray(parent)) parent[Number(key)] = set;
            else for (const entry of parent.entries) if (entry[0] === key) entry[1] = set;
          },
        );
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it("remove exactly one part and keep all comments", () => {
    fc.assert(
      fc.property(rootText, fc.nat(), (text, pick) => {
        check(
          text,
          pick,
          (path) => ({ type: "remove", path }),
          (parent, key) => {
            if (Array.isArray(parent)) parent.splice(Number(key), 1);
            else parent.entries = parent.entries.filter(([name]) => name !== key);
          },
        );
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it("insert exactly one part before, between and after", () => {
    fc.assert(
      fc.property(rootText, fc.nat(), fc.boolean(), (text, pick, after) => {
        const value = { kind: "constant", value: 1 };
        const written = {
          entries: [
            ["kind", "constant"],
            ["value", 1],
          ],
        };
        const place = (key: string | number): string | number =>
          typeof key === "number" ? key + (after ? 1 : 0) : "added";
        check(
          text,
          pick,
          (path) => ({
            type: "insert",
            path: [...path.slice(0, -1), place(path.at(-1) ?? 0)],
            value,
            ...(after && { after: String(path.at(-1)) }),
          }),
          (parent, key) => {
            if (Array.isArray(parent)) parent.splice(Number(place(key)), 0, written);
            else {
              const index = after
                ? parent.entries.findIndex(([name]) => name === key) + 1
                : parent.entries.length;
              parent.entries.splice(index, 0, ["added", written]);
            }
          },
        );
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it("set a value by one edit within its own range", () => {
    fc.assert(
      fc.property(
        rootText,
        fc.nat(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (text, pick, value) => {
          const document = parseJson(text);
          const root = document.roots[0]?.value as SourceObject;
          const numbers = paths(root).filter((path) => path.length > 0);
          const path = numbers[pick % Math.max(1, numbers.length)] ?? [];
          const { edits } = applyChanges(
            document,
            root,
            path.length > 0 ? [{ type: "set", path, value }] : [],
          );
          expect(edits.length).toBeLessThanOrEqual(1);
          const range = valueAt(root, path)?.range;
          for (const edit of edits)
            expect([
              edit.range.start >= (range?.start ?? 0),
              edit.range.end <= (range?.end ?? 0),
            ]).toEqual([true, true]);
        },
      ),
    );
  });
});

describe("numbers written like others", () => {
  it("read back as exactly the value", () => {
    const styles = fc.constantFrom(
      "1",
      "1.0",
      "0.10",
      ".5",
      "5e-4",
      "5E+10",
      "1e-05",
      "1_000",
      "1_000.5",
      "0x10",
      "-3",
    );
    fc.assert(
      fc.property(styles, fc.double({ noNaN: true, noDefaultInfinity: true }), (style, value) => {
        expect(Number(numberLike(style, value).replaceAll("_", "")) === value).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ["1_000", 250_000, "250_000"],
    ["1_000", 999, "999"],
    ["5e-4", 0.00025, "2.5e-4"],
    ["5e-4", 3, "3"],
    [".5", 0.25, ".25"],
    ["0.5", 1, "1"],
    ["1.0", 3, "3.0"],
  ])("%s as %d is %s", (style, value, text) => {
    expect(numberLike(style, value)).toBe(text);
  });
});
