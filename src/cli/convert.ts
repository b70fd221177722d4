import path from "node:path";
import type { AnalyzedSchedule } from "../core/analysis";
import { convert as convertSchedule, type Conversion } from "../core/write/convert";
import { writerOf, writers } from "../core/write/table";
import type { Writer } from "../core/write/writer";
import { alignedTable, type Environment, json } from "./environment";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, readText, tellErrors, tellHorizon } from "./files";
import { byNumberedName } from "./named";
import { replaceFile } from "./replaceFile";
import { GIVEN, givenValues } from "./given";
import { countFlag, type Flags, parseFlags, singleFile, textFlag } from "./flags";

const SPEC = {
  to: { type: "string" },
  schedule: { type: "string" },
  output: { type: "string", short: "o" },
  json: { type: "boolean" },
  force: { type: "boolean" },
  targets: { type: "boolean" },
  "updates-per-epoch": { type: "string" },
  ...GIVEN,
} as const;

/** Writes a schedule as code of a target, with the greatest difference of its values. */
export async function convert(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  if (flags["targets"] === true) {
    environment.out(alignedTable(writers.map(({ target, label }) => [target, label])));
    return EXIT.ok;
  }
  const file = singleFile(files, "convert");
  const writer = chosenWriter(textFlag(flags, "to"));
  const analysis = await analyzeFile(file, environment, givenValues(flags));
  tellErrors(analysis, environment);
  const chosen = chosenSchedule(analysis.schedules, textFlag(flags, "schedule"));
  const { schedule, unknowns } = chosen;
  tellHorizon(chosen, environment);
  const updates = countFlag(flags, "updates-per-epoch", 1, 1e9);
  const missing = unknowns.map(({ symbol }) => symbol);
  const request = { schedule, file: path.basename(file), updates, missing };
  const conversion = await convertSchedule(writer, request, (head) => readText(head, environment));
  const delivered = await deliver(conversion, flags, environment);
  return delivered ? EXIT.ok : EXIT.failed;
}

function chosenWriter(target: string | undefined): Writer {
  const known = writers.map((writer) => writer.target).join(", ");
  if (target === undefined) throw new UsageError(`convert needs --to TARGET, one of ${known}`);
  const writer = writerOf(target);
  if (writer === undefined) throw new UsageError(`no target "${target}"; the targets are ${known}`);
  return writer;
}

/** Without a name the only one, or the only one that can be evaluated. */
function chosenSchedule(
  schedules: readonly AnalyzedSchedule[],
  name: string | undefined,
): AnalyzedSchedule {
  const named = byNumberedName(schedules);
  const names = [...named.keys()].join(", ");
  const evaluated = schedules.filter(({ schedule }) => schedule);
  const asked = name === undefined ? undefined : named.get(name);
  const unnamed = evaluated.length > 0 ? evaluated : schedules;
  const [first, second] = name === undefined ? unnamed : asked ? [asked] : [];
  if (first === undefined)
    throw new UsageError(
      schedules.length === 0
        ? "the file has no schedule"
        : `no schedule "${name ?? ""}"; the file has ${names}`,
    );
  if (second !== undefined)
    throw new UsageError(`the file has several schedules; choose one with --schedule: ${names}`);
  return first;
}

/** Whether the code is where the call wanted it. */
async function deliver(
  conversion: Conversion,
  flags: Flags,
  environment: Environment,
): Promise<boolean> {
  const { code, difference, left, refused, target } = conversion;
  const output = textFlag(flags, "output");
  const written =
    code !== null &&
    (output === undefined ||
      output === "-" ||
      (await replaceFile(output, code, flags["force"] === true, environment)));
  if (flags["json"] === true) {
    const shown = difference && {
      absolute: difference.absolute,
      relative: difference.relative,
      step: difference.step,
    };
    environment.out(json({ target, code, difference: shown, left, refused }));
    return written;
  }
  if (refused !== null) environment.err(`error: ${refused}\n`);
  if (left.length > 0) environment.err(`not converted: ${left.join(", ")}\n`);
  if (code !== null && (output === undefined || output === "-")) environment.out(code.trimEnd());
  return written;
}
