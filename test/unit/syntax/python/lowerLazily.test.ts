import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SyntaxParser } from "../../../../src/core/parse/syntaxTree";
import { lowerPython } from "../../../../src/core/syntax/python/lower";
import { lowerLazily } from "../../../../src/core/syntax/python/lazy/lowerLazily";
import { parserFor } from "../../formats/read";
import { runs } from "../../runs";

const scriptsIn = (folder: string): (readonly [name: string, text: string])[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]);

const goldenSources = (library: string): (readonly [name: string, text: string])[] =>
  readFileSync(`test/fixtures/golden/${library}.jsonl`, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { id: string; form: string; source: string })
    .filter(({ form }) => form === "python")
    .map(({ id, source }) => [id, source]);

const SCRIPTS = [
  ...scriptsIn("examples/python"),
  ...scriptsIn("test/fixtures/dialects/reference"),
  ...scriptsIn("scripts"),
  ...goldenSources("torch").slice(0, 40),
  ...goldenSources("keras").slice(0, 20),
];

const LONG_BODY = "        total = total + first_number * second_number\n".repeat(3);

/** What a cut between definitions has to get past. */
const HARD: readonly (readonly [what: string, text: string])[] = [
  ["nothing", ""],
  ["comments only", "# a\n\n   # b\n"],
  [
    "a text that looks like code",
    `X = """\ndef f():\n    return 1\n"""\ndef g(total):\n${LONG_BODY}`,
  ],
  [
    "brackets over lines",
    `X = [\n1,\n2,\n]\nclass A:\n    def f(self,\n          a=(1,\n2)):\n${LONG_BODY}`,
  ],
  ["a backslash", `X = 1 + \\\n2\ndef g():\n    if 1:\n${LONG_BODY}    return 3\n`],
  [
    "quotes in quotes",
    `def g():\n    a = 'it"s' + "it's" + '\\'' # don't\n    if 1:\n${LONG_BODY}X = 1\n`,
  ],
  [
    "comments behind a body",
    `def g():\n    if 1:\n${LONG_BODY}        # inner\n    # body\n  # less\n# none\nX = 1\n`,
  ],
  [
    "a comment behind the last token",
    `def g():\n    if 1:\n${LONG_BODY.trimEnd()}  # last\nX = 1\n`,
  ],
  [
    "decorators",
    `@a\n# note\n@b(1,\n   2)\nasync def g():\n    if 1:\n${LONG_BODY}@c\nclass D(A):\n    @property\n    def f(self):\n        if 1:\n    ${LONG_BODY.replaceAll("\n", "\n    ").trimEnd()}\n`,
  ],
  ["tabs", `def g():\n\tif 1:\n${LONG_BODY.replaceAll("        ", "\t\t")}X = 1\n`],
  ["line ends of Windows", `def g():\n    if 1:\n${LONG_BODY}\nX = 1\n`.replaceAll("\n", "\r\n")],
  [
    "functions in branches",
    `if a:\n    def g():\n        if 1:\n    ${LONG_BODY.replaceAll("\n", "\n    ").trimEnd()}\nelse:\n    g = None\n`,
  ],
  [
    "classes of methods alone",
    `class A(nn.Module, Base):
    """What it is."""

    # note
    @property
    def f(self, a: int = 3, *rest, b="x", **more) -> Dict[str, int]:
${LONG_BODY}        # inner
    # last
# none
class B:
    pass
class C(A):
    async def g(self):
        return 1
`,
  ],
  [
    "classes of more than methods",
    `class A:
    rate = 0.1
    def f(self):
${LONG_BODY}class B(A, metaclass=M):
    def f(self):
${LONG_BODY}class C(make()):
    def f(self, a=A.rate):
${LONG_BODY}class D: pass
class E:
    def f(self): return 1
`,
  ],
  [
    "defaults that are no literals",
    `def f(a, b=N, c=(1, 2), d=[1]):
${LONG_BODY}`,
  ],
  [
    "a base that is no name",
    `class A(None):
    def f(self):
${LONG_BODY}`,
  ],
  ["a generator", `def g():\n    for i in x:\n        yield i\n${LONG_BODY}`],
  ["no last newline", `def g():\n    if 1:\n${LONG_BODY.trimEnd()}`],
];

