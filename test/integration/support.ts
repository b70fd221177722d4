import * as vscode from "vscode";
import type { Api } from "../../src/host/api";

export const EXTENSION_ID = "learning-rate-designer.learning-rate-designer";
export const SOURCE = "learning rate";

/** Starts the extension if nothing has, and returns what it exports. */
export async function activated(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION_ID);
  if (!extension) throw new Error("The extension is not installed.");
  return extension.activate();
}

/** A guard against hanging, no measure of speed: the machine may have much else to do. */
const PATIENCE_MS = 90_000;

/** Waits until a condition holds, and says which did not. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("No folder is open.");
  return folder.uri;
}

export const inWorkspace = (...path: string[]): vscode.Uri =>
  vscode.Uri.joinPath(workspaceFolder(), ...path);

/** Waits until the extension has read the document's present version. */
export async function whenRead(document: vscode.TextDocument): Promise<void> {
  const api = await activated();
  await until(
    `${document.uri.path} was read`,
    () => api.analyzedVersion(document.uri) === document.version,
  );
}

/**
 * Opens a file as a person does. (A document from `openTextDocument` would stay open for minutes
 * after its editor was closed.)
 */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString())
    throw new Error(`${uri.path} is not open`);
  await whenRead(editor.document);
  return editor;
}

/** Writes a file into the workspace, a copy that the test run throws away, and opens it. */
export async function openNew(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = inWorkspace(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return open(uri);
}

/**
 * Changes a setting of the workspace; resolves once the editor has told this process of it, which is
 * after its own promise. The key's section and scope are those of `getConfiguration`.
 */
export async function setWorkspace(
  key: string,
  value: unknown,
  scope?: vscode.ConfigurationScope,
): Promise<void> {
  const read = (): unknown =>
    vscode.workspace.getConfiguration(undefined, scope).inspect(key)?.workspaceValue;
  const { Workspace } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration(undefined, scope).update(key, value, Workspace);
  const wanted = JSON.stringify(value);
  await until(`${key} is set`, () => JSON.stringify(read()) === wanted);
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

export const problemsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);

export const codeOf = ({ code }: vscode.Diagnostic): unknown =>
  typeof code === "object" ? code.value : code;

/** The range of a piece of text that occurs once. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0 || document.getText().includes(text, start + 1)) {
    throw new Error(`"${text}" does not occur exactly once.`);
  }
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}
