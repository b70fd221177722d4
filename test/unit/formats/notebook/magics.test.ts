import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutMagics } from "../../../../src/core/formats/notebook/magics";

describe("IPython's own syntax", () => {
  it.each([
    ["a line magic", "%matplotlib inline\nx = 1", "                  \nx = 1"],
    ["a shell command", "!pip install torch\nx = 1", "                  \nx = 1"],
    ["help", "torch.optim?\nx = 1", "            \nx = 1"],
    ["help before a name", "?torch\nx = 1", "      \nx = 1"],
    ["a cell of another language", "%%bash\npip install x", "      \n             "],
    ["a magic over Python", "%%time\nx = 1", "      \nx = 1"],
    ["what a command gives", "files = !ls -l", "files = shell_"],
    ["an operator that goes on", "x = (7\n%n)\n", "x = (7\n%n)\n"],
    ["an operator after a backslash", "x = 7 \\\n%n\n", "x = 7 \\\n%n\n"],
    ["a text of several lines", 's = """\n%d\n!"""\n', 's = """\n%d\n!"""\n'],
    ["a bracket in a text", "s = '('\n%time\n", "s = '('\n     \n"],
    ["a bracket in a comment", "x = 1  # (\n!ls\n", "x = 1  # (\n   \n"],
    ["a comparison", "if a != b:\n    y = a % b\n", "if a != b:\n    y = a % b\n"],
  ])("is blanked, as it should: %s", (_name, text, expected) => {
    expect(withoutMagics(text)).toBe(expected);
  });

  it("leaves every character's place and every line", () => {
    const piece = fc.constantFrom(
      "%x",
      "!",
      "(",
      ")",
      '"""',
      "'",
      "\n",
      "a = ",
      "?",
      "\\",
      " ",
      "#",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const blanked = withoutMagics(text);
        expect(blanked).toHaveLength(text.length);
        expect(blanked.split("\n").map((line) => line.length)).toEqual(
          text.split("\n").map((line) => line.length),
        );
      }),
    );
  });
});
