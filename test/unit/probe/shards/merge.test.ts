import { describe, expect, test } from "vitest";
import { probeTaskInfo } from "../../../../src/core/probeTasks";
import { probeControl } from "../../../../src/probe/control";
import type { ProbeRequest, ProbeSchedule } from "../../../../src/core/probeContract";
import { newRun, takeEvent, type ProbeRun } from "../../../../src/probe/results/run";
import { parseRunFile, toRunFile } from "../../../../src/probe/results/runFile";
import { runProbe } from "../../../../src/probe/run";
import { joinRuns } from "../../../../src/probe/shards/joinRuns";
import { mergeParts, type NamedPart } from "../../../../src/probe/shards/mergeParts";
import { parsePartFile, toPartFile } from "../../../../src/probe/shards/partFile";
import { requestsOf } from "../../../../src/probe/shards/share";
import { TASKS } from "../../../../src/probe/tasks/table";
import { judge } from "../../../../src/probe/verdict/verdict";
import { wasm } from "../backends";
import { madeUpTable } from "../madeUpTable";

const STEPS = 4;
const SHARDS = 7;

function schedule(id: string, optimizer: string, rate: number): ProbeSchedule {
  const each = (value: (step: number) => number): number[] =>
    Array.from({ length: STEPS }, (_, step) => value(step));
  return {
    id,
    name: `the ${id}`,
    optimizer: { name: optimizer },
    tracks: {
      learningRate: each((step) => rate * (1 - step / 10)),
      momentum: each((step) => step / 10),
      weightDecay: each(() => 0.01),
      augmentation: each((step) => step / 10),
      temperature: each((step) => 0.5 - step / 20),
    },
  };
}

const requestOf = (task: string): ProbeRequest => ({
  task,
  steps: STEPS,
  // 9 trainings: shards of one and of two, across the ends of the rows. Where the trainings of a seed
  // build on one another, shards of one seed and of two.
  seeds: probeTaskInfo(task)?.together ? [3, 7, 8, 1, 2, 4, 5, 6] : [3, 7, 8],
  schedules: [
    schedule("low", "sgd", 0.02),
    schedule("adam", "adam", 0.01),
    schedule("high", "sgd", 0.1),
  ],
  data: madeUpTable(),
  evaluateEvery: 2,
  measureEvery: 2,
  // Twenty gradients of gradients take these seconds a time; what holds for six layers, holds for them.
  ...(!["lstm", "transformer"].includes(task) && { sharpnessEvery: 4 }),
  backend: "wasm",
});

async function trained(request: ProbeRequest): Promise<ProbeRun> {
  const run = newRun(request);
  const sink = (event: Parameters<typeof takeEvent>[1]): void => {
    takeEvent(run, event);
  };
  await runProbe(request, sink, probeControl(), [wasm]);
  expect(run.error).toBeUndefined();
  return run;
}

async function part(request: ProbeRequest, index: number): Promise<NamedPart> {
  const shard = { index, of: SHARDS };
  const [first, ...others] = requestsOf(request, shard);
  if (!first) throw new Error("nothing to train");
  const runs: [ProbeRun, ...ProbeRun[]] = [await trained(first)];
  for (const other of others) runs.push(await trained(other));
  const run = joinRuns(newRun(request), runs);
  const text = JSON.stringify(toPartFile({ shard, run, version: "1.2.3" }, "2026-01-01"));
  return { name: `part${index}.json`, ...parsePartFile(text) };
}

/** Everything but the clock. */
const outcome = (run: ProbeRun) =>
  toRunFile({ ...run, seconds: undefined, stepsPerSecond: undefined });

describe("merged shards are the run of one machine, to the last bit", () => {
  test.each([...TASKS.keys()])(
    "%s",
    async (task) => {
      const request = requestOf(task);
      // Losses are saved with nine digits, which is all that single precision has.
      const whole = parseRunFile(JSON.stringify(toRunFile(await trained(request))));
      const parts: NamedPart[] = [];
      for (let index = SHARDS; index >= 1; index--) parts.push(await part(request, index));
      const merged = mergeParts(parts);
      expect(outcome(merged)).toEqual(outcome(whole));
      expect(judge(merged).rows).toEqual(judge(whole).rows);
      expect(judge(merged).conclusion).toEqual(judge(whole).conclusion);
    },
    60_000,
  );
});
