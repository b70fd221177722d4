import type { ProbePoint } from "../request";
import type { ProbeRun } from "./run";

/**
 * Every point of every curve, one a line: schedule, seed, series, step, value (RFC 4180). Names that
 * a spreadsheet would take for a formula are written with an apostrophe before them.
 */
export function runCsv(run: ProbeRun): string {
  const names = new Map(run.schedules.map(({ id, name }) => [id, cell(name)]));
  const lines = run.replicas.flatMap((replica) => {
    const head = `${names.get(replica.schedule) ?? ""},${replica.seed}`;
    const series: [string, readonly ProbePoint[]][] = [
      ["train", replica.train],
      ["validation", replica.validation],
      ["accuracy", replica.accuracy],
      ...replica.measured,
    ];
    return series.flatMap(([name, points]) =>
      points.map(([step, value]) => `${head},${cell(name)},${step},${text(value)}`),
    );
  });
  return ["schedule,seed,series,step,value", ...lines, ""].join("\r\n");
}

const text = (value: number): string => (Number.isFinite(value) ? String(value) : "");

function cell(content: string): string {
  const safe = /^[=+\-@\t\r]/.test(content) ? `'${content}` : content;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
