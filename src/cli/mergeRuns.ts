import { MOST_RUN_BYTES } from "../core/data/runBounds";
import { RunFileError } from "../probe/results/runFile";
import { MergeError, mergeParts, type NamedPart } from "../probe/shards/mergeParts";
import { parsePartFile } from "../probe/shards/partFile";
import type { Environment } from "./environment";
import { UsageError } from "./exit";
import { readFileAt } from "./files";
import { parseFlags } from "./flags";
import { tellRun } from "./tellRun";

const SPEC = { save: { type: "string" }, json: { type: "boolean" } } as const;

/** `probe merge part*.json`: the one run that the shards have trained, with the verdict over all. */
export async function mergeRuns(
  args: readonly string[],
  environment: Environment,
): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  if (files.length === 0) throw new UsageError("probe merge needs the files of the parts");
  try {
    return await tellRun(mergeParts(files.map(partOf)), flags, environment);
  } catch (error) {
    throw error instanceof MergeError ? new UsageError(error.message) : error;
  }
}

function partOf(name: string): NamedPart {
  try {
    return { name, ...parsePartFile(readFileAt(name, MOST_RUN_BYTES)) };
  } catch (error) {
    if (error instanceof RunFileError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}
