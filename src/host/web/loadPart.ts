// VS Code's host in the browser loads one file of an extension; its `require` knows "vscode" alone and
// `importScripts` is blocked. The parts of this extension are read as files and run the way the
// host has run that one file. scripts/build/lazyHostModules.mjs has `import("./lazy/x")` call this.
import * as vscode from "vscode";

interface Part {
  exports: unknown;
}

type PartBody = (module: Part, exports: unknown, require: (name: string) => unknown) => void;

let folder: vscode.Uri | undefined;
const parts = new Map<string, Promise<unknown>>();

/** Says where the extension lies; called once, before any part is asked for. */
export function setPartsFolder(extensionUri: vscode.Uri): void {
  folder = vscode.Uri.joinPath(extensionUri, "dist", "lazy");
}

/** The exports of `dist/lazy/NAME.js`, which runs once. A failure is not kept: the next call tries again. */
export function loadPart(name: string): Promise<unknown> {
  const known = parts.get(name);
  if (known) return known;
  const loaded = run(name).catch((error: unknown) => {
    parts.delete(name);
    throw error;
  });
  parts.set(name, loaded);
  return loaded;
}

async function run(name: string): Promise<unknown> {
  if (folder === undefined) throw new Error(`"${name}" was asked for before the extension began.`);
  const file = vscode.Uri.joinPath(folder, `${name}.js`);
  const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const part: Part = { exports: {} };
  // The extension's own code, of its own folder: what a user's file says never comes here.
  const body = new Function("module", "exports", "require", named(source, file)) as PartBody;
  body(part, part.exports, (request) =>
    request === "vscode" ? vscode : loadPart(nameOf(request)),
  );
  return part.exports;
}

/** With the name that a debugger and an error's stack show. */
const named = (source: string, file: vscode.Uri): string =>
  `${source}\n//# sourceURL=${file.toString(true)}#vscode-extension`;

/** "configs" of "./configs.js". */
const nameOf = (request: string): string => request.replace(/^.*\/|\.js$/g, "");
