import { expect, test } from "vitest";
import { ALIGNMENT, UNIFORMITY } from "../../../src/probe/tasks/contrastive/names";
import { replicasOf, takeEvent } from "../../../src/probe/results/run";
import { uniformityByAlignment } from "../../../webview/panel/probe/views/measured/contrastive";
import { madeRun } from "../probe/runs";

test("the path of a contrastive run goes through the means of both measures at one step", () => {
  const run = madeRun({ a: { train: () => 1 } }, { seeds: 2 });
  const told = (seed: number, alignment: number, uniformity: number) => {
    const measured = {
      [ALIGNMENT]: [
        [0, 1],
        [10, alignment],
        [20, alignment / 2],
      ] as const,
      // Not yet told at step 20: no point of the path.
      [UNIFORMITY]: [
        [0, -1],
        [10, uniformity],
      ] as const,
    };
    const series = { schedule: "a", seed, train: [], validation: [], accuracy: [], measured };
    takeEvent(run, { type: "points", series: [series] });
  };
  told(1, 0.4, -2);
  told(2, 0.6, -3);
  const [schedule] = run.schedules;
  if (!schedule) throw new Error("no schedule");
  expect(uniformityByAlignment({ run, schedule, replicas: replicasOf(run, "a") })).toEqual([
    [1, -1],
    [0.5, -2.5],
  ]);
});
