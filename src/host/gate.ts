import { FileType, l10n, workspace, type FileStat, Uri } from "vscode";

/** How a file stands before it is read, or why it is not; undefined where there is none. */
export type Look = { readonly stat: FileStat } | { readonly refusal: string } | undefined;

let looks = 0;

/** How often a file has come to the gate since the extension was started. */
export const filesLookedAt = (): number => looks;

const MEGABYTE = 1_000_000;

/**
 * The gate that every file goes through which a definition names: a regular file, of a bounded size,
 * inside of the workspace. No link is followed, of a file or of a folder above it: VS Code tells an
 * extension that there is one, but not where it leads.
 */
export async function lookAt(uri: Uri, mostBytes: number): Promise<Look> {
  looks += 1;
  const folder = workspace.getWorkspaceFolder(uri);
  if (!folder) return { refusal: l10n.t("it lies outside of the workspace") };
  const stat = await statOf(uri);
  if (!stat) return undefined;
  if (stat.type & FileType.SymbolicLink || (await isBehindLink(uri, folder.uri)))
    return { refusal: l10n.t("links aren't followed: they may lead out of the workspace") };
  if (stat.type !== FileType.File) return { refusal: l10n.t("it isn't a regular file") };
  if (stat.size > mostBytes)
    return { refusal: l10n.t("it is larger than {0} MB", mostBytes / MEGABYTE) };
  return { stat };
}

/**
 * The names of the regular files in a folder of the workspace, in order; undefined where there is no
 * such folder, or a link leads to it.
 */
export async function namesIn(folder: Uri): Promise<readonly string[] | undefined> {
  const root = workspace.getWorkspaceFolder(folder);
  if (!root || (await isBehindLink(Uri.joinPath(folder, "-"), root.uri))) return undefined;
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.flatMap(([name, type]) => (type === FileType.File ? [name] : [])).sort();
  } catch {
    // It went, or may not be listed.
    return undefined;
  }
}

/** Whether one of the folders between the workspace's and the file is a link. */
async function isBehindLink(uri: Uri, root: Uri): Promise<boolean> {
  for (let at = parent(uri); at.path.length > root.path.length; at = parent(at)) {
    const stat = await statOf(at);
    if (!stat || stat.type & FileType.SymbolicLink) return true;
  }
  return false;
}

const parent = (uri: Uri): Uri => Uri.joinPath(uri, "..");

async function statOf(uri: Uri): Promise<FileStat | undefined> {
  try {
    return await workspace.fs.stat(uri);
  } catch {
    // There is no such file: another of the candidates may be the one.
    return undefined;
  }
}
