import type { ProbeRun } from "../results/run";
import { joinRuns } from "./joinRuns";
import type { RunPart } from "./partFile";
import { formatCount } from "../../core/text/format";

/** A part and the file that it was read from. */
export interface NamedPart extends RunPart {
  readonly name: string;
}

/** Parts do not make one run, in one sentence that names them. */
export class MergeError extends Error {
  override readonly name = "MergeError";
}

/**
 * The one run that the parts make up: what one machine would have trained, to the last bit.
 *
 * @throws MergeError where parts belong to different runs, overlap, are missing or unfinished
 */
export function mergeParts(parts: readonly NamedPart[]): ProbeRun {
  const [first, ...others] = parts;
  if (!first) throw new MergeError("there is no part to merge");
  for (const other of others) belongTogether(first, other);
  refuseOverlaps(parts);
  parts.forEach(refuseUnfinished);
  refuseGaps(parts, first.shard.of);
  return joinRuns(first.run, [first.run, ...others.map(({ run }) => run)]);
}

/** What all parts of a run have in common, as a sentence names it. */
const COMMON: readonly (readonly [what: string, of: (part: NamedPart) => unknown])[] = [
  ["number of parts", ({ shard }) => shard.of],
  ["task", ({ run }) => run.task],
  ["number of steps", ({ run }) => run.steps],
  ["list of seeds", ({ run }) => run.seeds],
  ["list of schedules", ({ run }) => run.schedules.map(({ id, name }) => [id, name])],
  ["list of measurements", ({ run }) => settingsOf(run)],
  ["table of data", ({ run }) => run.data],
  ["version of the program", ({ version }) => version],
  ["backend", ({ run }) => run.backend],
];

const settingsOf = ({ settings }: ProbeRun) => [
  settings.evaluateEvery,
  settings.measureEvery,
  settings.sharpnessEvery,
];

const said = (value: unknown): string => (value === undefined ? "none" : JSON.stringify(value));

function belongTogether(a: NamedPart, b: NamedPart): void {
  for (const [what, of] of COMMON) {
    const [x, y] = [said(of(a)), said(of(b))];
    if (x === y) continue;
    const values = x.length + y.length < 100 ? ` (${y}, not ${x})` : "";
    throw new MergeError(`${b.name} does not belong to ${a.name}: it has another ${what}${values}`);
  }
  for (const [i, schedule] of a.run.schedules.entries()) {
    if (asText(schedule) === asText(b.run.schedules[i])) continue;
    throw new MergeError(
      `${b.name} does not belong to ${a.name}: they train "${schedule.name}" in different ways`,
    );
  }
}

const asText = (schedule: ProbeRun["schedules"][number] | undefined): string =>
  JSON.stringify({ ...schedule, tracks: [...(schedule?.tracks ?? [])] });

function refuseOverlaps(parts: readonly NamedPart[]): void {
  const seen = new Map<number, string>();
  for (const { name, shard } of parts) {
    const before = seen.get(shard.index);
    if (before !== undefined) {
      throw new MergeError(
        `${before} and ${name} overlap: both are part ${shard.index} of ${shard.of}`,
      );
    }
    seen.set(shard.index, name);
  }
}

function refuseUnfinished({ name, shard, run }: NamedPart): void {
  if (run.state === "done") return;
  const how = run.state === "failed" ? "broke down" : "was interrupted";
  throw new MergeError(
    `${name} ${how} at step ${formatCount(run.step)} of ${formatCount(run.steps)}: train part ${shard.index} of ${shard.of} again`,
  );
}

function refuseGaps(parts: readonly NamedPart[], of: number): void {
  const there = new Set(parts.map(({ shard }) => shard.index));
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((i) => !there.has(i));
  if (missing.length === 0) return;
  const named = missing.slice(0, 10).join(", ") + (missing.length > 10 ? " …" : "");
  throw new MergeError(
    `${missing.length === 1 ? "part" : "parts"} ${named} of ${of} ${missing.length === 1 ? "is" : "are"} missing`,
  );
}
