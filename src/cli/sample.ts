import { toCsv } from "../core/export/csv";
import { dataTable, type DataTable } from "../core/export/dataTable";
import { toMarkdown } from "../core/export/markdown";
import { labelsOf } from "../core/text/labels";
import type { Schedule, Track } from "../core/schedule/schedule";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, tellErrors } from "./files";
import { countFlag, type Flags, parseFlags, singleFile, textFlag } from "./flags";
import { alignedTable, type Environment, json } from "./environment";
import { GIVEN, givenValues } from "./given";
import { foundSchedules, listOf, type FoundSchedule } from "./list";
import { asFarAsKnown } from "../core/formats/known";

/** How the values are printed; text where no flag says. */
const FORMATS = { csv: toCsv, markdown: toMarkdown } as const;
const DEFAULT_COUNT = 21;
const MOST_POINTS = 1_000_000;

const SPEC = {
  steps: { type: "string" },
  count: { type: "string" },
  track: { type: "string" },
  json: { type: "boolean" },
  csv: { type: "boolean" },
  markdown: { type: "boolean" },
  list: { type: "boolean" },
  ...GIVEN,
} as const;

export async function sample(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  const file = singleFile(files, "sample");
  const analysis = await analyzeFile(file, environment, givenValues(flags));
  if (flags["list"]) {
    environment.out(
      flags["json"] ? json({ schedules: foundSchedules(analysis) }) : listOf(analysis),
    );
    return analysis.schedules.length > 0 ? EXIT.ok : EXIT.failed;
  }
  tellErrors(analysis, environment);
  const facts = foundSchedules(analysis);
  const samplings = analysis.schedules.flatMap(({ schedule }, index): Sampling[] => {
    const found = facts[index];
    if (!found) return [];
    if (!schedule) return [{ found }];
    const known = asFarAsKnown(schedule);
    const values = { schedule: known, steps: chosenSteps(flags, known) };
    return [{ found, values: { ...values, tracks: chosenTracks(flags, known) } }];
  });
  environment.out(printed(flags, samplings));
  return samplings.some(({ values }) => values) ? EXIT.ok : EXIT.failed;
}

function printed(flags: Flags, samplings: readonly Sampling[]): string {
  const given = ["json", "csv", "markdown"].filter((format) => flags[format] === true);
  if (given.length > 1) throw new UsageError(`give --${given.join(" or --")}, not both`);
  const [format] = given;
  if (format === "json") return json({ schedules: samplings.map(toJson) });
  const schedules = samplings.flatMap(({ values }) => values ?? []);
  if (format === "csv" || format === "markdown") {
    const labels = labelsOf(schedules.map(({ schedule }) => schedule));
    const tables = schedules.map((one, index) => ({ ...tableOf(one), name: labels[index] ?? "" }));
    return FORMATS[format](tables);
  }
  return report(schedules);
}

/** With the clocks; of the tracks only those asked for. */
function tableOf({ schedule, steps, tracks }: Values): DataTable {
  const table = dataTable(schedule, steps);
  const asked = new Set(tracks);
  const others = [...schedule.tracks.values()].filter((track) => !asked.has(track));
  const left = new Set(others.map(({ name }) => name));
  return { ...table, columns: table.columns.filter(({ name }) => !left.has(name)) };
}

interface Sampling {
  readonly found: FoundSchedule;
  /** Absent where nothing is known before the user has given a value. */
  readonly values?: Values;
}

interface Values {
  readonly schedule: Schedule;
  readonly steps: readonly number[];
  readonly tracks: readonly Track[];
}

function chosenTracks(flags: Flags, schedule: Schedule): Track[] {
  const name = textFlag(flags, "track");
  if (name === undefined) return [...schedule.tracks.values()];
  const track = schedule.tracks.get(name);
  if (track) return [track];
  const known = [...schedule.tracks.keys()].join(", ");
  throw new UsageError(`schedule "${schedule.name}" has no track "${name}"; it has ${known}`);
}

function chosenSteps(flags: Flags, schedule: Schedule): number[] {
  const text = textFlag(flags, "steps");
  const count = countFlag(flags, "count", 1, MOST_POINTS);
  if (text === undefined) return spread(count ?? DEFAULT_COUNT, schedule.length);
  if (count !== undefined) throw new UsageError("give --steps or --count, not both");
  return text.split(",").map((item) => stepOf(item, schedule));
}

function stepOf(text: string, { name, length, horizon }: Schedule): number {
  const step = text.trim() === "" ? NaN : Number(text);
  const most = horizon ? Number.MAX_SAFE_INTEGER : length;
  if (Number.isInteger(step) && step >= 0 && step <= most) return step;
  const range = horizon ? "from 0" : `from 0 to ${length} (the length of "${name}")`;
  throw new UsageError(`--steps takes whole numbers ${range}, not "${text}"`);
}

/** `count` updates from 0 to N − 1, evenly spread, without repeats. */
function spread(count: number, length: number): number[] {
  if (count === 1) return [0];
  const steps = Array.from({ length: count }, (_, i) =>
    Math.round((i * (length - 1)) / (count - 1)),
  );
  return [...new Set(steps)];
}

/** The name, the length and the values of our own definitions; more of what others wrote. */
function toJson({ found, values }: Sampling) {
  const pairs = ({ curve }: Track) =>
    values?.steps.map((step) => [step, drawn(curve.at(step))]) ?? [];
  const { name, length, ...facts } = found;
  return {
    name,
    length,
    ...facts,
    tracks: Object.fromEntries(values?.tracks.map((track) => [track.name, pairs(track)]) ?? []),
  };
}

/** JSON has no NaN: a value that the definition leaves open is null. */
const drawn = (value: number): number | null => (Number.isFinite(value) ? value : null);

function report(samplings: readonly Values[]): string {
  return samplings
    .map(({ schedule, steps, tracks }) => {
      const head = ["step", ...tracks.map(({ name }) => name)];
      const rows = steps.map((step) => [
        String(step),
        ...tracks.map(({ curve }) => formatValue(curve.at(step))),
      ]);
      return `${schedule.name} (${lengthText(schedule)})\n${alignedTable([head, ...rows])}`;
    })
    .join("\n\n");
}

const lengthText = ({ length, horizon }: Schedule): string =>
  horizon ? "its length is not known" : `${length} steps`;

/** All digits that tell two doubles apart: the printed number reads back as the same value. */
const formatValue = (value: number): string => (Number.isFinite(value) ? String(value) : "?");
