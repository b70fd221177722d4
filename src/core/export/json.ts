import type { DataTable } from "./dataTable";

/**
 * Tables as JSON: {"schedules": [{"name", "length", "step": […], COLUMN: […] …}]} with the columns
 * under "columns". What the definition leaves open is null, as JSON has no NaN.
 */
export function toDataJson(tables: readonly DataTable[]): string {
  const schedules = tables.map(({ name, length, steps, columns }) => ({
    name,
    length,
    step: steps,
    // Without a prototype: a track may have any name.
    columns: Object.assign(
      Object.create(null) as Record<string, unknown>,
      Object.fromEntries(
        columns.map((column) => [column.name, column.values.map(finiteOrNull)] as const),
      ),
    ),
  }));
  return `${JSON.stringify({ schedules }, null, 1)}\n`;
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
