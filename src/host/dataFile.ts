import { FileType, l10n, Uri, workspace, type FileStat } from "vscode";
import { isRelativePath } from "../core/parse/importCandidates";

/** As DATA_LIMITS.bytes, which is not loaded before it is needed. */
const MOST_BYTES = 20_000_000;

/**
 * The text of a data file that a definition names; nothing outside of the workspace's folders is
 * read, and no link is followed.
 *
 * @param from The document of the definition.
 * @param path The data file, relative to it.
 */
export async function readDataFile(from: Uri | undefined, path: string): Promise<string> {
  const uri = isRelativePath(path) && from ? Uri.joinPath(from, "..", path) : undefined;
  if (!uri || !workspace.getWorkspaceFolder(uri)) {
    throw new Error(
      l10n.t('"{0}" is not read: only files of the workspace are, by a relative path.', path),
    );
  }
  const { type, size } = await statOf(uri, path);
  if (type !== FileType.File) throw new Error(l10n.t('"{0}" is no plain file.', path));
  if (size > MOST_BYTES) {
    throw new Error(l10n.t('"{0}" is larger than {1} MB.', path, MOST_BYTES / 1_000_000));
  }
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

async function statOf(uri: Uri, path: string): Promise<FileStat> {
  try {
    return await workspace.fs.stat(uri);
  } catch {
    throw new Error(l10n.t('There is no file "{0}".', path));
  }
}
