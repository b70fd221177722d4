import fc from "fast-check";
import { expect, it } from "vitest";
import { LogReading } from "../../../src/core/recordings/readLog";
import type { Axis, Recording } from "../../../src/core/recordings/recording";
import { runs } from "../runs";

interface Line {
  /** The keys that it has, in this order. */
  readonly keys: readonly string[];
  readonly rate: number;
  readonly loss: number | null;
  /** Whether a bar tells its step. */
  readonly hasBar: boolean;
}

const SHAPES = [
  ["loss", "learning_rate", "epoch"],
  ["learning_rate", "loss", "epoch"],
  ["eval_loss", "epoch"],
  ["loss", "learning_rate"],
  ["loss", "grad_norm", "learning_rate", "epoch"],
];

const lines: fc.Arbitrary<Line[]> = fc.array(
  fc.record({
    keys: fc.constantFrom(...SHAPES),
    rate: fc.double({ min: 0, max: 1, noNaN: true }),
    loss: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 9, noNaN: true })),
    hasBar: fc.boolean(),
  }),
  { minLength: 6, maxLength: 40 },
);

const valuesOf = ({ rate, loss }: Line, epoch: number): Record<string, number | null> => ({
  loss,
  eval_loss: loss,
  learning_rate: rate,
  grad_norm: 2 * rate,
  epoch,
});

/** As transformers' Trainer prints them: a bar redraws itself after the dict that it makes room for. */
const printed = (all: readonly Line[]): string =>
  all
    .map((line, i) => {
      const values = valuesOf(line, i / 4);
      const items = line.keys.map((key) => `'${key}': ${values[key] ?? "None"}`);
      const bar = line.hasBar ? `\r 10%|█         | ${i + 1}/100 [00:10<03:20, 50.1it/s]\r` : "";
      return `{${items.join(", ")}}\n${bar}`;
    })
    .join("");

/** Every value by its tag and clock: the bar's count where one follows, else the epoch. */
function wanted(all: readonly Line[]): { points: Set<string>; skipped: number } {
  const points = new Set<string>();
  let skipped = 0;
  all.forEach((line, i) => {
    const values = valuesOf(line, i / 4);
    const isPlaced = line.hasBar || line.keys.includes("epoch");
    const tags = line.keys.filter((key) => line.hasBar || key !== "epoch");
    const told = tags.filter((key) => values[key] !== null);
    if (!isPlaced || told.length === 0) skipped++;
    else
      for (const tag of told) points.add(point(tag, ...place(line.hasBar, i), Number(values[tag])));
  });
  return { points, skipped };
}

const place = (hasBar: boolean, i: number): [Axis, number] =>
  hasBar ? ["steps", i + 1] : ["epochs", i / 4];
const point = (tag: string, axis: Axis, step: number, value: number): string =>
  `${tag} at ${step} ${axis}: ${value}`;

const pointsOf = ({ series }: Recording): Set<string> =>
  new Set(
    [...series.values()].flatMap(({ tag, axis, steps, values }) =>
      Array.from(steps, (step, i) => point(tag, axis, step, values[i] ?? NaN)),
    ),
  );

it("dicts of any keys have their values at the bar that follows, or else at their epoch", () => {
  const last: Line = { keys: SHAPES[0] ?? [], rate: 0.5, loss: 1, hasBar: true };
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 300 }), (some, size) => {
      const all = [last, ...some, last];
      const bytes = new TextEncoder().encode(printed(all));
      const reading = new LogReading("output.log");
      for (let at = 0; at < bytes.length; at += size) reading.push(bytes.slice(at, at + size));
      const [run, ...others] = reading.end().runs;
      expect(others).toEqual([]);
      const { points, skipped } = wanted(all);
      expect(run && pointsOf(run)).toEqual(points);
      expect(run?.skipped).toBe(skipped);
    }),
    { numRuns: runs(60, 3000) },
  );
});
