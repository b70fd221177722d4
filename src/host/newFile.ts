import { l10n, Position, Uri, window, workspace, WorkspaceEdit, type TextDocument } from "vscode";

/** Where a file that is not saved yet can be named for the place it is going to have. */
const SAVED_BY_NAME = ["file", "vscode-remote"];
const MOST_NAMESAKES = 100;

/**
 * Opens a definition that is still to be saved in the chosen folder, or where the user is; without a
 * folder it is still to be named, too.
 */
export async function openUnsaved(
  base: string,
  language: "json" | "typescript",
  content: string,
  chosen?: Uri,
): Promise<TextDocument> {
  const uri = await newFile(
    chosen ?? presentFolder(),
    base,
    language === "json" ? ".schedule.json" : ".ts",
  );
  const languageId = language === "json" ? "jsonc" : "typescript";
  const document = uri
    ? await filled(uri, content)
    : await workspace.openTextDocument({ language: languageId, content });
  await window.showTextDocument(document);
  return document;
}

async function filled(uri: Uri, content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(0, 0), content);
  if (!(await workspace.applyEdit(edit))) throw new Error(l10n.t("The file cannot be changed."));
  return document;
}

/**
 * The address of a file that is still to be saved in a folder, under a name that nothing has there
 * yet: saving it asks for nothing. Undefined without a folder that can have it.
 */
async function newFile(
  folder: Uri | undefined,
  base: string,
  ending: string,
): Promise<Uri | undefined> {
  if (!folder || !SAVED_BY_NAME.includes(folder.scheme)) return undefined;
  const uri = await freeName(folder, base, ending);
  return uri?.with({ scheme: "untitled" });
}

/** A file of the folder that is not there yet, nor open to be saved: base, base-2, base-3, … */
export async function freeName(
  folder: Uri,
  base: string,
  ending: string,
): Promise<Uri | undefined> {
  for (let count = 1; count <= MOST_NAMESAKES; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    const uri = Uri.joinPath(folder, name + ending);
    if (!isOpen(uri.with({ scheme: "untitled" })) && !(await exists(uri))) return uri;
  }
  return undefined;
}

/** That of the file that is open, or the first of the workspace. */
function presentFolder(): Uri | undefined {
  const [first] = workspace.workspaceFolders ?? [];
  const file = window.activeTextEditor?.document.uri;
  const isWithin =
    file && workspace.getWorkspaceFolder(file) && SAVED_BY_NAME.includes(file.scheme);
  return isWithin ? Uri.joinPath(file, "..") : first?.uri;
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
