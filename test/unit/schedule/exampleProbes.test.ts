import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { planProbe } from "../../../src/core/probePlan";
import { hasControls, PROBE_TASK_NAMES } from "../../../src/core/probeTasks";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { readJson, readTypeScript } from "../language/read";

/** The example of each task whose schedule moves in step with something. */
const EXAMPLES: Readonly<Record<string, string>> = {
  batchNorm: "batch-norm-in-step",
  weightDecay: "weight-decay-in-step",
  augmentation: "augmentation-in-step",
  contrastive: "contrastive-in-step",
  labelNoise: "easy-samples-first",
  deep: "deeper-decays-slowly",
  federated: "federated-rounds",
  diffusion: "diffusion-phases",
  lottery: "lottery-ticket",
};

const text = (place: string): string =>
  readFileSync(new URL(`../../../examples/${place}`, import.meta.url), "utf8");

/** What a file defines alone, free of problems that would keep it from being trained. */
function only({ schedules, problems }: Analysis): Schedule {
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(schedules).toHaveLength(1);
  return schedules[0]?.schedule ?? expect.fail("no schedule");
}

/** What is trained of it, by its own probe settings and nothing else. */
const planned = (schedule: Schedule) => planProbe([{ id: "1", schedule }], {});

/** What the file's first comment says. */
const said = (place: string): string[] =>
  text(place)
    .split("\n")
    .filter((line) => line.startsWith("//"));

test("there is an example for each task that is about being in step", () => {
  const tasks = PROBE_TASK_NAMES.filter((name) => hasControls(name) || name === "lottery");
  expect(Object.keys(EXAMPLES)).toEqual(tasks);
});

describe("each example of what moves in step with the rate says and trains the same in both forms", () => {
  it.each(Object.entries(EXAMPLES))("%s", (task, name) => {
    const json = only(readJson(text(`json/${name}.schedule.json`)));
    const typescript = only(readTypeScript(text(`typescript/${name}.ts`)));
    expect(typescript.name).toBe(json.name);
    expect(typescript.probe).toEqual(json.probe);
    const plan = planned(json);
    expect(plan).toMatchObject({ task, steps: json.probe?.steps });
    expect(plan.seeds).toHaveLength(json.probe?.seeds ?? NaN);
    expect(planned(typescript)).toEqual(plan);
    expect(said(`typescript/${name}.ts`)).toEqual(said(`json/${name}.schedule.json`));
  });
});
