import { probeTaskInfo } from "../../core/probeTasks";
import type { ProbeRequest } from "../../core/probeContract";

/** Part `index` (from 1) of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

type Trained = Pick<ProbeRequest, "task" | "seeds"> & {
  readonly schedules: readonly { readonly id: string }[];
};

/** Schedules × seeds, trained at once: positions in the request's lists, `to` excluded. */
interface Block {
  readonly schedules: readonly [from: number, to: number];
  readonly seeds: readonly [from: number, to: number];
}

/** What shards share out: trainings, or where these build on one another, seeds with all of them. */
export const sharedOut = ({ task, seeds, schedules }: Trained): number =>
  probeTaskInfo(task)?.together ? seeds.length : seeds.length * schedules.length;

/** "a" with seed 1, "b" with seed 1, … "a" with seed 2: a shard's trainings share most batches. */
function blocksOf(run: Trained, { index, of }: Shard): Block[] {
  const { task, schedules } = run;
  const cut = (i: number): number => Math.floor((sharedOut(run) * i) / of);
  if (probeTaskInfo(task)?.together) {
    const whole: Block["seeds"] = [cut(index - 1), cut(index)];
    return whole[0] < whole[1] ? [{ schedules: [0, schedules.length], seeds: whole }] : [];
  }
  const width = schedules.length;
  const [from, to] = [cut(index - 1), cut(index)];
  const firstWhole = Math.ceil(from / width);
  const afterWhole = Math.max(firstWhole, Math.floor(to / width));
  const row = (begin: number, end: number): Block[] => {
    const seed = Math.floor(begin / width);
    const start = seed * width;
    return begin < end
      ? [{ schedules: [begin - start, end - start], seeds: [seed, seed + 1] }]
      : [];
  };
  const whole: Block[] =
    afterWhole > firstWhole ? [{ schedules: [0, width], seeds: [firstWhole, afterWhole] }] : [];
  return [...row(from, Math.min(to, firstWhole * width)), ...whole, ...row(afterWhole * width, to)];
}

/**
 * A shard's share of a probe as up to three probes, each of schedules × seeds. The shares of all
 * shards are disjoint, make up the whole, and differ by one training at most, or by one seed where
 * the trainings of a seed build on one another.
 */
export const requestsOf = (request: ProbeRequest, shard: Shard): ProbeRequest[] =>
  blocksOf(request, shard).map(({ schedules, seeds }) => ({
    ...request,
    schedules: request.schedules.slice(...schedules),
    seeds: request.seeds.slice(...seeds),
  }));

/** The trainings of a shard, each as one text. */
export const shareOf = (run: Trained, shard: Shard): string[] =>
  blocksOf(run, shard).flatMap(({ schedules, seeds }) =>
    run.seeds
      .slice(...seeds)
      .flatMap((seed) =>
        run.schedules.slice(...schedules).map(({ id }) => trainingOf({ schedule: id, seed })),
      ),
  );

/** Names a schedule with a seed. */
export const trainingOf = (of: { readonly schedule: string; readonly seed: number }): string =>
  `${of.seed}/${of.schedule}`;
