// npm test                   installs what is needed and runs every stage
// npm test -- unit webview   runs these stages alone
// npm run test:long          tries the properties of the core, and memory, for an hour and more
// Imports only what needs no installed package: node_modules may not exist yet.
import os from "node:os";
import path from "node:path";
import { ensureDependencies } from "./install/dependencies.mjs";
import { failed } from "./test/counts.mjs";
import { prepare } from "./test/prepare.mjs";
import { sideBySide } from "./test/sideBySide.mjs";
import { STAGES } from "./test/stages.mjs";
import { printSummary } from "./test/summary.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Most stages keep one core busy; a third would only take memory where there are two. */
const WIDTH = Number(process.env["STAGES_AT_ONCE"] ?? Math.min(3, os.availableParallelism()));

function chosenStages(names) {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length === 0)
    return STAGES.filter(({ name }) => names.length === 0 || names.includes(name));
  console.error(`no such stage: ${unknown.join(", ")}`);
  console.error(`the stages are: ${STAGES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

/** What a stage prints is shown as it comes where it runs alone, else in one piece when it ends. */
async function runStage(stage, alone) {
  const printed = [];
  const write = alone ? undefined : (chunk) => printed.push(chunk);
  console.log(alone ? `\n── ${stage.name} ──` : `${stage.name} begins`);
  const start = Date.now();
  const counts = await prepare(ROOT, stage)
    .then(() => stage.run({ root: ROOT, limitMs: stage.limit * 1000 * patience, write }))
    .catch((error) => failed(error.stack));
  if (!alone) console.log(`\n── ${stage.name} ──\n${Buffer.concat(printed).toString()}`);
  if (counts.failures.length === 0) Object.assign(process.env, stage.proves);
  return { name: stage.name, ...counts, ms: Date.now() - start };
}

/** In the long run tests try more, and everything may take so much longer. */
const LONG = { LONG: "1", FAST_CHECK_LIMIT_MS: "36e5" };
const names = process.argv.slice(2).filter((name) => name !== "--long");
const isLong = names.length < process.argv.length - 2;
if (isLong) Object.assign(process.env, LONG);
const patience = isLong ? 20 : 1;

// One for all stages: what is tried a second time is the same.
process.env["FAST_CHECK_SEED"] ??= String(Math.floor(Math.random() * 2 ** 31));

const stages = chosenStages(names);
await ensureDependencies(ROOT);
await import("./typescript.mjs");
const start = Date.now();
const alone = stages.length === 1 || WIDTH === 1;
const results = await sideBySide(stages, (stage) => runStage(stage, alone), alone ? 1 : WIDTH);
printSummary(results, Date.now() - start);
process.exit(results.some(({ failures }) => failures.length > 0) ? 1 : 0);
