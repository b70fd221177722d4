import { Uri, window, workspace } from "vscode";

/** Where a file that is not saved yet can be named for the place it is going to have. */
const SAVED_BY_NAME = ["file", "vscode-remote"];
const MOST_NAMESAKES = 100;

/**
 * The address of a file that is still to be saved, beside the file that is open or in the first
 * folder, under a name that nothing has there yet: saving it asks for nothing. Undefined without a
 * folder.
 */
export async function newFile(base: string, ending: string): Promise<Uri | undefined> {
  const folder = presentFolder();
  if (!folder) return undefined;
  for (let count = 1; count <= MOST_NAMESAKES; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    const uri = Uri.joinPath(folder, name + ending);
    const unsaved = uri.with({ scheme: "untitled" });
    if (!isOpen(unsaved) && !(await exists(uri))) return unsaved;
  }
  return undefined;
}

function presentFolder(): Uri | undefined {
  const [first] = workspace.workspaceFolders ?? [];
  const file = window.activeTextEditor?.document.uri;
  const isWithin =
    file && workspace.getWorkspaceFolder(file) && SAVED_BY_NAME.includes(file.scheme);
  const folder = isWithin ? Uri.joinPath(file, "..") : first?.uri;
  return folder && SAVED_BY_NAME.includes(folder.scheme) ? folder : undefined;
}

const isOpen = (uri: Uri): boolean =>
  workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

const exists = async (uri: Uri): Promise<boolean> => {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
};
