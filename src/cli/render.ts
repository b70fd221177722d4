import type { Schedule } from "../core/schedule/schedule";
import { TIME_UNITS, type TimeUnit } from "../core/schedule/time";
import { marksSvg } from "../core/svg/figure/figureSvg";
import { layScore } from "../core/svg/score/score";
import { labelsOf } from "../core/text/labels";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, schedulesOf, writeFileAt } from "./files";
import { countFlag, type Flags, listFlag, parseFlags, singleFile, textFlag } from "./flags";
import type { Environment } from "./environment";
import { GIVEN, givenValues } from "./given";
import { namedSchedules } from "./named";

const SPEC = {
  output: { type: "string", short: "o" },
  schedule: { type: "string", multiple: true },
  unit: { type: "string" },
  log: { type: "string", multiple: true },
  width: { type: "string" },
  height: { type: "string" },
  ...GIVEN,
} as const;

/** The picture that the panel exports, of one schedule or of several over one another. */
export async function render(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  const file = singleFile(files, "render");
  const target = textFlag(flags, "output");
  if (target === undefined) throw new UsageError("render needs -o FILE (or -o - to print)");
  const size = sizeOf(flags);
  const unit = unitOf(flags);
  const schedules = schedulesOf(
    await analyzeFile(file, environment, givenValues(flags)),
    environment,
  );
  const drawn = chosen(schedules, listFlag(flags, "schedule"), file);
  const logTracks = listFlag(flags, "log");
  const options = { ...size, ...(unit && { unit }), logTracks };
  const labels = labelsOf(drawn);
  const labelled = drawn.map((schedule, index) => ({ schedule, label: labels[index] ?? "" }));
  const svg = marksSvg(layScore(labelled, options));
  if (target === "-") environment.out(svg);
  else await writeFileAt(target, svg);
  return EXIT.ok;
}

function sizeOf(flags: Flags): { readonly width?: number; readonly height?: number } {
  const width = countFlag(flags, "width", 100, 10_000);
  const height = countFlag(flags, "height", 60, 10_000);
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
}

function unitOf(flags: Flags): TimeUnit | undefined {
  const text = textFlag(flags, "unit");
  const unit = TIME_UNITS.find((known) => known === text);
  if (text === undefined || unit) return unit;
  throw new UsageError(`--unit takes ${TIME_UNITS.join(", ")}, not "${text}"`);
}

/** The first schedule of the file where none is named. */
function chosen(
  schedules: readonly Schedule[],
  names: readonly string[],
  file: string,
): readonly Schedule[] {
  if (schedules.length === 0) throw new UsageError(`${file} has no schedule that can be drawn`);
  if (names.length === 0) return schedules.slice(0, 1);
  return namedSchedules(schedules, names);
}
