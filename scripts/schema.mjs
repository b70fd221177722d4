// Writes media/schedule.schema.json, the JSON Schema (draft-07) of definitions, from the shapes with
// which the core reads them.
//   node scripts/schema.mjs           writes the file
//   node scripts/schema.mjs --check   exits with 1 where the file is out of date
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import prettier from "prettier";

const ROOT = path.resolve(import.meta.dirname, "..");
const FILE = path.join(ROOT, "media/schedule.schema.json");

const { outputFiles } = await build({
  absWorkingDir: ROOT,
  entryPoints: ["src/core/schedule/jsonSchema.ts"],
  bundle: true,
  write: false,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
});
const source = Buffer.from(outputFiles[0].text).toString("base64");
const { definitionSchema } = await import(`data:text/javascript;base64,${source}`);
const { toJsonSchema } = await import("@valibot/to-json-schema");
const text = await prettier.format(JSON.stringify(definitionSchema(toJsonSchema)), {
  ...(await prettier.resolveConfig(FILE)),
  parser: "json",
});

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, "utf8") !== text) {
  console.error("media/schedule.schema.json is out of date: run node scripts/schema.mjs");
  process.exitCode = 1;
}
