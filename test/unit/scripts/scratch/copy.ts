import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Addition } from "./additions";

const ROOT = resolve(import.meta.dirname, "../../../..");
const COPIED = [
  "src",
  "scripts",
  "media/schedule.schema.json",
  "package.json",
  "package.nls.json",
  "tsconfig.json",
  "tsconfig.base.json",
  ".prettierrc.json",
];

/** A copy of the sources, to add to and to run. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), "scratch-"));

  constructor() {
    for (const name of COPIED)
      cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"), "junction");
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Writes the addition's file, and its line in its table. */
  add({ file, source, table, list, line, imported = "" }: Addition): void {
    writeFileSync(join(this.folder, file), source.replaceAll(/^ {4}/gm, ""));
    const text = this.read(table);
    if (!text.includes(list)) throw new Error(`${table} has no ${list}`);
    const changed = text.replace(list, `${list}\n  ${line},`);
    writeFileSync(join(this.folder, table), `${imported}\n${changed}`);
  }

  /** What a script or program of the copy prints; throws with it where it fails. */
  run(program: string, ...args: string[]): string {
    return execFileSync(process.execPath, [program, ...args], {
      cwd: this.folder,
      encoding: "utf8",
    });
  }

  /** The exports of a module that is bundled within the copy. */
  async load(source: string): Promise<unknown> {
    const outfile = join(this.folder, "bundle.mjs");
    await build({
      stdin: { contents: source, resolveDir: this.folder, loader: "ts" },
      bundle: true,
      outfile,
      format: "esm",
      platform: "node",
      mainFields: ["module", "main"],
      logLevel: "silent",
    });
    return import(pathToFileURL(outfile).href);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
