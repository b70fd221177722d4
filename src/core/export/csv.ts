import type { DataTable } from "./dataTable";

/**
 * Tables as CSV (RFC 4180), one below the other: with several the first column names the schedule,
 * and a column that one of them lacks is empty there. Numbers have all digits that tell two doubles
 * apart.
 */
export function toCsv(tables: readonly DataTable[]): string {
  const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const several = tables.length > 1;
  const head = [...(several ? ["schedule"] : []), "step", ...names].map(cell).join(",");
  const rows = tables.flatMap((table) => {
    const name = several ? `${cell(table.name)},` : "";
    const columns = names.map((one) => table.columns.find((column) => column.name === one)?.values);
    return table.steps.map(
      (step, index) =>
        `${name}${[step, ...columns.map((values) => number(values?.[index]))].join(",")}`,
    );
  });
  return [head, ...rows, ""].join("\r\n");
}

const number = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? "" : String(value);

/**
 * A name as a cell. Spreadsheets run what begins like a formula, and a name may come from anywhere:
 * an apostrophe before it makes it text.
 */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  // readers that know comments cut a row off at "#", unless it stands in quotes
  return /[",\r\n#]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
