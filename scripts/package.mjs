// node scripts/package.mjs [options of vsce package]
// Packs the extension. Relative links of the README lead to the repository where the manifest names
// one, as a release's does; else they stay as they are.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const VSCE = path.join(ROOT, "node_modules/@vscode/vsce/vsce");
const { repository } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));

const links = repository ? [] : ["--no-rewrite-relative-links", "--allow-missing-repository"];
const args = [VSCE, "package", ...links, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
process.exitCode = status ?? 1;
