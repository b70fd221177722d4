import {
  commands,
  EventEmitter,
  FileType,
  l10n,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
  type TextDocumentContentProvider,
} from "vscode";
import type { Writer } from "../../core/write/writer";
import { Owner } from "../disposables";
import { tell } from "../sinks";

/** Documents of this scheme hold what a file would become, beside it in a diff. */
const SCHEME = "learning-rate-proposal";

/** Writes code into a file that the user names; one that exists is shown beside its new text first. */
export class CodeFile extends Owner implements TextDocumentContentProvider {
  private readonly changed = this.own(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;
  private readonly proposals = new Map<string, string>();

  constructor() {
    super();
    this.own(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.own(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.proposals.delete(uri.toString());
      }),
    );
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.proposals.get(uri.toString()) ?? "";
  }

  /** Asks for the file unless it is given. */
  async write(code: string, writer: Writer, source: Uri, given: Uri | undefined): Promise<void> {
    const target = given ?? (await askFor(writer, source));
    if (!target) return;
    if (await isFile(target)) await this.replace(await workspace.openTextDocument(target), code);
    else await create(target, code);
  }

  private async replace(document: TextDocument, code: string): Promise<void> {
    const before = document.getText();
    if (before.replaceAll("\r\n", "\n") === code) {
      await window.showTextDocument(document);
      return;
    }
    const name = nameOf(document.uri);
    const { version } = document;
    await this.showDifference(document.uri, code, name);
    const replace = l10n.t("Replace");
    const answer = await tell(
      l10n.t("Replace what {0} holds by the converted code?", name),
      replace,
    );
    if (answer !== replace) return;
    if (document.version !== version) {
      await tell(l10n.t("The file has changed since: this is out of date."));
      return;
    }
    const edit = new WorkspaceEdit();
    const end = document.positionAt(before.length);
    edit.replace(document.uri, new Range(document.positionAt(0), end), code);
    await workspace.applyEdit(edit);
    await window.showTextDocument(document);
  }

  private async showDifference(target: Uri, code: string, name: string): Promise<void> {
    const proposed = Uri.from({ scheme: SCHEME, path: target.path });
    this.proposals.set(proposed.toString(), code);
    this.changed.fire(proposed);
    const title = l10n.t("{0}: now and converted", name);
    await commands.executeCommand("vscode.diff", target, proposed, title);
  }
}

const nameOf = ({ path }: Uri): string => path.split("/").at(-1) ?? "";

/** A dialog that begins at the schedule's own folder, with the source's name and the target's ending. */
function askFor({ extension, label }: Writer, source: Uri): Thenable<Uri | undefined> {
  const base = nameOf(source).replace(/\..*$/, "") || "schedule";
  const ending = extension.split(".").at(-1) ?? extension;
  return window.showSaveDialog({
    ...(source.scheme === "untitled"
      ? {}
      : { defaultUri: Uri.joinPath(source, "..", `${base}.${extension}`) }),
    filters: { [label]: [ending] },
    saveLabel: l10n.t("Write"),
  });
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type !== FileType.Directory;
  } catch {
    return false;
  }
}

async function create(target: Uri, code: string): Promise<void> {
  await workspace.fs.writeFile(target, new TextEncoder().encode(code));
  await window.showTextDocument(target);
}
