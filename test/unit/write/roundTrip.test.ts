import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert } from "../../../src/core/write/convert";
import { writerOf } from "../../../src/core/write/table";
import { readAlone, readFormat } from "../formats/read";
import { FOREIGN_TEXTS } from "../handles/foreignTexts";
import { scheduleOf } from "../schedule/build";

async function code(target: string, schedule: Schedule, file = ""): Promise<string> {
  const writer = writerOf(target);
  if (!writer) throw new Error(`no target ${target}`);
  const { code: text, refused } = await convert(writer, { schedule, file }, readAlone);
  if (text === null) throw new Error(refused ?? "");
  return text;
}

/** The greatest gap of the rates at the updates of a run, as a share of the peak. */
function gap(one: Schedule, other: Schedule | undefined): number {
  const [a, b] = [one, other].map((each) => each?.tracks.get("learningRate")?.curve);
  const peak = a?.extremes(0, one.length - 1).max ?? NaN;
  let worst = 0;
  for (let step = 0; step < one.length; step++)
    worst = Math.max(worst, Math.abs((a?.at(step) ?? NaN) - (b?.at(step) ?? NaN)) / peak);
  return worst;
}

const native = (text: string): Schedule | undefined =>
  analyze(parseJson(text)).schedules[0]?.schedule;

const RUN = scheduleOf({
  name: "run",
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 3e-4, for: 100 },
    { kind: "cosine", to: 0 },
  ],
});

/** LinearLR of MMEngine, as that of PyTorch, begins above 0. */
const ABOVE_0 = scheduleOf({
  name: "run",
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 3e-6, to: 3e-4, for: 100 },
    { kind: "cosine", to: 0 },
  ],
});

describe("a run of our own, there and back", () => {
  it.each<[string, Schedule]>([
    ["transformers", RUN],
    ["mmengine", ABOVE_0],
  ])("is the same run, its length too, by the files of %s", async (target, run) => {
    const analysis = await readFormat("written.py", await code(target, run));
    const [found] = analysis.schedules;
    expect(found?.schedule?.length).toBe(1000);
    if (!found?.schedule) return;
    const again = native(await code("json", found.schedule));
    expect(again?.length).toBe(1000);
    expect(gap(run, again)).toBeLessThanOrEqual(1e-12);
  });

  it.each(["json", "typescript"])("is the same run in %s", async (target) => {
    const name = target === "json" ? "written.schedule.json" : "written.ts";
    const [found] = (await readFormat(name, await code(target, RUN))).schedules;
    expect(found?.schedule?.length).toBe(1000);
    expect(gap(RUN, found?.schedule)).toBe(0);
  });

  it("is refused by DeepSpeed, with the nearest that it has", async () => {
    await expect(code("deepspeed", RUN)).rejects.toThrow(
      /^DeepSpeed has no scheduler with these values\. The nearest, WarmupCosineLR, is off by/,
    );
  });
});

describe("a schedule of another library, there and back", () => {
  const names = Object.keys(FOREIGN_TEXTS).filter((name) => name.endsWith(".py"));
  it.each(names)("keeps its values by a definition of our own and torch: %s", async (name) => {
    const [found] = (await readFormat(name, FOREIGN_TEXTS[name] ?? "")).schedules;
    if (!found?.schedule) throw new Error(`${name} has no schedule`);
    const own = native(await code("json", found.schedule));
    if (!own) throw new Error("no definition");
    expect(own.length).toBe(found.schedule.length);
    const torch = await code("torch", own);
    // a momentum that moves is set by a subclass, whose rates are those of LambdaLR
    const made = torch.includes("class Schedule(")
      ? "LambdaLR(optimizer, LearningRateFactor())"
      : "make_scheduler(optimizer)";
    const use = `
import torch
optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
scheduler = ${made}
for step in range(${own.length}):
    optimizer.step()
    scheduler.step()
`;
    const again = (await readFormat("again.py", torch + use)).schedules.find(
      (one) => one.name === "scheduler",
    );
    expect(again?.schedule?.length).toBe(own.length);
    expect(gap(found.schedule, again?.schedule)).toBeLessThanOrEqual(1e-12);
  });
});
