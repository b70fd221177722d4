import { execFileSync } from "node:child_process";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const MODULE = path.resolve(import.meta.dirname, "../../../scripts/words/findWords.mjs");
const SCRIPT = `import { findWords } from ${JSON.stringify(MODULE)};
import { readFileSync } from "node:fs";
const files = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(files.map((text) => findWords(text, "file.ts"))));`;

const CORE = 'import { t, word } from "../text/words";\n';

interface Case {
  readonly title: string;
  readonly text: string;
  readonly words?: readonly string[];
  readonly opaque?: readonly number[];
}

const CASES: readonly Case[] = [
  {
    title: "are those of calls, of tagged templates, of tables",
    text: `${CORE}t("one {0}", 1); t\`two \${a} of \${b}.\`; t\`three\`; const x = word("four");`,
    words: ["one {0}", "two {0} of {1}.", "three", "four"],
  },
  {
    title: "are both alternatives, and joined literals",
    text: `${CORE}t(a ? "yes" : b ? "no" : "maybe"); t("a long " + "sentence");`,
    words: ["yes", "no", "maybe", "a long sentence"],
  },
  {
    title: "are those of VS Code's own function",
    text: 'import { l10n } from "vscode";\nl10n.t("Open {0}", name);',
    words: ["Open {0}"],
  },
  {
    title: "are not those of another function of the name",
    text: 'import { say } from "./issue";\nsay("unknown-key"); t("x");',
  },
  {
    title: "cannot be known of a variable, which is said with its line",
    text: `${CORE}\nt(title);`,
    opaque: [3],
  },
];

describe("the words of a file", () => {
  let found: unknown[] = [];
  beforeAll(() => {
    const input = JSON.stringify(CASES.map(({ text }) => text));
    const args = ["--input-type=module", "-e", SCRIPT];
    found = JSON.parse(execFileSync(process.execPath, args, { input, encoding: "utf8" })) as [];
  });

  it.each(CASES.map((each, index) => ({ ...each, index })))(
    "$title",
    ({ index, words = [], opaque = [] }) => {
      expect(found[index]).toEqual({ words, opaque });
    },
  );
});
