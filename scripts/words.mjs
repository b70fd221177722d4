// Writes l10n/bundle.l10n.json, the words of the source for translators. With --check says whether
// it is up to date. Either way says which words a translation lacks, or has for nothing.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findBare } from "./words/findBare.mjs";
import { findWords } from "./words/findWords.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "l10n");
const BUNDLE = path.join(FOLDER, "bundle.l10n.json");

const sources = ["src", "webview"].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(ROOT, folder, name)),
);
const keys = [
  ...new Set(sources.flatMap((file) => findWords(readFileSync(file, "utf8"), file).words)),
];
const bundle = `${JSON.stringify(Object.fromEntries(keys.sort().map((key) => [key, key])), null, 2)}\n`;

/** What a translation lacks is shown in English: nothing breaks, but it is said. */
function compare(name) {
  const translated = Object.keys(JSON.parse(readFileSync(path.join(FOLDER, name), "utf8")));
  const lacking = keys.filter((key) => !translated.includes(key));
  const idle = translated.filter((key) => !keys.includes(key));
  for (const key of lacking) console.error(`${name} lacks ${JSON.stringify(key)}`);
  for (const key of idle) console.error(`${name} has ${JSON.stringify(key)} for nothing`);
  return lacking.length + idle.length;
}

/** Where all words are translated already, none may be left out; what only a model reads may. */
const TRANSLATED =
  /src\/(?:core\/(?:schedule|rules|facts|handles|phaseEdits|language|formats|libraries|resume|parse)|host)\//;
const ENGLISH =
  /src\/host\/(?:tools\/|templates\.ts)|rules\/support\/sources\.ts|schedule\/jsonSchema\.ts|formats\/\w+\/format\.ts/;

function bareIn(file) {
  if (!TRANSLATED.test(file) || ENGLISH.test(file)) return [];
  return findBare(readFileSync(file, "utf8"), file).map((line) => `${file}:${line}`);
}

const bare = sources.flatMap(bareIn);
for (const place of bare) console.error(`${place}: not translated`);

const check = process.argv.includes("--check");
const stale = readFileSync(BUNDLE, "utf8") !== bundle;
if (!check) writeFileSync(BUNDLE, bundle);
else if (stale) console.error("l10n/bundle.l10n.json is out of date: npm run generate");
const wrong = readdirSync(FOLDER)
  .filter((name) => /^bundle\.l10n\..+\.json$/.test(name) && name !== path.basename(BUNDLE))
  .map(compare)
  .reduce((sum, count) => sum + count, 0);
if (wrong > 0 || (check && (stale || bare.length > 0))) process.exitCode = 1;
