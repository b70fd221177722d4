import { describe, expect, test } from "vitest";
import { csv } from "../../../src/probe/tasks/csv";
import { split } from "../../../src/probe/tasks/split";
import { readToProbe } from "../../../src/probe/messages";
import { wasm } from "./backends";
import { madeUpTable } from "./madeUpTable";
import { constant, run, schedule } from "./requests";

const request = (steps: number) => ({
  task: "csv",
  steps,
  seeds: [1],
  schedules: [
    schedule("a", { learningRate: constant(0.1, steps), momentum: constant(0.9, steps) }),
  ],
});

describe("a probe of the user's own table", () => {
  test("learns its classes, whatever units the columns have", async () => {
    const told = await run({ ...request(150), data: madeUpTable() }, [wasm]);
    expect(told.events[0]).toMatchObject({ type: "started" });
    expect(told.points("accuracy", "a", 1).at(-1)?.[1]).toBeGreaterThan(0.8);
  });

  test("says in one sentence what is missing without data", async () => {
    const told = await run(request(10), [wasm]);
    expect(told.events).toEqual([
      {
        type: "failed",
        message: expect.stringMatching(/needs data: .*"data": ".\/my.csv"/) as string,
      },
    ]);
  });

  test("standardises by the training rows alone, and tells what it did", () => {
    const table = madeUpTable();
    const task = csv(table);
    const { train } = split(
      {
        count: 120,
        width: 4,
        classes: 3,
        inputs: Float32Array.from(table.inputs),
        labels: Float32Array.from(
          [...table.labels].flatMap((l) => [0, 1, 2].map((k) => +(k === l))),
        ),
      },
      "csv",
    );
    expect(train.count).toBe(96);
    const seen = [0, 1, 2].flatMap((step) => [...(task.batch(1, step)[0]?.values ?? [])]);
    for (const column of [0, 1, 2]) {
      const values = seen.filter((_, i) => i % 4 === column);
      expect(values).toHaveLength(96);
      const mean = values.reduce((a, b) => a + b) / 96;
      expect(mean).toBeCloseTo(0, 4);
      expect(Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / 96)).toBeCloseTo(1, 3);
    }
    // A column without spread is 0, not a division by 0.
    expect(seen.filter((_, i) => i % 4 === 3).every((value) => value === 0)).toBe(true);
    expect(task.about).toContain("120 rows of table.csv: 96 to train, 24 for validation");
    expect(task.about).toContain("33.3%");
    expect(task.about).toContain('Column "e" is the same in every row');
  });

  test("trains on a class of one row and on fewer rows than a batch", async () => {
    const { inputs } = madeUpTable(12);
    const labels = [2, ...Array.from({ length: 11 }, (_, i) => i % 2)];
    const told = await run({ ...request(5), data: { ...madeUpTable(12), inputs, labels } }, [wasm]);
    expect(told.events.at(-1)).toMatchObject({ type: "finished", steps: 5 });
  });

  test.each([
    ["as many inputs as labels", { labels: [0, 1] }],
    ["a class for every label", { labels: new Array<number>(120).fill(3) }],
    ["request.data.inputs", { inputs: new Array<number>(480).fill(NaN) }],
  ])("a message whose table is none is refused: %s", (why, change) => {
    const sent = (more: object) => ({
      type: "run",
      run: 1,
      request: { ...request(5), data: { ...madeUpTable(), ...more } },
    });
    expect(readToProbe(sent({}))).toMatchObject({ type: "run" });
    const reason = expect.stringContaining(why) as string;
    expect(readToProbe(sent(change))).toMatchObject({ type: "unreadable", run: 1, reason });
  });
});
