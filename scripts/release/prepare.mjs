// node scripts/release/prepare.mjs VERSION YYYY-MM-DD
// Makes the present folder say that VERSION is what is released on that day: the manifest and its
// lock, the changelog, and the calls of the command line in the hook and the docs.
import { readFileSync, writeFileSync } from "node:fs";

const [version = "", date = ""] = process.argv.slice(2);
const CALLS = [".pre-commit-hooks.yaml", "docs/ci.md"];

function refuse(why) {
  console.error(why);
  process.exit(2);
}

if (!/^\d+\.\d+\.\d+$/.test(version)) refuse(`"${version}" is no version like 1.2.3`);
if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
  refuse(`"${date}" is no day like 2026-01-31`);

/** The texts are made before the first is written: a mistake leaves everything as it was. */
const texts = new Map();
const change = (file, edit) => texts.set(file, edit(readFileSync(file, "utf8")));

change("CHANGELOG.md", (text) => {
  if (text.includes(`## [${version}]`)) refuse(`CHANGELOG.md has ${version} already`);
  if (!/## \[Unreleased\]\n+###/.test(text)) refuse("CHANGELOG.md has nothing under [Unreleased]");
  return text.replace("## [Unreleased]\n", `## [Unreleased]\n\n## [${version}] - ${date}\n`);
});
for (const file of ["package.json", "package-lock.json"])
  change(file, (text) => {
    const json = JSON.parse(text);
    json.version = version;
    if (json.packages?.[""]) json.packages[""].version = version;
    return `${JSON.stringify(json, undefined, 2)}\n`;
  });
for (const file of CALLS)
  change(file, (text) =>
    text
      .replace(/learning-rate-designer@\d+\.\d+\.\d+/g, `learning-rate-designer@${version}`)
      .replace(/rev: v\d+\.\d+\.\d+/g, `rev: v${version}`),
  );
for (const [file, text] of texts) writeFileSync(file, text);
