import * as v from "valibot";
import type { ProbeRun } from "../results/run";
import {
  checked,
  formatOf,
  fromRunFile,
  parseJson,
  RunFileError,
  toRunFile,
} from "../results/runFile";
import {
  EACH_ONCE,
  eachOnce,
  MOST,
  PART_FORMAT,
  runEntries,
  type RunFile,
} from "../results/runSchema";
import { shareOf, trainingOf, type Shard } from "./share";

// What a shard has trained, as a JSON file: as the file of a run, which tells all schedules and
// seeds, with the trainings of the shard alone.

/** More have nothing to do. */
export const MOST_SHARDS = MOST.replicas;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_SHARDS));

const partFileSchema = v.pipe(
  v.object({
    format: v.literal(PART_FORMAT),
    shard: v.object({ index: count, of: count }),
    ...runEntries,
  }),
  v.check(({ shard: { index, of } }) => index <= of, "there is no such part"),
  v.check((file) => eachOnce(file), EACH_ONCE),
  v.check(({ shard, replicas, ...whole }) => {
    const share = new Set(shareOf(whole, shard));
    const trained = new Set(replicas.map(trainingOf));
    return (
      trained.size === replicas.length &&
      trained.size === share.size &&
      [...trained].every((each) => share.has(each))
    );
  }, "its trainings are not the share of that part"),
);

export type PartFile = v.InferOutput<typeof partFileSchema>;

/** A shard with what it has trained. */
export interface RunPart {
  readonly shard: Shard;
  /** All schedules and seeds of the whole run; the trainings of the shard alone. */
  readonly run: ProbeRun;
  /** Of the program that has trained it. */
  readonly version: string | undefined;
}

export function toPartFile({ shard, run, version }: RunPart, saved: string): PartFile {
  const file: RunFile = toRunFile(run, { saved, ...(version !== undefined && { version }) });
  return { ...file, format: PART_FORMAT, shard: { ...shard } };
}

/**
 * Reads the text of a part.
 *
 * @throws RunFileError where it is none, says why in a sentence
 */
export function parsePartFile(text: string): RunPart {
  const data = parseJson(text);
  if (formatOf(data) !== PART_FORMAT)
    throw new RunFileError("The file is a whole run, no part of one.");
  const file = checked(partFileSchema, data);
  return { shard: file.shard, run: fromRunFile(file), version: file.program?.version };
}
