import { describe, expect, it } from "vitest";
import { plainScalar } from "../../../src/core/syntax/yaml/scalars";
import { parseYaml } from "../../../src/core/syntax/yaml/parseYaml";
import { toPlain } from "../parse/plain";

// what yaml.safe_load of PyYAML 6.0 gives
describe("a plain scalar", () => {
  it.each<[string, unknown]>([
    ["2e-5", "2e-5"],
    ["1e-4", "1e-4"],
    ["1.0e4", "1.0e4"],
    ["1e+4", "1e+4"],
    ["2.0e-5", 2e-5],
    ["1.e-4", 1e-4],
    [".5", 0.5],
    ["-0.1", -0.1],
    ["1_000", 1000],
    ["0x1F", 31],
    ["017", 15],
    ["0b101", 5],
    ["010.5", 10.5],
    ["yes", true],
    ["Off", false],
    ["null", null],
    ["~", null],
    ["", null],
    [".inf", Infinity],
    ["-.INF", -Infinity],
    ["true1", "true1"],
    ["1.2.3", "1.2.3"],
  ])("%s", (text, value) => {
    expect(plainScalar(text)).toBe(value);
  });
});

describe("YAML", () => {
  const plain = (text: string): unknown => toPlain(parseYaml(text).root);

  it("has ranges that hold what they say", () => {
    const text = "a:\n  b: 2.0e-5 # comment\n  c: [1, two]\n";
    const { root } = parseYaml(text);
    expect(plain(text)).toEqual({ a: { b: 2e-5, c: [1, "two"] } });
    const a = root?.entries[0]?.value;
    const b = a?.type === "object" ? a.entries[0] : undefined;
    expect(text.slice(b?.value.range.start, b?.value.range.end)).toBe("2.0e-5");
    expect(text.slice(b?.keyRange.start, b?.keyRange.end)).toBe("b");
  });

  it("follows aliases and merges, own keys first", () => {
    const text = "base: &b {lr: 1, wd: 2}\nrun: {<<: *b, lr: 3}\ncopy: *b\n";
    expect(plain(text)).toEqual({
      base: { lr: 1, wd: 2 },
      run: { wd: 2, lr: 3 },
      copy: { lr: 1, wd: 2 },
    });
  });

  it("leaves to run time what OmegaConf and templates fill in", () => {
    expect(plain("a: ${b.c}\nb: ???\nc: '{{ x }}'")).toEqual({
      a: { unknown: "${b.c}", reason: "runtime" },
      b: { unknown: "???", reason: "runtime" },
      c: { unknown: "{{ x }}", reason: "runtime" },
    });
  });

  it("reads comments that touch what they stand behind, as PyYAML does", () => {
    const { root, problems } = parseYaml('a: [1]#, 2]\nb: "x"# c\nc: {d: 1}#e\nd: f#g\n');
    expect([toPlain(root), problems]).toEqual([{ a: [1], b: "x", c: { d: 1 }, d: "f#g" }, []]);
  });

  it("reads the first of several documents", () => {
    expect(plain("a: 1\n---\nb: 2\n")).toEqual({ a: 1 });
    expect(parseYaml("a: 1\n---\nb: 2\n").problems).toEqual([]);
  });
});

const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ..."bcdefghi".split("").map((name, i) => {
    const before = "abcdefgh"[i] ?? "a";
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(",")}]`;
  }),
].join("\n");

describe("hostile YAML", () => {
  it.each<[string, string]>([
    ["a bomb of aliases", bomb],
    ["an anchor in a circle", "a: &a\n  b: *a\n  lr0: 1\n"],
    ["a merge in a circle", "a: &a\n  <<: *a\n"],
    ["5 MB on one line", `a: ${"x".repeat(5_000_000)}`],
    ["deep lists", `a: ${"[".repeat(5000)}`],
    ["deep maps", "a: ".repeat(2000)],
    ["tabs and nothing", "\t\t: \t\n-\n- -\n?"],
    ["unknown anchors and tags", "a: *nothing\nb: !!python/object/apply:os.system ['ls']\n"],
    ["binary", "\u0000\u0001\uFFFF"],
    ["odd keys", "? [a, b]\n: 1\n? {c: d}\n: 2\n__proto__: 3\n"],
  ])("%s ends, and throws nothing", (_, text) => {
    expect(() => parseYaml(text)).not.toThrow();
  });
});
