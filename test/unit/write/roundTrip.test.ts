import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { byUpdate } from "../../../src/core/write/byUpdate";
import { convert } from "../../../src/core/write/convert";
import { writerOf, writers } from "../../../src/core/write/table";
import { jsonWriter } from "../../../src/core/write/targets/json";
import { readAlone, readFormat } from "../formats/read";
import { FOREIGN_TEXTS } from "../handles/foreignTexts";
import { definition } from "../schedule/arbitraries";
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

/** Why a target has no code for a definition; docs/convert.md lists these for each kind. */
const REFUSALS = [
  / has no scheduler with these values\./,
  / has no scheduler of this shape\.$/,
  /^The learning rate has no closed form, and the run is longer than/,
  /^The learning rate is no constant, line, cosine or exponential, and the run is too long/,
  /^The schedule has no learning rate\.$/,
  /^A part of the learning rate has no value yet/,
];
const LONGEST = 20_000;

/** The schedule that the product's reader got from written code: of those in it the one with these values. */
function readIn(analyses: readonly Analysis[], run: Schedule): Schedule | undefined {
  const { length, time } = run;
  const all = analyses.flatMap(({ schedules }) =>
    schedules.flatMap(({ schedule }) => schedule ?? []),
  );
  const found = all.find((one) => gap(run, one) <= 1e-9);
  // a function of the step says nothing of the run's length
  return found && { ...found, length, time: { steps: time.steps }, definition: {} };
}

describe("generated definitions, there and back", () => {
  it.each(writers)(
    "are the same runs by $target, or refused with a known reason",
    async (writer) => {
      let compared = 0;
      const property = fc.asyncProperty(definition, async (plain) => {
        const run = scheduleOf(plain);
        fc.pre(run.length <= LONGEST && run.resume === 0);
        const analyses: Analysis[] = [];
        const request = { schedule: run, file: "" };
        const conversion = await convert(writer, request, async (head) => {
          const analysis = await readAlone(head);
          if (analysis) analyses.push(analysis);
          return analysis;
        });
        if (conversion.refused !== null) {
          expect(REFUSALS.filter((reason) => reason.test(conversion.refused ?? ""))).toHaveLength(
            1,
          );
          return;
        }
        // a table of values is no document that the reader knows
        if (analyses.length === 0) return;
        const there = readIn(analyses, run);
        if (!there) throw new Error(`not found in\n${conversion.code ?? ""}`);
        const back = await convert(jsonWriter, { schedule: there, file: "" }, readAlone);
        const again = native(back.code ?? "");
        expect(again?.length, back.refused ?? "").toBe(run.length);
        expect(gap(run, again)).toBeLessThanOrEqual(1e-12);
        compared++;
      });
      await fc.assert(property, { numRuns: 10, seed: 16 });
      const isTable = ["numpy", "csv"].includes(writer.target);
      const hasFew = ["deepspeed", "timm", "mmengine"].includes(writer.target);
      if (!isTable && !hasFew) expect(compared).toBeGreaterThan(3);
    },
  );
});

/** Longer than tables may be, but of phases that our own definitions have. */
const SHORT_TO_SAY = new Set(["optax.py"]);

describe("a schedule of another library, there and back", () => {
  const names = Object.keys(FOREIGN_TEXTS);
  it.each(names)("keeps its values by a definition of our own and torch: %s", async (name) => {
    const [first] = (await readFormat(name, FOREIGN_TEXTS[name] ?? "")).schedules;
    if (!first?.schedule) throw new Error(`${name} has no schedule`);
    const byUpdates =
      first.schedule.time.clock === undefined ? first.schedule : byUpdate(first.schedule, 3);
    if ("refused" in byUpdates) throw new Error(byUpdates.refused);
    const found = { schedule: byUpdates };
    const written = code("json", found.schedule);
    if (found.schedule.length > LONGEST && !SHORT_TO_SAY.has(name)) {
      await expect(written).rejects.toThrow(/too long for a table/);
      return;
    }
    const own = native(await written);
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
