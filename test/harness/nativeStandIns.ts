import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";

// Two native modules of VS Code are not compiled here. Without anything in their place each process
// prints a page of stack traces and writes no log. The names are exported one by one because VS Code
// reads them by `import()`, and Node finds a CommonJS module's names by reading its text.
const LOGGER = `const fs = require("fs"), path = require("path");
const NAMES = ["trace", "debug", "info", "warning", "error", "critical", "off"];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.raw = false; }
  put(level, text) {
    if (level < this.level || !this.file) return;
    const line = this.raw ? String(text) : new Date().toISOString() + " [" + NAMES[level] + "] " + text + "\\n";
    try { fs.appendFileSync(this.file, line); } catch {}
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() { this.file = null; }
}
["trace", "debug", "info", "warn", "error", "critical"].forEach((name, level) => {
  Logger.prototype[name] = function (text) { this.put(level, text); };
});
async function create(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(file);
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

// VS Code polls its parent's process id by itself as well.
const WATCHDOG = `exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
`;

const STAND_INS: readonly (readonly [folder: string, text: string])[] = [
  ["@vscode/spdlog", LOGGER],
  ["@vscode/native-watchdog", WATCHDOG],
  ["native-watchdog", WATCHDOG],
];

/** Puts plain JavaScript in the place of the native modules that are there. */
export function writeStandIns(nodeModules: string): void {
  for (const [name, text] of STAND_INS) {
    const folder = path.join(nodeModules, name);
    if (existsSync(folder)) writeFileSync(path.join(folder, "index.js"), text);
  }
}
