import { writtenCount, writtenNumber } from "../text/format";
import type { DataTable } from "./dataTable";

/** Significant digits: enough to compare with a training log. */
const DIGITS = 6;

/** Tables in Markdown, each below its schedule's name; for notes and reports, so rounded. */
export const toMarkdown = (tables: readonly DataTable[]): string =>
  tables.map((table) => `**${escape(table.name)}**\n\n${markdownTable(table)}\n`).join("\n");

function markdownTable({ steps, columns }: DataTable): string {
  const head = ["step", ...columns.map(({ name }) => escape(name))];
  const rows = steps.map((step, index) => [
    writtenCount(step),
    ...columns.map(({ values }) => value(values[index] ?? NaN)),
  ]);
  const rule = head.map(() => "---:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const value = (number: number): string =>
  Number.isFinite(number) ? writtenNumber(number, DIGITS) : "–";

/** Foreign text literally and on one line: what might be markup becomes a character reference. */
const escape = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`);
