import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const run = promisify(execFile);
const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(ROOT, file), "utf8")) as Record<string, string>;

const bundles = readdirSync(path.join(ROOT, "l10n")).filter((name) => /\.l10n\.\w+\./.test(name));
const manifests = readdirSync(ROOT).filter((name) => /^package\.nls\.\w+\.json$/.test(name));

/** What a translation may not change: places for values, code, keys, links. */
const FIXED = /\{\d+\}|`[^`]*`|\(command:[^)]*\)|\n/g;
const fixed = (text: string): string[] => [...new Set(text.match(FIXED))].sort();

describe.each(bundles)("%s", (name) => {
  it("has every word of the source, and no other", async () => {
    await run(process.execPath, ["scripts/words.mjs", "--check"], { cwd: ROOT });
  });

  it("leaves a place for every value", () => {
    for (const [english, text] of Object.entries(read(`l10n/${name}`))) {
      expect(fixed(text), text).toEqual(fixed(english));
    }
  });
});

describe.each(manifests)("%s", (name) => {
  const english = read("package.nls.json");
  const translated = read(name);

  it("has every word of the manifest but those that only a model reads", () => {
    const shown = Object.keys(english).filter((key) => !key.endsWith(".model"));
    expect(Object.keys(translated)).toEqual(shown);
  });

  it("keeps links, keys and code", () => {
    for (const [key, text] of Object.entries(translated)) {
      expect(fixed(text), key).toEqual(fixed(english[key] ?? ""));
    }
  });
});

it("proves that there is a second language", () => {
  expect(bundles).toContain("bundle.l10n.de.json");
  expect(manifests).toContain("package.nls.de.json");
});