/** With what is lowered later only: a program is compared as it is when all of it has been asked for. */
const whole = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === "late" ? undefined : part)));

function atOnce(text: string, parser: SyntaxParser): unknown {
  const tree = parser.parse(text);
  if (!tree) throw new Error("no tree");
  expect(tree.rootNode.hasError).toBe(false);
  const program = lowerPython(tree.rootNode, text);
  tree.delete();
  return whole(program);
}

describe("a program lowered piece by piece", () => {
  it.each([...HARD, ...SCRIPTS])("is that of the whole text: %s", async (_, text) => {
    const parser = await parserFor("python");
    const expected = atOnce(text, parser);
    expect(whole(lowerLazily({ uri: "file:///a.py", text }, parser))).toEqual(expected);
    // moved by a line, and in another file
    const moved = `import math\n${text}`;
    expect(whole(lowerLazily({ uri: "file:///a.py", text: moved }, parser))).toEqual(
      atOnce(moved, parser),
    );
    expect(whole(lowerLazily({ uri: "file:///b.py", text }, parser))).toEqual(expected);
  });

  it("does not depend on what was read before it", async () => {
    const parser = await parserFor("python");
    const pieces = [...HARD, ...SCRIPTS.slice(0, 8)].map(([, text]) => `${text}\n`);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(pieces, { minLength: 1, maxLength: 4 }),
        async (some) => {
          const text = some.join("").replaceAll("\r", "").replaceAll("\t", "    ");
          const known = whole(lowerLazily({ uri: "file:///a.py", text }, parser));
          expect(known).toEqual(atOnce(text, parser));
          await Promise.resolve();
        },
      ),
      { numRuns: runs(20, 400) },
    );
  });

  it("parses a function's statements when they are asked for, and once", async () => {
    const parser = await parserFor("python");
    const parsed: string[] = [];
    const counting: SyntaxParser = {
      parse: (text, options) => {
        parsed.push(text);
        return parser.parse(text, options);
      },
    };
    const text = `def once_only():\n    if 1:\n${LONG_BODY}x = 1\n`;
    const read = (now: string) => lowerLazily({ uri: "file:///a.py", text: now }, counting);
    const [first] = read(text)?.body ?? [];
    expect(parsed.join("\n")).not.toContain("first_number");
    if (first?.type !== "functionDefinition") throw new Error("no function");
    expect(first.value.body).toHaveLength(1);
    expect(parsed.join("\n")).toContain("first_number");
    const before = parsed.length;
    const [again] = read(text.replace("x = 1", "x = 2"))?.body ?? [];
    expect(again).toBe(first);
    expect(parsed.slice(before)).toEqual(["x = 2\n"]);
  });

  it("does not parse a class of methods alone before something asks for one", async () => {
    const parser = await parserFor("python");
    const parsed: string[] = [];
    const counting: SyntaxParser = {
      parse: (text, options) => {
        parsed.push(text);
        return parser.parse(text, options);
      },
    };
    const text = `class Net(nn.Module):\n    def forward(self):\n${LONG_BODY}x = 1\n`;
    const [first] = lowerLazily({ uri: "file:///late.py", text }, counting)?.body ?? [];
    if (first?.type !== "classDefinition") throw new Error("no class");
    expect(first.value.bases).toHaveLength(1);
    expect([...(first.value.late ?? [])]).toEqual(["forward"]);
    expect(parsed).toEqual(["x = 1\n"]);
    expect(first.value.body).toHaveLength(1);
    expect(parsed).toHaveLength(2);
  });

  it("keeps a bracket that is left open within its definition", async () => {
    const parser = await parserFor("python");
    const text = "a = f(1,\ndef g():\n    return 1\nclass A:\n    pass\n";
    const body = lowerLazily({ uri: "file:///a.py", text }, parser)?.body ?? [];
    expect(body.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["functionDefinition", "classDefinition"]),
    );
  });
});
