import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import type { ConfigTree } from "../../../src/core/formats/config/dialect";
import { entryOf } from "../../../src/core/parse/sourceValue";
import { parseProtobuf } from "../../../src/core/syntax/protobuf/parseProtobuf";
import { parseToml } from "../../../src/core/syntax/toml/parseToml";
import { parseYaml } from "../../../src/core/syntax/yaml/parseYaml";
import { CONFIG_TEXTS } from "../formats/configTexts";
import { readFormat } from "../formats/read";
import { within } from "../within";

/** Processor milliseconds of a slow machine: what these texts are to stay far below. */
const LIMIT_MS = 4000;

const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

const BOMB = `zzz0: &zzz0 [${"x,".repeat(9)}]\n${times(
  10,
  (i) => `zzz${i + 1}: &zzz${i + 1} [${`*zzz${i},`.repeat(9)}]\n`,
)}`;
const CIRCLES = {
  "a list in itself": "zzz: &zzz [*zzz]\n",
  "a mapping merged into itself": "zzz: &zzz\n  <<: *zzz\n  x: 1\n",
  "two that lead to each other": "zzz: &zzz\n  y: &yyy\n    z: *zzz\n  w: *yyy\n",
};
const DEEP = 10_000;

const codes = ({ problems }: ConfigTree | Analysis): (string | undefined)[] =>
  problems.map(({ code }) => code);

/** What is read of a text; the key `first`, which stands at its head, must be. */
function read(parse: (text: string) => ConfigTree, text: string): ConfigTree {
  const tree = within(LIMIT_MS, () => parse(text));
  expect(entryOf(tree.root, "first")?.value).toMatchObject({ value: 1 });
  return tree;
}

describe("hostile YAML", () => {
  it.each<[string, string, string[]]>([
    ["a bomb of aliases", BOMB, ["too-large"]],
    ["20,000 aliases", `a: &a 1\nb: [${"*a, ".repeat(20_000)}]\n`, []],
    [
      "10,000 keys merged into 10,000",
      `a: &a\n${times(10_000, (i) => `  k${i}: 1\n`)}b:\n  <<: *a\n${times(10_000, (i) => `  l${i}: 1\n`)}`,
      [],
    ],
    ...Object.entries(CIRCLES).map(([name, text]): [string, string, string[]] => [
      name,
      text,
      ["too-large"],
    ]),
  ])("%s is read in bounds, and says what is left out", (_, text, told) => {
    // once for each bound: of values, and of depth
    expect([...new Set(codes(read(parseYaml, `first: 1\n${text}`)))]).toEqual(told);
  });

  it("says once that it is nested too deep", () => {
    const text = `first: 1\na: ${"[".repeat(DEEP)}${"]".repeat(DEEP)}\n`;
    const { problems } = within(LIMIT_MS, () => parseYaml(text));
    expect(problems.filter(({ message }) => /call stack|recursion/.test(message))).toEqual([]);
    expect(problems.filter(({ code }) => code === "too-large")).toHaveLength(1);
  });
});

describe("hostile TOML", () => {
  it.each([
    ["a list that is not closed", `a = [\n${"1,\n".repeat(4000)}`],
    ["a text that is not closed", `a = """\n${"x\n".repeat(4000)}`],
    ["many lists that are not closed", "a = [\n".repeat(2000)],
    ["a number of 10,000 digits", `a = ${"1".repeat(DEEP)}\n`],
  ])("%s keeps what stands before it", (_, text) => {
    read(parseToml, `first = 1\n${text}`);
  });

  it.each([
    ["lists", `a = ${"[".repeat(500)}${"]".repeat(500)}\n`],
    ["keys", `a${".a".repeat(500)} = 1\n`],
    ["tables", `[a${".a".repeat(500)}]\nx = 1\n`],
  ])("says once that %s are nested too deep", (_, text) => {
    expect(codes(read(parseToml, `first = 1\n${text}`))).toEqual(["too-large"]);
  });

  it.each([
    ["lists", `a = ${"[".repeat(DEEP)}${"]".repeat(DEEP)}\n`],
    ["tables within lines", `a = ${"{a=".repeat(DEEP)}1${"}".repeat(DEEP)}\n`],
  ])("does not throw at 10,000 %s in one another", (_, text) => {
    const tree = within(LIMIT_MS, () => parseToml(`first = 1\n${text}`));
    expect(tree.problems).not.toEqual([]);
  });
});

describe("hostile text of protocol buffers", () => {
  it("says once that it is nested too deep", () => {
    const text = `first: 1\n${"a {\n".repeat(DEEP)}${"}\n".repeat(DEEP)}`;
    expect(codes(read(parseProtobuf, text))).toEqual(["too-large"]);
  });
});

const withEnding = (ending: RegExp): readonly (readonly [string, string])[] =>
  CONFIG_TEXTS.filter(([name]) => ending.test(name));

/** How many schedules a file has with a text behind it, and without. */
async function counts(name: string, text: string, added: string): Promise<[number, number]> {
  const [with_, without] = [await readFormat(name, text + added), await readFormat(name, text)];
  return [with_.schedules.length, without.schedules.length];
}

describe.each(withEnding(/\.ya?ml$/))("%s", (name, text) => {
  it.each([["a bomb", BOMB] as const, ...Object.entries(CIRCLES)])(
    "is read with %s in it",
    async (_, added) => {
      const [now, before] = await counts(name, `${text}\n`, added);
      expect(now).toBe(before);
    },
  );
});

describe.each(withEnding(/\.toml$/))("%s", (name, text) => {
  it("is read with a list behind it that is not closed", async () => {
    const [now, before] = await counts(name, `${text}\n`, `[zzz]\na = [\n${"1,\n".repeat(4000)}`);
    expect(now).toBe(before);
  });
});

describe.each(CONFIG_TEXTS)("%s", (name, text) => {
  it.each([
    ["five million characters in one line", `# ${"x".repeat(5_000_000)}\n`],
    ["nothing but NULs", "\0".repeat(10_000)],
    ["a mark of byte order in its midst", "\ufeff\n"],
  ])("does not throw behind it: %s", async (_, added) => {
    const found = await readFormat(name, `${text}\n${added}`).catch((error: unknown) => {
      if (/no format reads/.test(String(error))) return undefined;
      throw error;
    });
    for (const { message } of found?.problems ?? []) expect(message).not.toBe("");
  });
});
