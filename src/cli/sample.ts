import { toCsv } from "../core/export/csv";
import { dataTable, layerRates, type DataTable } from "../core/export/dataTable";
import { toMarkdown } from "../core/export/markdown";
import { labelsOf } from "../core/text/labels";
import type { Schedule, Track } from "../core/schedule/schedule";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, tellErrors } from "./files";
import { countFlag, type Flags, listFlag, parseFlags, singleFile, textFlag } from "./flags";
import { namedSchedules } from "./named";
import { alignedTable, type Environment, json } from "./environment";
import { GIVEN, givenValues } from "./given";
import { foundSchedules, listOf, type FoundSchedule } from "./list";
import { asFarAsKnown } from "../core/formats/known";
import { formatCount } from "../core/text/format";
import { plural } from "../core/text/plural";

/** How the values are printed; text where no flag says. */
const FORMATS = { csv: toCsv, markdown: toMarkdown } as const;
const DEFAULT_COUNT = 21;
const MOST_POINTS = 1_000_000;

const SPEC = {
  steps: { type: "string" },
  count: { type: "string" },
  track: { type: "string" },
  schedule: { type: "string", multiple: true },
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
  const all = analysis.schedules.flatMap(({ name, schedule }, index) => {
    const found = facts[index];
    return found ? [{ name, found, schedule: schedule && asFarAsKnown(schedule) }] : [];
  });
  const samplings = samplingsOf(flags, namedSchedules(all, listFlag(flags, "schedule")));
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
    return FORMATS[format](tables).trimEnd();
  }
  return report(schedules);
}

/** With the clocks; of the tracks only those asked for. */
function tableOf({ schedule, steps, tracks }: Values): DataTable {
  const table = dataTable(schedule, steps);
  const asked = new Set(tracks.map(({ name }) => name));
  const left = new Set(allTracks(schedule).flatMap(({ name }) => (asked.has(name) ? [] : [name])));
  return { ...table, columns: table.columns.filter(({ name }) => !left.has(name)) };
}

/** A track, or the rate of a layer or group, under the name that it is printed with. */
type Sampled = Pick<Track, "name" | "curve">;

interface Sampling {
  readonly found: FoundSchedule;
  /** Absent where nothing is known before the user has given a value. */
  readonly values?: Values;
}

interface Values {
  readonly schedule: Schedule;
  readonly steps: readonly number[];
  readonly tracks: readonly Sampled[];
}

interface Chosen {
  readonly found: FoundSchedule;
  readonly schedule: Schedule | undefined;
}

/** Of several schedules those that have the steps asked for. */
function samplingsOf(flags: Flags, chosen: readonly Chosen[]): Sampling[] {
  const samplings = chosen.flatMap(({ found, schedule }): Sampling[] => {
    if (!schedule) return [{ found }];
    const steps = chosenSteps(flags, schedule);
    const values = { schedule, steps, tracks: chosenTracks(flags, schedule) };
    return steps.length > 0 ? [{ found, values }] : [];
  });
  if (samplings.length > 0 || chosen.length === 0) return samplings;
  const ranges = chosen.flatMap(({ schedule }) => (schedule ? [rangeOf(schedule)] : []));
  throw new UsageError(`--steps: no schedule has these steps; there are ${ranges.join(", ")}`);
}

const rangeOf = ({ name, resume, length }: Schedule): string =>
  `${formatCount(resume)} to ${formatCount(length)} (of "${name}")`;

const allTracks = (schedule: Schedule): Sampled[] => [
  ...schedule.tracks.values(),
  ...layerRates(schedule),
];

function chosenTracks(flags: Flags, schedule: Schedule): Sampled[] {
  const all = allTracks(schedule);
  const name = textFlag(flags, "track");
  if (name === undefined) return all;
  const track = all.find((one) => one.name === name);
  if (track) return [track];
  const known = all.map((one) => one.name).join(", ");
  throw new UsageError(`schedule "${schedule.name}" has no track "${name}"; it has ${known}`);
}

function chosenSteps(flags: Flags, schedule: Schedule): number[] {
  const text = textFlag(flags, "steps");
  const count = countFlag(flags, "count", 1, MOST_POINTS);
  if (text === undefined) return spread(count ?? DEFAULT_COUNT, schedule);
  if (count !== undefined) throw new UsageError("give --steps or --count, not both");
  const steps = text.split(",").map(stepOf);
  const last = schedule.horizon ? Infinity : schedule.length;
  return steps.filter((step) => step >= schedule.resume && step <= last);
}

function stepOf(text: string): number {
  const step = text.trim() === "" ? NaN : Number(text);
  if (Number.isSafeInteger(step) && step >= 0) return step;
  throw new UsageError(`--steps takes whole numbers of at least 0, not "${text}"`);
}

/** `count` updates from the first to N − 1, evenly spread, without repeats. */
function spread(count: number, { resume, length }: Schedule): number[] {
  if (count === 1) return [resume];
  const last = length - 1 - resume;
  const steps = Array.from(
    { length: count },
    (_, i) => resume + Math.round((i * last) / (count - 1)),
  );
  return [...new Set(steps)];
}

/** The name, the length and the values of our own definitions; more of what others wrote. */
function toJson({ found, values }: Sampling) {
  const pairs = ({ curve }: Sampled) =>
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
  horizon ? "its length is not known" : plural(length, "step");

/** All digits that tell two doubles apart: the printed number reads back as the same value. */
const formatValue = (value: number): string => (Number.isFinite(value) ? String(value) : "?");
