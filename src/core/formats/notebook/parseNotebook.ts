import { syntaxProblem } from "../../parse/syntaxProblem";
import type { Problem } from "../../problem";
import { t } from "../../text/words";
import { joinCells, type CodeCell, type NotebookScript } from "./cells";

/** More cells, or more code in them, are not read. */
const MOST_CELLS = 10_000;
const MOST_CODE = 1_000_000;

/** A notebook's code, or why there is none. */
export type NotebookReading = NotebookScript & { readonly problems: readonly Problem[] };

/**
 * The Python of a notebook file (nbformat 3 and 4). Its outputs are passed over; a notebook of
 * another language has no cells for us.
 */
export function parseNotebook(text: string): NotebookReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // a RangeError is JSON inside JSON without end
    const why = error instanceof SyntaxError ? error.message : t("it is nested too deeply");
    return refused(t`This notebook isn't JSON: ${why}.`, text);
  }
  const cells = cellsOf(value);
  if (!cells) return refused(t("This JSON has no cells: it isn't a notebook."), text);
  if (!isPython(value)) return { ...joinCells([]), problems: [] };
  const code = codeCells(cells);
  return code
    ? { ...joinCells(code), problems: [] }
    : refused(t("This notebook holds more code than is read."), text);
}

/** A refusal stands at the file's beginning: no text of it was read. */
const refused = (message: string, text: string): NotebookReading => ({
  ...joinCells([]),
  problems: [syntaxProblem({ start: 0, end: Math.min(1, text.length) }, message)],
});

function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function cellsOf(value: unknown): readonly unknown[] | undefined {
  const cells = member(value, "cells") ?? member(value, "worksheets", "0", "cells");
  return Array.isArray(cells) ? cells : undefined;
}

function isPython(notebook: unknown): boolean {
  const language =
    member(notebook, "metadata", "kernelspec", "language") ??
    member(notebook, "metadata", "language_info", "name");
  return typeof language !== "string" || /^i?python\d?$/i.test(language);
}

/** Undefined where there is too much of it. */
function codeCells(cells: readonly unknown[]): CodeCell[] | undefined {
  if (cells.length > MOST_CELLS) return undefined;
  let length = 0;
  const found = cells.flatMap((cell, index): CodeCell[] => {
    if (member(cell, "cell_type") !== "code") return [];
    const text = sourceOf(member(cell, "source") ?? member(cell, "input"));
    length += text.length;
    return [{ number: index + 1, text }];
  });
  return length > MOST_CODE ? undefined : found;
}

/** One text, or one for each line with its break. */
function sourceOf(source: unknown): string {
  const lines = Array.isArray(source) ? source : [source];
  return lines.filter((line) => typeof line === "string").join("");
}
