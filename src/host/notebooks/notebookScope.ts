import {
  NotebookCellKind,
  workspace,
  type NotebookDocument,
  type TextDocument,
  type Uri,
} from "vscode";
import { joinCells, type NotebookScript } from "../../core/formats/notebook/cells";
import type { Range } from "../../core/text/range";
import type { Described, Surroundings } from "../documents";

const CELL = "vscode-notebook-cell";

/** A cell among the others of its notebook, which are one scope. */
export interface NotebookScope extends NotebookScript {
  readonly notebook: NotebookDocument;
  /** Where this cell stands in the joined text. */
  readonly cell: Range;
}

const isCell = (uri: Pick<Uri, "scheme">): boolean => uri.scheme === CELL;

/** What values and files are remembered by: of a cell its notebook, as cells are named anew each time. */
export const ownerOf = (uri: Uri): Uri => (isCell(uri) ? uri.with({ fragment: "" }) : uri);

/** Whether one document's text is part of what the other says. */
export const isSameScope = (a: Uri, b: Uri): boolean =>
  ownerOf(a).toString() === ownerOf(b).toString();

/** The notebook of a Python cell; undefined for every other document. */
export function notebookOf(
  document: Pick<Described, "uri" | "languageId">,
): NotebookDocument | undefined {
  if (!isCell(document.uri) || document.languageId !== "python") return undefined;
  const address = document.uri.toString();
  return workspace.notebookDocuments.find(
    (notebook) =>
      notebook.uri.path === document.uri.path &&
      notebook.getCells().some((cell) => cell.document.uri.toString() === address),
  );
}

/** The Python cells of a notebook, in its order. */
export const pythonCells = (notebook: NotebookDocument): TextDocument[] =>
  notebook
    .getCells()
    .filter(
      ({ kind, document }) => kind === NotebookCellKind.Code && document.languageId === "python",
    )
    .map(({ document }) => document);

/** A cell with all others around it; `text`: what it would say in place of what it says. */
export function scopeOf(document: TextDocument, text?: string): NotebookScope | undefined {
  const notebook = notebookOf(document);
  if (!notebook) return undefined;
  const own = notebook.getCells().find((cell) => cell.document === document)?.index ?? -1;
  const code = notebook.getCells().flatMap((cell) => {
    if (cell.kind !== NotebookCellKind.Code || cell.document.languageId !== "python") return [];
    const asked = cell.index === own ? text : undefined;
    return [{ number: cell.index + 1, text: asked ?? cell.document.getText() }];
  });
  const script = joinCells(code);
  const cell = script.cells.find(({ number }) => number === own + 1);
  return cell && { ...script, notebook, cell: cell.range };
}

/** What a cell is known by: all cells' text, and what changes with text, order and number of them. */
export function surroundingsOf(document: Described): Surroundings | undefined {
  const notebook = notebookOf(document);
  if (!notebook) return undefined;
  const cells = pythonCells(notebook);
  return {
    version: cells.map(({ uri, version }) => `${uri.fragment} ${version}`).join(" "),
    text: () => cells.map((cell) => cell.getText()).join("\n"),
  };
}
