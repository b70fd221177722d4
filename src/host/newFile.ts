import { l10n, Position, Uri, window, workspace, WorkspaceEdit, type TextDocument } from "vscode";

/** Where a file that is not saved yet can be named for the place it is going to have. */
const SAVED_BY_NAME = ["file", "vscode-remote"];
const MOST_NAMESAKES = 100;

/** Opens a definition that is still to be saved; without a folder it is still to be named, too. */
export async function openUnsaved(
  base: string,
  language: "json" | "typescript",
  content: string,
): Promise<TextDocument> {
  const uri = await newFile(base, language === "json" ? ".schedule.json" : ".ts");
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
 * The address of a file that is still to be saved, beside the file that is open or in the first
 * folder, under a name that nothing has there yet: saving it asks for nothing. Undefined without a
 * folder.
 */
async function newFile(base: string, ending: string): Promise<Uri | undefined> {
  const folder = presentFolder();
  const uri = folder && (await freeName(folder, base, ending));
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
