// npm test                   installs what is needed and runs every stage
// npm test -- unit webview   runs these stages alone
// Imports only what needs no installed package: node_modules may not exist yet.
import path from "node:path";
import { ensureDependencies } from "./install/dependencies.mjs";
import { failed } from "./test/counts.mjs";
import { STAGES } from "./test/stages.mjs";
import { printSummary } from "./test/summary.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");

function chosenStages(names) {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length === 0)
    return STAGES.filter(({ name }) => names.length === 0 || names.includes(name));
  console.error(`no such stage: ${unknown.join(", ")}`);
  console.error(`the stages are: ${STAGES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

async function prepare({ needsChromium, needsEditions = [] }) {
  if (needsChromium) {
    const { ensureChromium } = await import("./install/chromium.mjs");
    await ensureChromium(ROOT);
  }
  for (const edition of needsEditions) {
    const { installEdition } = await import("../test/harness/installEdition.ts");
    await installEdition(edition, console.log);
  }
}

async function runStage(stage) {
  console.log(`\n── ${stage.name} ──`);
  const start = Date.now();
  const counts = await prepare(stage)
    .then(() => stage.run({ root: ROOT, limitMs: stage.limit * 1000 }))
    .catch((error) => failed(error.stack));
  return { name: stage.name, ...counts, ms: Date.now() - start };
}

const stages = chosenStages(process.argv.slice(2));
await ensureDependencies(ROOT);
await import("./typescript.mjs");
const results = [];
for (const stage of stages) results.push(await runStage(stage));
printSummary(results);
process.exit(results.some(({ failures }) => failures.length > 0) ? 1 : 0);
