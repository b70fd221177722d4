import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { readLog } from "../../../src/core/recordings/readLog";
import { recordedSchedule } from "../../../src/core/recordings/recordedSchedule";
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
  / has no scheduler of this shape\. The (?:PyTorch|Python) target has /,
  /^The learning rate has no closed form, and the run is longer than/,
  /^The learning rate is no constant, line, cosine, exponential or polynomial, and the run is too long/,
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
        // a CSV table is no document: its round trip is below
        if (writer.target === "csv") {
          compared++;
          return;
        }
        const there = readIn(analyses, run);
        if (!there) throw new Error(`not found in\n${conversion.code ?? ""}`);
        const back = await convert(jsonWriter, { schedule: there, file: "" }, readAlone);
        const again = native(back.code ?? "");
        expect(again?.length, back.refused ?? "").toBe(run.length);
        expect(gap(run, again)).toBeLessThanOrEqual(1e-12);
        compared++;
      });
      await fc.assert(property, { numRuns: 10, seed: 16 });
      // of any kinds of phases these have few; below are those that they have
      const hasFew = ["deepspeed", "timm", "mmengine"].includes(writer.target);
      if (!hasFew) expect(compared).toBeGreaterThan(3);
    },
  );
});

const rate = fc.double({ min: 1e-5, max: 1, noNaN: true });
const count = fc.integer({ min: 3, max: 60 });

/** Linear from a rate to a higher one, by count. */
const warmup = fc.record({ low: rate, high: fc.double({ min: 2, max: 90, noNaN: true }), count });

/** A run of a warmup and one more phase, for each of `kinds`. */
const warmed = (kinds: readonly object[]): fc.Arbitrary<Schedule> =>
  fc
    .record({ ramp: warmup, phase: fc.constantFrom(...kinds), rest: count })
    .map(({ ramp: { low, high, count: rise }, phase, rest }) =>
      scheduleOf({
        length: { steps: rise + rest },
        learningRate: [{ kind: "linear", from: low, to: low * high, for: rise }, phase],
      }),
    );

/** As DeepSpeed's schedulers: one update late, down to where they began, or to a part of the way. */
const late = fc
  .record({ ramp: warmup, rest: count, more: fc.integer({ min: 0, max: 9 }), held: fc.boolean() })
  .map(({ ramp: { low, high, count: rise }, rest, more, held }) => {
    const peak = low * high;
    const to = held ? peak : low + ((peak - low) * more) / (rest + more);
    return scheduleOf({
      length: { steps: 1 + rise + rest },
      learningRate: [
        { kind: "constant", value: low, for: 1 },
        { kind: "linear", from: low, to: peak, for: rise },
        held ? { kind: "constant", value: peak } : { kind: "linear", to },
      ],
    });
  });

/** Definitions of which a target has each. */
const SAID: readonly (readonly [string, fc.Arbitrary<Schedule>])[] = [
  ["deepspeed", late],
  [
    "timm",
    warmed([
      { kind: "cosine", to: 0 },
      { kind: "linear", to: 0 },
      { kind: "polynomial", to: 1e-6, power: 2 },
      { kind: "step", factor: 0.5, every: 10 },
      { kind: "tanh", to: 1e-6 },
      { kind: "hold" },
      { kind: "exponential", factor: 0.9, every: 3 },
      { kind: "cosineRestarts", to: 1e-6, period: 7, periodGrowth: 2, peakDecay: 0.5 },
    ]),
  ],
  [
    "mmengine",
    warmed([
      { kind: "cosine", to: 0 },
      { kind: "linear", to: 0 },
      { kind: "polynomial", to: 1e-6, power: 2 },
      { kind: "step", factor: 0.5, every: 10 },
      { kind: "multiStep", factor: 0.1, at: [1, 2] },
      { kind: "exponential", factor: 0.9, every: 1 },
    ]),
  ],
];

describe("definitions that a library's own schedulers have, there and back", () => {
  it.each(SAID)("are all written, as the same runs: %s", async (target, said) => {
    const property = fc.asyncProperty(said, async (run) => {
      const again = await there(target, run);
      expect(again?.length).toBe(run.length);
      expect(gap(run, again)).toBeLessThanOrEqual(1e-12);
    });
    await fc.assert(property, { numRuns: 12, seed: 16 });
  });
});

