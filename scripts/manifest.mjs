// Writes the lists of package.json that follow from tables of the core: the rules and formats of the
// settings, the targets that assistants may convert to; and the name of a new format's setting.
//   node scripts/manifest.mjs           writes package.json and package.nls.json
//   node scripts/manifest.mjs --check   exits with 1 where one is out of date
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import "./typescript.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const from = (file) => import(`../src/core/${file}.ts`);
const { rules } = await from("rules/table");
const { FORMATS } = await from("formats/table");
const { writers } = await from("write/table");
const read = (name) => readFileSync(path.join(ROOT, name), "utf8");

function manifestOf(manifest) {
  const settings = Object.assign(
    {},
    ...manifest.contributes.configuration.map(({ properties }) => properties),
  );
  settings["learningRateDesigner.rules"].propertyNames.enum = rules.map(({ id }) => id);
  const formats = settings["learningRateDesigner.formats"];
  formats.default = Object.fromEntries(FORMATS.map(({ id }) => [id, true]));
  formats.properties = Object.fromEntries(
    FORMATS.map(({ id }) => [
      id,
      { type: "boolean", default: true, description: `%setting.formats.${id}%` },
    ]),
  );
  const convert = manifest.contributes.languageModelTools.find(({ name }) =>
    name.endsWith("_convert"),
  );
  convert.inputSchema.properties.target.enum = writers.map(({ target }) => target);
  return manifest;
}

/** The words of the manifest; a format without its own has its title. */
function namesOf(names) {
  const missing = FORMATS.filter(({ id }) => names[`setting.formats.${id}`] === undefined);
  const added = missing.map(({ id, title }) => [`setting.formats.${id}`, title]);
  return { ...names, ...Object.fromEntries(added) };
}

for (const [name, made] of [
  ["package.json", manifestOf],
  ["package.nls.json", namesOf],
]) {
  const options = { ...(await prettier.resolveConfig(path.join(ROOT, name))), filepath: name };
  const text = await prettier.format(
    JSON.stringify(made(JSON.parse(read(name))), null, 2),
    options,
  );
  if (!process.argv.includes("--check")) writeFileSync(path.join(ROOT, name), text);
  else if (read(name) !== text) {
    console.error(`${name} is out of date: run node scripts/manifest.mjs`);
    process.exitCode = 1;
  }
}
