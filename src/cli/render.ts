import type { Schedule } from "../core/schedule/schedule";
import { palettes } from "../core/svg/palettes";
import { picture } from "../core/svg/picture";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, schedulesOf, writeFileAt } from "./files";
import { countFlag, parseFlags, singleFile, textFlag } from "./flags";
import type { Environment } from "./environment";

const SPEC = {
  output: { type: "string", short: "o" },
  schedule: { type: "string" },
  width: { type: "string" },
  height: { type: "string" },
} as const;

export async function render(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  const file = singleFile(files, "render");
  const target = textFlag(flags, "output");
  if (target === undefined) throw new UsageError("render needs -o FILE (or -o - to print)");
  const width = countFlag(flags, "width", 100, 10_000) ?? 640;
  const height = countFlag(flags, "height", 60, 10_000) ?? 320;
  const schedules = schedulesOf(await analyzeFile(file, environment), environment);
  const svg = picture(chosen(schedules, textFlag(flags, "schedule"), file), {
    width,
    height,
    colors: palettes.light.picture,
  });
  if (target === "-") environment.out(svg);
  else await writeFileAt(target, svg);
  return EXIT.ok;
}

function chosen(schedules: readonly Schedule[], name: string | undefined, file: string): Schedule {
  const found = name === undefined ? schedules[0] : schedules.find((one) => one.name === name);
  if (found) return found;
  if (schedules.length === 0) throw new UsageError(`${file} has no schedule that can be drawn`);
  const known = schedules.map((one) => `"${one.name}"`).join(", ");
  throw new UsageError(`no schedule "${name ?? ""}" in ${file}; it has ${known}`);
}
