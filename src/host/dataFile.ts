import { l10n, Uri, workspace } from "vscode";
import { isRelativePath } from "../core/parse/importCandidates";
import { lookAt } from "./gate";

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
  if (!from || !isRelativePath(path))
    throw new Error(l10n.t('"{0}" isn\'t read: data files are named by a relative path.', path));
  const uri = Uri.joinPath(from, "..", path);
  const look = await lookAt(uri, MOST_BYTES);
  if (!look) throw new Error(l10n.t('There is no file "{0}".', path));
  if ("refusal" in look) throw new Error(l10n.t('"{0}" isn\'t read: {1}.', path, look.refusal));
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}
