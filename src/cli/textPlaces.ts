import type { ParsedDocument } from "../core/parse/sourceValue";
import { cellAt } from "../core/formats/notebook/cells";
import { LineMap } from "../core/text/lineMap";

/** A place as people are told of it: lines and columns from 1; in a notebook those of the cell. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  /** The cell's number among all cells, from 1. */
  readonly cell?: number;
}

/** Says where offsets of a document stand. */
export class TextPlaces {
  private readonly lines: LineMap;

  constructor(private readonly document: Pick<ParsedDocument, "text" | "cells">) {
    this.lines = new LineMap(document.text);
  }

  at(offset: number): TextPlace {
    const { line, character } = this.lines.positionAt(offset);
    const cell = cellAt(this.document.cells ?? [], offset);
    const first = cell ? this.lines.positionAt(cell.range.start).line : 0;
    return {
      line: line - first + 1,
      column: character + 1,
      ...(cell && { cell: cell.number }),
    };
  }
}

/** "12", or "cell 3:12" in a notebook. */
export const lineText = ({ line, cell }: Omit<TextPlace, "column">): string =>
  cell === undefined ? String(line) : `cell ${cell}:${line}`;
