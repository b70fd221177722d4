import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogReading, readLog } from "../../../src/core/recordings/readLog";
import { recordedSchedule, wallClockOf } from "../../../src/core/recordings/recordedSchedule";
import type { ReadLog } from "../../../src/core/recordings/recording";
import { runTold } from "../../../src/core/recordings/runTold";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { dueAt } from "../../../src/host/panel/explanationPace";
import { runs } from "../runs";

const { schedule: plan } = buildSchedule({
  length: { steps: 40_000 },
  learningRate: { kind: "linear", from: 1e-3, to: 0 },
});
const PLAN = { steps: 40_000, stepsPerEpoch: 7.5 };

interface Row {
  readonly count: number;
  /** How far the counter moves before each row: 0 repeats a row, below it the run is resumed. */
  readonly by: number;
  readonly loss: number | "nan";
}

const row = fc.record<Row>({
  count: fc.integer({ min: 1, max: 400 }),
  by: fc.constantFrom(1, 1, 1, 2, 5, 0, -3, -40),
  loss: fc.oneof(fc.integer({ min: 1, max: 999 }), fc.constant("nan" as const)),
});

/** Stretches of rows, of which a first one may bring so many that whole blocks of blocks are full. */
const rows = fc
  .tuple(fc.constantFrom(1, 300, 9000), fc.array(row, { maxLength: 12 }))
  .map(([count, rest]): Row[] => [{ count, by: 1, loss: 7 }, ...rest]);

function textOf(clock: "step" | "epoch", stretches: readonly Row[]): string {
  const lines = [`${clock},lr,loss,timestamp`];
  let [at, time] = [0, 1000];
  for (const { count, by, loss } of stretches) {
    for (let i = 0; i < count; i++) {
      at = Math.max(1, at + (by < 0 && i > 0 ? 1 : by));
      time += 3;
      lines.push(
        `${at},${1e-3 * (1 - at / 40_000)},${loss === "nan" ? loss : loss + (at % 5)},${time}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Everything that a curve is asked for; sums and extremes of a few stretches. */
function drawn(log: ReadLog): unknown {
  return log.runs.map((run) => {
    const schedule = recordedSchedule(run, PLAN);
    if ("reason" in schedule) return schedule;
    return {
      curves: curvesOf(schedule),
      wall: wallClockOf(run, PLAN),
      told: runTold(run, "csv", plan),
    };
  });
}

const curvesOf = ({ length, tracks }: Schedule): unknown =>
  [...tracks].map(([name, { curve }]) => [
    name,
    length,
    curve.breakpoints(0, length, 1e6),
    [0, 3, 0.1 * length, length - 1].map((step) => curve.at(Math.floor(step))),
    STRETCHES.map(([from, to]) => {
      const [first, last] = [Math.floor(from * length), Math.floor(to * length)];
      return {
        first,
        ...curve.extremes(first, Math.max(first, last - 1)),
        sum: curve.sum(first, last),
      };
    }),
  ]);

function scheduleOf({ runs: [run] }: ReadLog, time?: typeof PLAN): Schedule {
  const schedule = run && recordedSchedule(run, time);
  if (!schedule || "reason" in schedule) throw new Error(schedule?.reason ?? "no run");
  return schedule;
}

const STRETCHES = [
  [0, 1],
  [0, 0.9],
  [0.1, 0.3],
  [0.31, 0.33],
] as const;

describe("a log that grows", () => {
  it("has at any time the curves, times and causes that it has when it is read at once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("step" as const, "epoch" as const),
        rows,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
        (clock, stretches, cuts) => {
          const bytes = new TextEncoder().encode(textOf(clock, stretches));
          const reading = new LogReading("log.csv");
          const ends = cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b);
          let at = 0;
          for (const end of [...ends, bytes.length]) {
            reading.push(bytes.subarray(at, end));
            at = end;
            drawn(reading.soFar());
          }
          expect(drawn(reading.end())).toEqual(drawn(readLog("log.csv", bytes)));
        },
      ),
      { numRuns: runs(40, 300) },
    );
  });

  it("leaves a run that was drawn before as it was, though the log was resumed before its end", () => {
    const reading = new LogReading("log.csv");
    const push = (text: string): Schedule => {
      reading.push(new TextEncoder().encode(text));
      return scheduleOf(reading.soFar());
    };
    // so long that its reader is known
    push(textOf("step", [{ count: 5000, by: 1, loss: "nan" }]));
    const before = push("5001,1,5,1\n5002,2,6,2\n");
    const told = curvesOf(before);
    const after = push("4000,3,7,3\n4001,4,8,4\n");
    expect(after.at(4000)).toEqual({ learningRate: 3, loss: 7 });
    expect(curvesOf(before)).toEqual(told);
    expect(before.at(5001)).toEqual({ learningRate: 1, loss: 5 });
  });

  it.each([
    ["a number after none", "nan", "5", 5],
    ["none after a number, which had taken the place of others", "5", "nan", 7],
    ["another number", "5", "6", 6],
  ])("takes a row that stands twice as its later one: %s", (_, first, second, loss) => {
    const reading = new LogReading("log.csv");
    const draw = (text: string): number | undefined => {
      reading.push(new TextEncoder().encode(text));
      return scheduleOf(reading.soFar()).at(4800)["loss"];
    };
    draw(
      textOf("step", [
        { count: 2, by: 1, loss: "nan" },
        { count: 4998, by: 1, loss: 7 },
      ]).replaceAll(/,\d+,(\d+)$/gm, ",7,$1"),
    );
    draw(`4800,1,${first},1\n`);
    expect(draw(`4800,1,${second},2\n`)).toBe(loss);
  });

  it("has sums over whole steps, between points at parts of a step, too", () => {
    const text = textOf("epoch", [{ count: 700, by: 1, loss: 3 }]);
    const schedule = scheduleOf(readLog("log.csv", new TextEncoder().encode(text)), PLAN);
    const curve = schedule.tracks.get("loss")?.curve;
    if (!curve) throw new Error("no loss");
    for (const [first, last] of [
      [0, schedule.length],
      [8, 9],
      [100, 4321],
      [7, 8],
      [5000, 5000],
    ] as const) {
      let sum = 0;
      for (let step = first; step < last; step++) sum += curve.at(step) || 0;
      expect(curve.sum(first, last)).toBeCloseTo(sum, 8);
    }
  });
});

it("a run that grows is explained so seldom that it takes a fiftieth of the time, an edited plan at once", () => {
  expect(dueAt(undefined, 1000)).toBe(1250);
  expect(dueAt({ at: 900, took: 2 }, 1000)).toBe(1250);
  expect(dueAt({ at: 900, took: 100 }, 1000)).toBe(5900);
});
