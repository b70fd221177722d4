import type { Analysis, AnalyzedSchedule } from "../core/analysis";
import { asCounted } from "../core/formats/counted";
import { withEdits } from "../core/edit/rebase";
import { lengthened, notLengthened } from "../core/resume/lengthened";
import { resume as resumeRun, type Resumed, type ResumeReport } from "../core/resume/resume";
import type { Schedule } from "../core/schedule/schedule";
import { formatCount, formatNumber } from "../core/text/format";
import { setFlags } from "../core/text/setFlags";
import { alignedTable, type Environment, json } from "./environment";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, type GivenValues, tellErrors } from "./files";
import { countFlag, parseFlags, singleFile, textFlag } from "./flags";
import { GIVEN, givenValues } from "./given";

const SPEC = {
  at: { type: "string" },
  length: { type: "string" },
  with: { type: "string" },
  schedule: { type: "string" },
  json: { type: "boolean" },
  ...GIVEN,
} as const;

const MOST_STEPS = 2 ** 52;
const RATES = 21;

/** Says what the framework does with the rate of a run that is resumed, for each way to restore it. */
export async function resume(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  const file = singleFile(files, "resume");
  const at = countFlag(flags, "at", 1, MOST_STEPS);
  if (at === undefined) throw new UsageError("resume needs --at, the updates that were made");
  const name = textFlag(flags, "schedule");
  const values = givenValues(flags);
  const reading = { file, name, values, environment };
  const found = await chosenIn(reading);
  const other = textFlag(flags, "with");
  const steps = countFlag(flags, "length", 1, MOST_STEPS);
  if (other !== undefined && steps !== undefined)
    throw new UsageError("give --length or --with, not both");
  const next =
    other !== undefined
      ? (await chosenIn({ ...reading, file: other })).schedule
      : await withSteps(found, steps, reading);
  const format = found.analyzed.foreign?.format;
  const report = resumeRun(found.schedule, next, at, format);
  if ("reason" in report) throw new UsageError(report.reason);
  environment.out(
    flags["json"]
      ? json(toJson(report, found.schedule.name, format))
      : told(report, found.schedule, format),
  );
  return EXIT.ok;
}

interface Reading {
  readonly file: string;
  readonly name: string | undefined;
  readonly values: GivenValues;
  readonly environment: Environment;
  readonly text?: string;
}

interface Chosen {
  readonly analysis: Analysis;
  readonly analyzed: AnalyzedSchedule;
  readonly schedule: Schedule;
}

async function chosenIn({ file, name, values, environment, text }: Reading): Promise<Chosen> {
  const analysis = await analyzeFile(file, environment, values, text);
  tellErrors(analysis, environment);
  const analyzed = analysis.schedules.find((one) => name === undefined || one.name === name);
  if (!analyzed) {
    const known = analysis.schedules.map((one) => `"${one.name}"`).join(", ");
    throw new UsageError(`no schedule "${name ?? ""}" in ${file}; it has ${known || "none"}`);
  }
  // a framework resumes by its own count
  const { schedule, unknowns } = asCounted(analyzed);
  if (!schedule || unknowns.length > 0) {
    const missing = setFlags(unknowns.map(({ symbol }) => symbol));
    throw new UsageError(`"${analyzed.name}" isn't known yet${missing && `; give ${missing}`}`);
  }
  return { analysis, analyzed, schedule };
}

async function withSteps(
  { analysis, analyzed, schedule }: Chosen,
  steps: number | undefined,
  reading: Reading,
): Promise<Schedule> {
  if (steps === undefined) return schedule;
  const found = lengthened(analysis.document, analyzed, steps);
  if ("schedule" in found) return found.schedule;
  if ("reason" in found) throw notStretched(found.reason);
  const text = withEdits(analysis.document.text, found.edits);
  const next = await chosenIn({ ...reading, name: analyzed.name, text });
  const reason = notLengthened(next.schedule, steps);
  if (reason !== undefined) throw notStretched(reason);
  return next.schedule;
}

const notStretched = (reason: string): UsageError =>
  new UsageError(`--length: ${reason}; give the resumed run's own file with --with`);

function toJson({ ways, ...report }: ResumeReport, name: string, format: string | undefined) {
  return {
    schedule: name,
    format: format ?? "native",
    ...report,
    ways: ways.map((way) => wayJson(way, report)),
  };
}

/** JSON has no NaN: what isn't known is null. */
const drawn = (value: number): number | null => (Number.isFinite(value) ? value : null);

function wayJson(
  { id, title, why, first, jump, gap, largest, curve, ends }: Resumed,
  { at, length }: Pick<ResumeReport, "at" | "length">,
) {
  const last = Math.min(length, ends ?? Infinity) - 1;
  const steps = Array.from({ length: RATES }, (_, i) =>
    Math.round(at + (i * (last - at)) / (RATES - 1)),
  );
  return {
    id,
    title,
    why,
    first: drawn(first),
    jump: drawn(jump),
    gap: drawn(gap),
    largest: largest ?? null,
    ends: ends ?? null,
    rates: curve ? [...new Set(steps)].map((step) => [step, drawn(curve.at(step))]) : null,
  };
}

function told(
  { at, before, unbroken, wanted, length, ways }: ResumeReport,
  schedule: Schedule,
  format: string | undefined,
): string {
  const head = `${schedule.name} (${format ?? "native"}), resumed after ${formatCount(at)} of ${formatCount(schedule.length)} steps, over ${formatCount(length)}`;
  const rates = `rate before ${formatNumber(before)}, without a break ${formatNumber(unbroken)}, wanted ${formatNumber(wanted)}`;
  const number = (value: number): string => (Number.isFinite(value) ? formatNumber(value) : "?");
  const rows = ways.map(({ title, first, jump, largest }) => [
    title,
    number(first),
    number(jump),
    largest ? `${number(largest.difference)} at ${formatCount(largest.step)}` : "?",
  ]);
  const table = alignedTable(
    [["way", `rate at ${at}`, "jump", "largest gap to what is wanted"], ...rows],
    "left",
  );
  const ends = ways.flatMap((way) =>
    way.ends === undefined ? [] : [`${way.title}: no rate from step ${formatCount(way.ends)} on.`],
  );
  return [head, rates, table, ...ways.map(({ title, why }) => `${title}: ${why}`), ...ends].join(
    "\n",
  );
}
