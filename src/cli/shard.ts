import { version } from "../../package.json";
import type { ProbeRequest } from "../core/probeContract";
import { fittingText } from "../probe/results/fittingRun";
import { MOST_SHARDS, toPartFile } from "../probe/shards/partFile";
import type { Shard } from "../probe/shards/share";
import { plural } from "../core/text/plural";
import type { Environment } from "./environment";
import { EXIT, UsageError } from "./exit";
import { writeFileAt } from "./files";
import { type Flags, textFlag } from "./flags";
import { exitOf, refuseUntrained } from "./tellRun";
import { trainShare } from "./train";
import { formatCount } from "../core/text/format";

/** `--shard 2/7`; undefined where it is not given. */
export function shardFlag(flags: Flags): Shard | undefined {
  const text = textFlag(flags, "shard");
  if (text === undefined) return undefined;
  const [, index, of] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index < 1 || !(shard.index <= shard.of) || shard.of > MOST_SHARDS) {
    throw new UsageError(
      `--shard takes i/n, from 1/n to n/n with n up to ${formatCount(MOST_SHARDS)}, not "${text}"`,
    );
  }
  if (textFlag(flags, "save") === undefined)
    throw new UsageError("--shard needs --save part.json, for probe merge");
  return shard;
}

/**
 * Trains a shard's share and saves it. A training that diverges is a result as any other: a job
 * array shall not take it for a failure.
 */
export async function probeShard(
  request: ProbeRequest,
  shard: Shard,
  flags: Flags,
  environment: Environment,
): Promise<number> {
  const run = await trainShare(request, shard, environment);
  refuseUntrained(run);
  const saved = new Date().toISOString();
  const file = fittingText(run, (fitting) => toPartFile({ shard, run: fitting, version }, saved));
  const target = textFlag(flags, "save") ?? "";
  await writeFileAt(target, `${file}\n`);
  const trainings = plural(run.replicas.length, "training");
  const told = `part ${shard.index} of ${shard.of}: ${trainings} of ${run.task}, saved to ${target}`;
  environment.out(flags["json"] ? file : told);
  return exitOf(run, environment) ?? EXIT.ok;
}
