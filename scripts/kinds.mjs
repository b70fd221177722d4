// Writes what follows from the shapes with which the core reads definitions: the builders and types
// of the run-time library, the kinds that a phase can be given on the panel's chart,
// and the table of the probe's tasks.
//   node scripts/kinds.mjs           writes the files
//   node scripts/kinds.mjs --check   exits with 1 where one is out of date
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import "./typescript.mjs";
import { buildersFile, choicesFile, exportsOf, phasesFile, settingsFile } from "./kinds/files.mjs";
import { tasksFile } from "./kinds/tasks.mjs";
import { shapes } from "./kinds/shapes.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const NOTE = "// Written by scripts/kinds.mjs from src/core/schedule.\n";
const current = (name) => readFileSync(path.join(ROOT, name), "utf8");

const files = {
  "src/library/builders.ts": NOTE + buildersFile(shapes),
  "src/library/phases.ts": NOTE + phasesFile(shapes),
  "src/library/settings.ts": NOTE + settingsFile(shapes),
  "src/library/index.ts": current("src/library/index.ts").replace(
    /export \{[^}]*\} from "\.\/builders";/,
    () => exportsOf(shapes),
  ),
  "src/probe/tasks/table.ts": NOTE.replace("schedule.", "probeTasks.ts.") + tasksFile(shapes),
  "src/protocol/phaseKinds.ts": NOTE + choicesFile(shapes),
};

for (const [name, source] of Object.entries(files)) {
  const options = {
    ...(await prettier.resolveConfig(path.join(ROOT, name))),
    parser: "typescript",
  };
  const text = await prettier.format(source, options);
  if (!process.argv.includes("--check")) writeFileSync(path.join(ROOT, name), text);
  else if (current(name) !== text) {
    console.error(`${name} is out of date: run node scripts/kinds.mjs`);
    process.exitCode = 1;
  }
}
