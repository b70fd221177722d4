// Imports node's own modules only: it runs on a fresh clone, before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runVisibly } from "../run/runVisibly.mjs";

const INSTALL_LIMIT_MS = 600_000;

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});

/** The packages that the lock file wants and node_modules has not, or has in another version. */
function missing(root) {
  const installed = read(path.join(root, "node_modules/.package-lock.json"));
  const wanted = Object.entries(read(path.join(root, "package-lock.json")));
  // Optional ones may rightly be absent: most are binaries for other platforms.
  return wanted
    .filter(([name, { optional }]) => name !== "" && !optional)
    .filter(([name, { version }]) => installed[name]?.version !== version)
    .map(([name]) => name);
}

/** Installs the npm dependencies unless they are there as the lock file says. */
export async function ensureDependencies(root) {
  const names = missing(root);
  if (names.length === 0) return;
  console.log(`installing npm dependencies (${names.length} missing or in another version) …`);
  // What is there already stays there: "ci" would first throw all of it away.
  const isFresh = !existsSync(path.join(root, "node_modules"));
  const args = [isFresh ? "ci" : "install", "--no-update-notifier", "--no-audit", "--no-fund"];
  await runVisibly("npm", args, { cwd: root, limitMs: INSTALL_LIMIT_MS });
}
