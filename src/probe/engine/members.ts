import { concat, slice, tidy, type Tensor } from "@tensorflow/tfjs-core";

/** A replica that is still computed: one row of every tensor of its group. */
export interface Member {
  /** Its place among all replicas of the group, schedule by schedule, seed by seed. */
  readonly replica: number;
  /** Index of its schedule within the group. */
  readonly schedule: number;
  readonly seed: number;
}

/** Every schedule with every seed: replica r = schedule · seeds + seed. */
export const everyMember = (schedules: number, seeds: readonly number[]): Member[] =>
  Array.from({ length: schedules }, (_, schedule) =>
    seeds.map((seed, i) => ({ replica: schedule * seeds.length + i, schedule, seed })),
  ).flat();

/**
 * Who is computed further of those of whom not all train on; undefined for everybody. A batch of
 * another size costs a graphics card new shaders: it must save half of the work.
 */
export function worthKeeping(
  members: readonly Member[],
  alive: readonly boolean[],
): readonly Member[] | undefined {
  const living = members.filter(({ replica }) => alive[replica] === true);
  return living.length > 0 && 2 * living.length <= members.length ? living : undefined;
}

/** These rows of [rows, columns]; the tensor itself is disposed of. The caller keeps the result. */
export function takeRows(all: Tensor, rows: readonly number[]): Tensor {
  const [, columns = 1] = all.shape;
  const taken = tidy(() => concat(rows.map((row) => slice(all, [row, 0], [1, columns]))));
  all.dispose();
  return taken;
}

/** Rows of the members, at the places of their replicas among `count`; 0 for the others. */
export function atTheirPlaces(
  rows: Float32Array,
  members: readonly Member[],
  count: number,
): Float32Array {
  const width = rows.length / members.length;
  const all = new Float32Array(count * width);
  members.forEach(({ replica }, row) => {
    all.set(rows.subarray(row * width, (row + 1) * width), replica * width);
  });
  return all;
}
