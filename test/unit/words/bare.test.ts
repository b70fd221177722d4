import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const MODULE = path.join(ROOT, "scripts/words/findBare.mjs");
const SCRIPT = `import { findBare } from ${JSON.stringify(MODULE)};
import { readFileSync } from "node:fs";
const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => findBare(text, "file.ts"))));`;

/** Rooms whose words are all translated. */
const ROOMS = [
  "core/schedule",
  "core/rules",
  "core/facts",
  "core/handles",
  "core/phaseEdits",
  "core/language",
  "core/formats",
  "core/libraries",
  "core/resume",
  "core/parse",
  "host",
];
/** What only an assistant's model reads, publications, names of formats, and the schema, which is one file for all. */
const ENGLISH =
  /^host\/(?:tools\/|templates\.ts)|^core\/rules\/support\/sources|^core\/schedule\/jsonSchema|^core\/formats\/\w+\/format\.ts/;

function linesOf(texts: readonly string[]): number[][] {
  const args = ["--input-type=module", "-e", SCRIPT];
  const input = JSON.stringify(texts);
  return JSON.parse(
    execFileSync(process.execPath, args, { input, encoding: "utf8" }),
  ) as number[][];
}

it("finds what is shown as it is written, and not what is translated", () => {
  expect(
    linesOf([
      'const a = { title: "Two words" };',
      "const b = {\n  message: ok ? t`Two words` : `Bare ${words} here` };",
      'const c = { title: t("Two words"), name: "two words", text: "one" };',
    ]),
  ).toEqual([[1], [2], []]);
});

it("finds nothing of the kind where all is translated", () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(path.join(ROOT, "src", room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => path.posix.join(room, name)),
  ).filter((name) => !ENGLISH.test(name));
  const found = linesOf(files.map((name) => readFileSync(path.join(ROOT, "src", name), "utf8")));
  const places = files.flatMap((name, index) =>
    (found[index] ?? []).map((line) => `${name}:${line}`),
  );
  expect(places).toEqual([]);
});
