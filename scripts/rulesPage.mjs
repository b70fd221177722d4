// Writes docs/rules.md, and the codes that the setting `rules` knows, from the table of rules; with
// --check says whether both are up to date.
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import * as prettier from "prettier";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/rules.md");
const manifest = join(root, "package.json");

async function loadRules() {
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/core/rules/table.ts")],
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return (await import(`data:text/javascript;base64,${code}`)).rules;
}

const section = ({ id, severity, title, why, source }) => `## ${title} <a id="${id}"></a>

\`${id}\` · ${severity}

${why}

Source: [${source.label}](${source.url})
`;

const introduction = `# Rules

Every rule judges the evaluated curve, not its spelling. The severity given here is the one that
holds unless the setting \`learningRateDesigner.rules\` gives the rule another, or \`"off"\`.

Comments in the file do the same, in JSON and in TypeScript, and count before the settings. Without
names they speak of all rules:

| comment | concerns |
| --- | --- |
| \`// schedule-ignore RULES\` | its own line |
| \`// schedule-ignore-next-line RULES\` | the line below it |
| \`// schedule-ignore-schedule RULES\` | the schedule around it, or the one that begins on the line below |
| \`// schedule-ignore-file RULES\` | the whole file; in one of its first ten lines |

\`schedule-severity\`, with the same endings, gives rules another severity instead. Of several
comments the narrowest counts. A quick fix writes them.

\`\`\`ts
// schedule-ignore-next-line warmup-too-long
linear({ from: 0, to: 0.1, for: "60%" }),
cosine({ to: 0 }), // schedule-severity dead-tail=hint, never-decays=off
\`\`\`
`;

/** The page's text, formatted as the repository is. */
export async function rulesPage() {
  const rules = await loadRules();
  const table = rules.map(
    ({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${title} |`,
  );
  const overview = ["| rule | severity | finds |", "| --- | --- | --- |", ...table].join("\n");
  const text = [introduction, overview, ...rules.map(section)].join("\n\n");
  const options = await prettier.resolveConfig(page);
  return prettier.format(text, { ...options, parser: "markdown" });
}

/** package.json with the codes of all rules, so that settings files complete and check them. */
export async function manifestWithRules() {
  const text = await readFile(manifest, "utf8");
  const json = JSON.parse(text);
  const rules = await loadRules();
  const settings = json.contributes.configuration.map(({ properties }) => properties);
  const setting = Object.assign({}, ...settings)["learningRateDesigner.rules"];
  setting.propertyNames = { enum: rules.map(({ id }) => id) };
  const options = await prettier.resolveConfig(manifest);
  return prettier.format(JSON.stringify(json), { ...options, filepath: manifest });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [file, text] of [
    [page, await rulesPage()],
    [manifest, await manifestWithRules()],
  ]) {
    if (!process.argv.includes("--check")) await writeFile(file, text);
    else if ((await readFile(file, "utf8").catch(() => "")) !== text) {
      console.error(`${relative(root, file)} is out of date: run node scripts/rulesPage.mjs`);
      process.exitCode = 1;
    }
  }
}
