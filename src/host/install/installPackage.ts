// A file that imports the library where it is not installed: TypeScript says so, or the plugin that
// lends the types meanwhile (src/typescriptPlugin), and here are the two ways to have it.
import {
  CodeAction,
  CodeActionKind,
  Disposable,
  commands,
  l10n,
  languages,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CancellationToken,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type ExtensionContext,
  type Range,
  type TextDocument,
} from "vscode";
import { showFailure, type Log } from "../log";
import { ID } from "../names";
import { rangeIn } from "../positions";
import { commandFor, manifestOf, textOf } from "./manifests";

const PACKAGE = "learning-rate-designer";
/** The quick fix's alone, which tells it where; no command of the palette. */
const INSTALL = `${ID}.installPackage`;
/** TypeScript's numbers of a module that is not found, and of one that has no types. */
const NOT_FOUND = new Set([2307, 2792, 7016]);
const LANGUAGES = ["typescript", "typescriptreact", "javascript", "javascriptreact"];
/** Where a terminal can run in a file's folder. */
const WITH_TERMINAL = ["file", "vscode-remote"];

class InstallActions implements CodeActionProvider {
  constructor(private readonly version: string) {}

  async provideCodeActions(
    document: TextDocument,
    _range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const diagnostics = context.diagnostics.filter(isMissing);
    if (diagnostics.length === 0) return [];
    const manifest = await manifestOf(document.uri);
    if (!manifest || token.isCancellationRequested) return [];
    const actions = [await installing(manifest), await this.naming(manifest)];
    return actions.flatMap((action) => (action ? [Object.assign(action, { diagnostics })] : []));
  }

  /** Names the package in the manifest, for whoever installs by other means; one undo. */
  private async naming(manifest: Uri): Promise<CodeAction | undefined> {
    const { dependencyEdits } = await import("../lazy/packageJson");
    const text = await textOf(manifest);
    const edits = dependencyEdits(text, PACKAGE, `^${this.version}`);
    if (!edits || edits.length === 0) return undefined;
    const action = new CodeAction(
      l10n.t("Add {0} to package.json", PACKAGE),
      CodeActionKind.QuickFix,
    );
    action.edit = new WorkspaceEdit();
    for (const edit of edits) action.edit.replace(manifest, rangeIn(text, edit.range), edit.text);
    return action;
  }
}

/** Undefined where nothing may be run: in Restricted Mode, or where the files are not on a machine. */
async function installing(manifest: Uri): Promise<CodeAction | undefined> {
  if (!workspace.isTrusted || !WITH_TERMINAL.includes(manifest.scheme)) return undefined;
  const title = l10n.t("Run “{0}” in a Terminal", await commandFor(manifest, PACKAGE));
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: INSTALL, arguments: [manifest] };
  action.isPreferred = true;
  return action;
}

/** Whether TypeScript misses the library, and no other package. */
function isMissing({ source, code, message }: Diagnostic): boolean {
  const number = typeof code === "object" ? code.value : code;
  const isTypeScripts = source === "ts" || source === "js";
  return isTypeScripts && NOT_FOUND.has(Number(number)) && NAMED.test(message);
}
const NAMED = new RegExp(`['"]${PACKAGE}['"]`);

async function install(manifest: unknown): Promise<void> {
  if (!(manifest instanceof Uri) || !workspace.isTrusted) return;
  const command = await commandFor(manifest, PACKAGE);
  const terminal = window.createTerminal({ name: PACKAGE, cwd: Uri.joinPath(manifest, "..") });
  terminal.show();
  terminal.sendText(command);
}

/** Quick fixes on an import of the library that finds nothing. */
export function registerInstall({ extension }: ExtensionContext, log: Log): Disposable {
  const { version } = extension.packageJSON as { readonly version: string };
  const selector = LANGUAGES.map((language) => ({ language }));
  return Disposable.from(
    commands.registerCommand(INSTALL, (manifest: unknown) =>
      install(manifest).catch((error: unknown) => showFailure(log, error)),
    ),
    languages.registerCodeActionsProvider(selector, new InstallActions(version), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  );
}
