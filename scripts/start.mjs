// npm start                     installs, builds and opens VS Code with the extension and examples/
// npm start -- --check          only says which VS Code it would open, and why
// npm start -- --with server    that one: code, desktop or server
// npm start -- --port 3939      the server's port; any free one unless told
// Imports only what needs no installed package: node_modules may not exist yet.
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies } from "./install/dependencies.mjs";
import { runVisibly } from "./run/runVisibly.mjs";
import { surroundings } from "./start/surroundings.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const WAYS = [
  { name: "code", load: async () => (await import("./start/openInstalled.mjs")).installed },
  { name: "desktop", load: async () => (await import("./start/openFetched.mjs")).fetched },
  { name: "server", load: async () => (await import("./start/openServer.mjs")).server },
];

const log = (line) => {
  console.log(line);
};

function options() {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      port: { type: "string", default: "0" },
      with: { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port wants a number from 0 to 65535, not ${values.port}`);
  const names = WAYS.map(({ name }) => name);
  if (values.with && !names.includes(values.with))
    throw new Error(`--with wants one of ${names.join(", ")}, not ${values.with}`);
  return { ...values, port };
}

/** Tries one way; false, with the reason told, if the next one must be tried. */
async function tryWay(way, context, { check }, around) {
  const refusal = way.refusal(around);
  if (refusal) {
    log(`not ${way.title}: ${refusal}`);
    return false;
  }
  log(`chosen: ${way.title}`);
  if (check) return true;
  try {
    await way.open(context, around);
    return true;
  } catch (error) {
    log(`not ${way.title}: ${error.message}`);
    return false;
  }
}

async function main() {
  const chosen = options();
  const context = { root: ROOT, examples: path.join(ROOT, "examples"), port: chosen.port, log };
  const around = surroundings();
  if (!chosen.check) {
    await ensureDependencies(ROOT);
    log("building …");
    const build = ["scripts/build.mjs", "--quiet"];
    await runVisibly(process.execPath, build, { cwd: ROOT, limitMs: 300_000 });
  }
  for (const { name, load } of WAYS) {
    if (chosen.with && chosen.with !== name) continue;
    if (await tryWay(await load(), context, chosen, around)) return;
  }
  throw new Error("no VS Code could be opened");
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
