import type { Severity } from "../../core/problem";
import type { Details } from "./details";
import { formatCount } from "../../core/text/format";

/** One problem as the command line prints it; lines and columns count from 1, in UTF-16 units. */
export interface Diagnostic {
  readonly file: string;
  /** Of a notebook: the cell's number among all cells, in which lines are counted. */
  readonly cell?: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** Fixes and related places, made when a format asks for them; none in a notebook's cell. */
  readonly details?: () => Promise<Details>;
}

/** Writes what was found, in the order of the files. Adding one: a file like those beside, and a line in `table.ts`. */
export type LintFormat = (diagnostics: readonly Diagnostic[]) => string | Promise<string>;

const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

export function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((one) => one.severity === severity).length;
}

/**
 * For services that know nothing of cells: lines of a notebook's JSON mean nothing to anybody, so
 * that the message says the place and the file's beginning carries it.
 */
export function withoutCell(diagnostic: Diagnostic): Diagnostic {
  const { cell, line, message } = diagnostic;
  if (cell === undefined) return diagnostic;
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { ...diagnostic, ...start, message: `Cell ${cell}, line ${line}: ${message}` };
}

/** "1 error, 2 warnings" */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = plural(countOf(diagnostics, "error"), "error");
  return `${errors}, ${plural(countOf(diagnostics, "warning"), "warning")}`;
}
