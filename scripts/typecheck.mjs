// Type-checks every room of the project under its own compiler settings, with the compiler that is
// native code: ESLint and the bundler of types need the one in JavaScript, which takes five times as long.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const COMPILER = createRequire(import.meta.url).resolve("typescript-native/package.json");
const TSC = path.join(COMPILER, "../bin/tsc");
const PROJECTS = [
  ".",
  "src/core",
  "src/probe",
  "src/cli",
  "src/typescriptPlugin",
  "webview",
  "test",
];

const failed = PROJECTS.filter((project) => {
  const { status } = spawnSync(process.execPath, [TSC, "-p", project], {
    cwd: ROOT,
    stdio: "inherit",
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`type errors in: ${failed.join(", ")}`);
  process.exitCode = 1;
}
