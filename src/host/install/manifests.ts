import { Uri, workspace } from "vscode";
import { lookAt } from "../gate";

/** A manifest that is larger was written by no person. */
const MOST_BYTES = 1_000_000;

/** How each package manager adds a package; its lock file tells who manages a folder. */
const MANAGERS = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
  ["bun.lockb", "bun add"],
  ["package-lock.json", "npm install"],
] as const;

/** The package.json that a file belongs to: the nearest one above it, within the workspace. */
export async function manifestOf(file: Uri): Promise<Uri | undefined> {
  for (const folder of foldersAbove(file)) {
    const uri = Uri.joinPath(folder, "package.json");
    if (await isThere(uri)) return uri;
  }
  return undefined;
}

/** The command line that adds a package to a manifest's folder, npm's where no lock file says otherwise. */
export async function commandFor(manifest: Uri, name: string): Promise<string> {
  for (const folder of foldersAbove(manifest)) {
    for (const [lockFile, command] of MANAGERS)
      if (await isThere(Uri.joinPath(folder, lockFile), Infinity)) return `${command} ${name}`;
  }
  return `npm install ${name}`;
}

/** A manifest's text as it stands in an editor, else on the disk. */
export async function textOf(manifest: Uri): Promise<string> {
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === manifest.toString());
  if (open) return open.getText();
  return new TextDecoder().decode(await workspace.fs.readFile(manifest));
}

/** From the file's own folder up to the workspace's. */
function foldersAbove(file: Uri): Uri[] {
  const root = workspace.getWorkspaceFolder(file)?.uri;
  if (!root) return [];
  const folders: Uri[] = [];
  let at = Uri.joinPath(file, "..");
  for (; at.path.length > root.path.length; at = Uri.joinPath(at, "..")) folders.push(at);
  return [...folders, root];
}

async function isThere(uri: Uri, mostBytes = MOST_BYTES): Promise<boolean> {
  const look = await lookAt(uri, mostBytes);
  return look !== undefined && "stat" in look;
}
