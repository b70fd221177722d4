import { missingRate } from "../core/recordings/missingRate";
import type { ReadLog, Recording, Series } from "../core/recordings/recording";
import { formatCount, formatNumber } from "../core/text/format";
import { plural } from "../core/text/plural";
import { alignedTable, type Environment, json } from "./environment";
import { EXIT } from "./exit";
import { parseFlags, singleFile } from "./flags";
import { readLogFile } from "./logFile";

/** Reads a training log and prints its runs, series and configuration. */
export async function log(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, { json: { type: "boolean" } });
  const file = singleFile(files, "log");
  const read = await readLogFile(file);
  if (flags["json"]) environment.out(json(toJson(read)));
  else environment.out(report(read));
  return read.runs.some(({ series }) => series.size > 0) ? EXIT.ok : EXIT.failed;
}

function toJson({ format, runs, notes }: ReadLog) {
  return { format: format ?? null, runs: runs.map(runJson), notes };
}

const runJson = ({ name, hyperParameters, series, skipped, restarts }: Recording) => ({
  name,
  hyperParameters: Object.fromEntries(hyperParameters),
  series: Object.fromEntries([...series].map(([key, one]) => [key, pairsOf(one)])),
  skipped,
  ...(restarts.length > 0 && { restarts }),
});

/** JSON has no NaN: a value that the log has as NaN or infinite is null. */
const pairsOf = ({ steps, values }: Series): [number, number | null][] =>
  Array.from(steps, (step, i) => {
    const value = values[i] ?? NaN;
    return [step, Number.isFinite(value) ? value : null];
  });

function report({ format, runs, notes }: ReadLog): string {
  const head = format === undefined ? "not a log that is known" : `format: ${format}`;
  const rated = runs.some(({ series }) => series.has("learningRate"));
  const missing = rated ? [] : [missingRate(format)];
  return [head, ...runs.map(runReport), ...notes, ...missing].join("\n\n");
}

function runReport({ name, series, hyperParameters, skipped, restarts }: Recording): string {
  const rows = [...series].map(([key, one]) => [key, ...figuresOf(one)]);
  const lines = [`${name}: ${formatCount(rows.length)} series`];
  if (rows.length > 0) lines.push(alignedTable([HEAD, ...rows], "left"));
  if (restarts.length > 0) lines.push(`resumed at ${restarts.map(formatCount).join(", ")}`);
  if (hyperParameters.size > 0) lines.push(plural(hyperParameters.size, "hyper-parameter"));
  if (skipped > 0) lines.push(`${plural(skipped, "broken or cut-off record")} skipped`);
  return lines.join("\n");
}

const HEAD = [
  "series",
  "tag",
  "points",
  "along",
  "from",
  "to",
  "first",
  "last",
  "least",
  "greatest",
];

function figuresOf({ tag, axis, steps, values }: Series): string[] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const numbers = [values[0], values.at(-1), least, greatest].map((one) =>
    formatNumber(one ?? NaN, 6),
  );
  const ends = [steps[0], steps.at(-1)].map((step) => formatNumber(step ?? NaN, 12));
  return [tag, formatCount(values.length), axis, ...ends, ...numbers];
}
