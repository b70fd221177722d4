import type { NotebookCell } from "../../parse/sourceValue";
import { withoutMagics } from "./magics";

/** A cell of Python as it is written, and its number among all cells, from 1. */
export interface CodeCell {
  readonly number: number;
  readonly text: string;
}

/** The cells of a notebook as one scope. */
export interface NotebookScript {
  /** Their Python in the document's order, without IPython's own commands. */
  readonly text: string;
  /** Where each of them stands in it. */
  readonly cells: readonly NotebookCell[];
}

/** Joins cells in their order; in which order they are run, a notebook does not say. */
export function joinCells(codeCells: readonly CodeCell[]): NotebookScript {
  const texts: string[] = [];
  const cells: NotebookCell[] = [];
  let start = 0;
  for (const { number, text } of codeCells) {
    texts.push(withoutMagics(text));
    cells.push({ number, range: { start, end: start + text.length } });
    start += text.length + 1;
  }
  return { text: texts.join("\n"), cells };
}

/** The cell that holds an offset of the joined text. */
export const cellAt = (cells: readonly NotebookCell[], offset: number): NotebookCell | undefined =>
  cells.find(({ range }) => offset <= range.end && offset >= range.start) ?? cells.at(-1);
