// node scripts/release/check.mjs TAG NOTES
// Says whether the present folder is what TAG names: the manifest's version, dated in the changelog,
// whose section is written to the file NOTES.
import { readFileSync, writeFileSync } from "node:fs";

const [tag = "", notes] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const sections = readFileSync("CHANGELOG.md", "utf8").split(/^(?=## \[)/m);
const section = sections.find((text) => text.startsWith(`## [${version}] - `));

if (tag !== `v${version}`) {
  console.error(`the tag is ${tag}, the version ${version}`);
  process.exitCode = 1;
} else if (!section) {
  console.error(`CHANGELOG.md has no dated section for ${version}`);
  process.exitCode = 1;
} else if (notes) writeFileSync(notes, section.replace(/^.*\n+/, ""));
