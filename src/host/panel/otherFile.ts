import { workspace, type TextDocument, type TextEditor } from "vscode";
import { Owner } from "../disposables";
import { scheduleLanguage } from "../documents";

/**
 * The file in the active editor where that is none whose schedules are read: the panel says so, in
 * place of what another file holds.
 */
export class OtherFile extends Owner {
  private looked: TextDocument | undefined;

  constructor(private readonly changed: () => void) {
    super();
    this.own(
      workspace.onDidCloseTextDocument((document) => {
        if (document === this.looked) this.turn(undefined);
      }),
    );
  }

  /** Undefined as well once the file says something that is read. */
  get document(): TextDocument | undefined {
    return this.looked && !scheduleLanguage(this.looked) ? this.looked : undefined;
  }

  /** Nothing else than an editor counts: neither output nor what has no place among the editors. */
  look(editor: TextEditor | undefined): void {
    if (!editor) return;
    const isFile = editor.viewColumn !== undefined && !scheduleLanguage(editor.document);
    this.turn(isFile ? editor.document : undefined);
  }

  /** Looks at the last schedule again. */
  turnBack(): void {
    this.turn(undefined);
  }

  private turn(document: TextDocument | undefined): void {
    if (document === this.looked) return;
    this.looked = document;
    this.changed();
  }
}
