// Writes the tables of docs/format.md from the shapes with which the core reads definitions: what
// stands between <!-- NAME --> and <!-- /NAME -->. With --check says whether they are up to date.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import prettier from "prettier";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/format.md");

const CORE = `
  export { phaseKinds } from "./src/core/schedule/kinds/table";
  export { lengthEntries } from "./src/core/schedule/length";
  export { optimizerEntries, probeEntries } from "./src/core/schedule/definition";
  export { modifierEntries } from "./src/core/schedule/track";
  export { followerEntries } from "./src/core/schedule/followers";
  export { layersEntries } from "./src/core/schedule/layers";
  export { samplesEntries } from "./src/core/schedule/samples";
  export { plateauEntries } from "./src/core/schedule/plateau";
  export { getDescription } from "valibot";
`;

async function loadCore() {
  const { outputFiles } = await build({
    stdin: { contents: CORE, resolveDir: root },
    bundle: true,
    write: false,
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "silent",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

const cell = (text) => text.replaceAll("|", "\\|");

/** Keys with what they mean; those that must be there are marked. */
function entriesTable(entries, getDescription) {
  const rows = Object.entries(entries).map(([key, shape]) => {
    const text = getDescription(shape.type === "optional" ? shape.wrapped : shape) ?? "";
    return `| \`${key}\`${shape.type === "optional" ? "" : " (required)"} | ${cell(text)} |`;
  });
  return ["| key | meaning |", "| --- | --- |", ...rows].join("\n");
}

const COMMON = ["kind", "for", "every", "endpoint"];

function kindSection({ kind, summary, formula, schema, ownsEvery, endpoint }, getDescription) {
  const own = Object.entries(schema.entries).filter(
    ([key]) =>
      !COMMON.includes(key) || (key === "every" && ownsEvery) || (key === "endpoint" && endpoint),
  );
  const table = own.length === 0 ? [] : [entriesTable(Object.fromEntries(own), getDescription)];
  const also = COMMON.filter((key) => key in schema.entries && !own.some(([name]) => name === key));
  const common = `And ${also
    .map((key) => `\`${key}\``)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1")}, as [every phase](#what-phases-share).`;
  return [`#### ${kind}`, summary, `Value: ${formula}.`, ...table, common].join("\n\n");
}

async function parts() {
  const { getDescription, phaseKinds, ...core } = await loadCore();
  const overview = phaseKinds.map(
    ({ kind, summary }) => `| [\`${kind}\`](#${kind.toLowerCase()}) | ${cell(summary)} |`,
  );
  const kinds = [
    ["| kind | what it is |", "| --- | --- |", ...overview].join("\n"),
    ...phaseKinds.map((kind) => kindSection(kind, getDescription)),
  ].join("\n\n");
  const tables = Object.entries(core).map(([name, entries]) => [
    name.replace(/Entries$/, ""),
    entriesTable(entries, getDescription),
  ]);
  return { kinds, ...Object.fromEntries(tables) };
}

/** The page with its generated parts made anew, formatted as the repository is. */
async function withParts(text) {
  let made = text;
  for (const [name, part] of Object.entries(await parts())) {
    const place = new RegExp(`(<!-- ${name} -->)[^]*(<!-- /${name} -->)`);
    if (!place.test(made)) throw new Error(`docs/format.md has no place for ${name}`);
    made = made.replace(place, (_, open, close) => `${open}\n\n${part}\n\n${close}`);
  }
  const options = await prettier.resolveConfig(page);
  return prettier.format(made, { ...options, parser: "markdown" });
}

const current = await readFile(page, "utf8");
const text = await withParts(current);
if (!process.argv.includes("--check")) await writeFile(page, text);
else if (current !== text) {
  console.error("docs/format.md is out of date: run node scripts/formatPage.mjs");
  process.exitCode = 1;
}
