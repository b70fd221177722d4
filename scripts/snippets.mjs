// Writes media/snippets-*.json, the published recipes that completion offers in empty files, from the examples.
//   node scripts/snippets.mjs           writes the files
//   node scripts/snippets.mjs --check   exits with 1 where one is out of date
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import "./typescript.mjs";

const { templates, templatePath } = await import("../src/host/templates.ts");
const ROOT = path.resolve(import.meta.dirname, "..");

/** In a snippet these characters would begin a placeholder. */
const escaped = (text) => text.replace(/[\\$]/g, "\\$&");

function snippetsIn(language) {
  const entries = templates.map((template) => {
    const text = readFileSync(path.join(ROOT, ...templatePath(template, language)), "utf8");
    const snippet = {
      prefix: `lr-${template.file}`,
      body: [...escaped(text.trimEnd()).split("\n"), "$0"],
      description: template.citation,
    };
    return [template.title, snippet];
  });
  return Object.fromEntries(entries);
}

for (const language of ["json", "typescript"]) {
  const name = `media/snippets-${language}.json`;
  const file = path.join(ROOT, name);
  const options = { ...(await prettier.resolveConfig(file)), parser: "json" };
  const text = await prettier.format(JSON.stringify(snippetsIn(language)), options);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${name} is out of date: run node scripts/snippets.mjs`);
    process.exitCode = 1;
  }
}
