import { formatCount } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { columnOf, isHole, type Column } from "./columns";
import { DataError, parseCsv, type CsvLine } from "./parseCsv";
import { DATA_LIMITS, type ProbeData } from "./probeData";

/** Fewer rows say nothing. */
const LEAST_ROWS = 10;

/**
 * The table of a CSV text, ready to be trained on. Rows with holes are left out, words become one
 * input each, and columns that tell nothing are left out: `notes` says which.
 *
 * @param name The file, for messages.
 * @param label The column with the classes; the last one without it.
 * @throws DataError where there is nothing to train on
 */
export function readTable(text: string, name: string, label?: string): ProbeData {
  const [head, ...lines] = parseCsv(text);
  if (!head) throw new DataError(t`${name} is empty.`);
  const names = checkHead(head.fields, name);
  checkWidths(lines, names.length, name);
  const at = labelIndex(names, label, name);
  const notes: string[] = [];
  const columns = names.flatMap((column, i) => (i === at ? [] : columnOf(column, i, lines, notes)));
  if (columns.length === 0) throw new DataError(t`${name} has no column to learn from.`);
  const features = columns.flatMap((column) => column.features);
  if (features.length > DATA_LIMITS.features) {
    const found = formatCount(features.length);
    throw new DataError(t`${name} has ${found} inputs; a probe takes ${DATA_LIMITS.features}.`);
  }
  const whole = wholeRows(lines, [at, ...columns.map(({ index }) => index)], name, notes);
  const classes = classesOf(whole, at, names[at] ?? "", name);
  const rows = thinned(whole, features.length, notes);
  return { name, features, classes, ...valuesOf(rows, columns, at, classes), notes };
}

/** [rows, features], and the class of each row. */
function valuesOf(
  rows: readonly CsvLine[],
  columns: readonly Column[],
  at: number,
  classes: readonly string[],
): Pick<ProbeData, "inputs" | "labels"> {
  const width = columns.reduce((sum, { features }) => sum + features.length, 0);
  const inputs = new Float32Array(rows.length * width);
  const indices = new Map(classes.map((name, index) => [name, index]));
  rows.forEach(({ fields }, row) => {
    const values = columns.flatMap(({ index, read }) => read(fields[index] ?? ""));
    inputs.set(values, row * width);
  });
  const labels = Uint8Array.from(rows, ({ fields }) => indices.get((fields[at] ?? "").trim()) ?? 0);
  return { inputs, labels };
}

function checkHead(fields: readonly string[], name: string): string[] {
  const names = fields.map((field) => field.trim());
  if (names.every((field) => field === "" || Number.isFinite(Number(field)))) {
    throw new DataError(t`The first line of ${name} must name the columns.`);
  }
  const seen = new Set<string>();
  const twice = names.find((field) => seen.size === seen.add(field).size);
  if (twice !== undefined) throw new DataError(t`${name} has two columns "${twice}".`);
  return names;
}

function checkWidths(lines: readonly CsvLine[], width: number, name: string): void {
  const odd = lines.find(({ fields }) => fields.length !== width);
  if (!odd) return;
  const has = plural(odd.fields.length, "field");
  throw new DataError(t`Line ${odd.line} of ${name} has ${has}, its first line ${width}.`);
}

function labelIndex(names: readonly string[], label: string | undefined, name: string): number {
  const index = label === undefined ? names.length - 1 : names.indexOf(label);
  if (index >= 0) return index;
  const known = names.slice(0, 20).join(", ");
  throw new DataError(t`${name} has no column "${label ?? ""}" for the classes; it has ${known}.`);
}

function wholeRows(
  lines: readonly CsvLine[],
  used: readonly number[],
  name: string,
  notes: string[],
): CsvLine[] {
  const whole = lines.filter(({ fields }) => used.every((i) => !isHole(fields[i] ?? "")));
  const holes = lines.length - whole.length;
  if (holes > 0) {
    notes.push(t`${formatCount(holes)} of ${plural(lines.length, "row")} with holes are left out.`);
  }
  if (whole.length >= LEAST_ROWS) return whole;
  const found = `${plural(whole.length, "row")}${holes > 0 ? " without holes" : ""}`;
  throw new DataError(t`${name} has ${found}; a probe needs at least ${LEAST_ROWS}.`);
}

function classesOf(rows: readonly CsvLine[], at: number, label: string, name: string): string[] {
  const classes = [...new Set(rows.map(({ fields }) => (fields[at] ?? "").trim()))].sort();
  if (classes.length < 2) {
    throw new DataError(t`Column "${label}" of ${name} has only one class: "${classes[0] ?? ""}".`);
  }
  if (classes.length <= DATA_LIMITS.classes) return classes;
  throw new DataError(
    t`Column "${label}" of ${name} has ${formatCount(classes.length)} different values; the probe tells at most ${DATA_LIMITS.classes} classes apart, and fits no numbers.`,
  );
}

/** As many rows as the limits allow, evenly spread over the file. */
function thinned(rows: readonly CsvLine[], features: number, notes: string[]): readonly CsvLine[] {
  const most = Math.min(DATA_LIMITS.rows, Math.floor(DATA_LIMITS.values / features));
  if (rows.length <= most) return rows;
  notes.push(t`${formatCount(most)} of ${formatCount(rows.length)} rows are used, evenly spread.`);
  return Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]).filter(
    (row) => row !== undefined,
  );
}