/** A run written for a target, read by the product, and written as our own definition. */
async function there(target: string, run: Schedule): Promise<Schedule | undefined> {
  const analyses: Analysis[] = [];
  const writer = writerOf(target);
  if (!writer) throw new Error(`no target ${target}`);
  const { code: text, refused } = await convert(
    writer,
    { schedule: run, file: "" },
    async (head) => {
      const analysis = await readAlone(head);
      if (analysis) analyses.push(analysis);
      return analysis;
    },
  );
  const read = readIn(analyses, run);
  if (!read) throw new Error(refused ?? text ?? "");
  return native(await code("json", read));
}

describe("a CSV table, there and back", () => {
  it("is the same run, as the product reads such tables", async () => {
    let compared = 0;
    const property = fc.asyncProperty(definition, async (plain) => {
      const run = scheduleOf(plain);
      fc.pre(run.length > 1 && run.length <= LONGEST);
      const table = new TextEncoder().encode(await code("csv", run));
      const [log] = readLog("table.csv", table).runs;
      const read = log && recordedSchedule(log, undefined);
      if (!read || "reason" in read) throw new Error(read?.reason ?? "no run in the table");
      expect(read.length).toBe(run.length);
      const again = native(await code("json", read));
      expect(gap(run, again)).toBeLessThanOrEqual(1e-12);
      compared++;
    });
    await fc.assert(property, { numRuns: 10, seed: 16 });
    expect(compared).toBe(10);
  });
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

/** Files whose own library is a target, and its updates in an epoch where they count epochs. */
const OWN_TARGETS: readonly (readonly [name: string, target: string, uses: RegExp])[] = [
  ["multistep.py", "torch", /MultiStepLR\(optimizer, milestones=\[30, 80\], gamma=0\.1\)/],
  ["step.py", "torch", /StepLR\(optimizer, step_size=30, gamma=0\.5\)/],
  ["sequence.py", "torch", /SequentialLR\(/],
  ["arguments.py", "transformers", /warmup_steps=30,[^]*max_steps=1000|max_steps=1000/],
  ["optaxCycle.py", "optax", /optax\.join_schedules\(/],
  ["keras.py", "keras", /keras\.optimizers\.schedules\.LearningRateSchedule/],
  ["ds_config.json", "deepspeed", /"type": "WarmupDecayLR"/],
];

const DEEPSPEED: readonly string[] = [
  `{ "scheduler": { "type": "WarmupLR", "params": {
    "warmup_min_lr": 0, "warmup_max_lr": 0.001, "warmup_num_steps": 50, "warmup_type": "linear" } } }`,
  `{ "optimizer": { "type": "AdamW", "params": { "lr": 3e-4 } },
    "scheduler": { "type": "WarmupCosineLR", "params": { "total_num_steps": 1000,
    "warmup_min_ratio": 0.01, "warmup_num_steps": 100, "cos_min_ratio": 0.1, "warmup_type": "linear" } } }`,
];

describe("a schedule of another library, back in its own", () => {
  const rateOf = async (name: string, text: string): Promise<Schedule> => {
    const [first] = (await readFormat(name, text)).schedules;
    if (!first?.schedule) throw new Error(`${name} has no schedule`);
    return first.schedule;
  };
  const expectBack = async (target: string, schedule: Schedule): Promise<void> => {
    const own = native(await code("json", schedule));
    if (!own) throw new Error("no definition");
    const analyses: Analysis[] = [];
    const writer = writerOf(target);
    if (!writer) throw new Error(`no target ${target}`);
    const conversion = await convert(writer, { schedule: own, file: "" }, async (head) => {
      const analysis = await readAlone(head);
      if (analysis) analyses.push(analysis);
      return analysis;
    });
    expect(conversion.refused).toBeNull();
    expect(gap(schedule, readIn(analyses, schedule))).toBeLessThanOrEqual(1e-12);
  };

  it.each(OWN_TARGETS)("has its values and its own words: %s", async (name, target, words) => {
    const schedule = await rateOf(name, FOREIGN_TEXTS[name] ?? "");
    expect(await code(target, schedule)).toMatch(words);
    await expectBack(target, schedule);
  });

  it.each(DEEPSPEED)("keeps what DeepSpeed does one update late: %s", async (text) => {
    const schedule = await rateOf("ds_config.json", text);
    await expectBack("deepspeed", schedule);
  });

  it("is refused where the target counts something else", async () => {
    const schedule = await rateOf("mmengine.py", FOREIGN_TEXTS["mmengine.py"] ?? "");
    await expect(code("mmengine", schedule)).rejects.toThrow(
      /^The schedule counts epochs, and the file doesn't say how many optimizer updates/,
    );
  });
});
