import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogReading, readLog } from "../../../src/core/recordings/readLog";
import type { ReadLog } from "../../../src/core/recordings/recording";
import { logReaders } from "../../../src/core/recordings/table";
import { runs as tries } from "../runs";
import { SAMPLES, type Sample } from "./samples";
import { bytes, double, float, historyRecord, integer, join, tfRecord, wandbFile } from "./writers";

const sampleOf = (id: string): Sample => {
  const sample = SAMPLES[id];
  if (!sample) throw new Error(`a reader without a sample of its logs: ${id}`);
  return sample;
};

/** Every point as a text: run, series, step, value. */
const pointsOf = ({ runs }: ReadLog): string[] =>
  runs.flatMap(({ series }, run) =>
    [...series].flatMap(([name, { steps, values }]) =>
      Array.from(steps, (step, i) => `${run} ${name} ${step} ${values[i]}`),
    ),
  );

/** What any bytes must give: an answer, and no more values than there are bytes. */
function answer(path: string, content: Uint8Array): ReadLog {
  const log = readLog(path, content);
  let points = 0;
  for (const { series } of log.runs)
    for (const { steps, values, times = steps } of series.values()) {
      points += steps.length;
      // one expectation a log: a million of them would take minutes
      if (values.length !== steps.length || times.length !== steps.length) points = Infinity;
    }
  expect(points).toBeLessThanOrEqual(content.length);
  return log;
}

function inChunks(path: string, content: Uint8Array, size: number): ReadLog {
  const reading = new LogReading(path);
  // one memory for all chunks, as a file's reader has it
  const memory = new Uint8Array(size);
  for (let at = 0; at < content.length; at += size) {
    const chunk = content.subarray(at, at + size);
    memory.set(chunk);
    reading.push(memory.subarray(0, chunk.length));
  }
  return reading.end();
}

describe.each(logReaders.map(({ id }) => id))("logs of %s", (id) => {
  const { path, content } = sampleOf(id);
  const whole = readLog(path, content);

  it("are known by their reader, and are whole", () => {
    expect(whole.format).toBe(id);
    expect(pointsOf(whole).length).toBeGreaterThan(10);
    expect(whole.runs.map(({ skipped }) => skipped)).toEqual([0]);
  });

  it("are the same in chunks of any size", () => {
    for (const size of [1, 2, 7, 61, 1000])
      expect(pointsOf(inChunks(path, content, size)), String(size)).toEqual(pointsOf(whole));
  });

  it("give what is whole when they are cut off anywhere", () => {
    const all = new Set(pointsOf(whole));
    const series = whole.runs[0]?.series.size ?? 0;
    for (let length = 0; length < content.length; length++) {
      const got = pointsOf(answer(path, content.subarray(0, length)));
      // a number that was cut in two is another number: of the last record alone
      expect(got.filter((point) => !all.has(point)).length, String(length)).toBeLessThanOrEqual(
        series,
      );
    }
  });

  it("survive forged bytes at every place", () => {
    const forged = [
      [0],
      [0xff],
      [0xff, 0xff, 0xff, 0xff],
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
    ];
    const kinds = tries(1, forged.length);
    for (let at = 0; at < content.length; at++)
      for (let kind = 0; kind < kinds; kind++) {
        const bad = forged[(at + kind) % forged.length] ?? [];
        const copy = content.slice();
        copy.set(bad.slice(0, content.length - at), at);
        answer(path, copy);
      }
  });

  it("survive noise after any beginning", () => {
    fc.assert(
      fc.property(fc.nat(content.length), fc.uint8Array({ maxLength: 200 }), (at, noise) => {
        answer(path, join(content.subarray(0, at), noise, content.subarray(at)));
      }),
      { numRuns: tries(60, 5000) },
    );
  });
});

describe("lengths within records whose checksums are right", () => {
  const forge = (data: Uint8Array, file: (data: Uint8Array) => Uint8Array, path: string): void => {
    for (let at = 0; at < data.length; at++)
      for (const byte of [0, 0x7f, 0x80, 0xff]) {
        const copy = data.slice();
        copy[at] = byte;
        answer(path, file(copy));
      }
  };

  it.each([
    ["a float", float(2, 0.5)],
    [
      "a tensor",
      bytes(8, join(integer(1, 1n), bytes(2, ""), bytes(4, Uint8Array.of(0, 0, 0, 63)))),
    ],
  ])("of TensorBoard, %s", (_, scalar) => {
    const summary = bytes(5, bytes(1, join(bytes(1, "lr"), scalar)));
    const event = join(double(1, 1.7e9), integer(2, 300n), summary);
    forge(event, (data) => join(tfRecord(event), tfRecord(data)), "events.out.tfevents.1");
  });

  it("of Weights & Biases", () => {
    const record = historyRecord({ _step: 1, lr: 0.5, "train|loss": 2 });
    forge(record, (data) => wandbFile([record, data]), "run.wandb");
  });
});
