import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32, maskedCrc32c } from "../../../src/core/recordings/bytes/crc";
import { LogReading, readLog } from "../../../src/core/recordings/readLog";
import { pairs } from "./read";
import {
  eventFile,
  historyRecord,
  join,
  runRecord,
  slowCrc32,
  slowCrc32c,
  tfRecord,
  wandbFile,
} from "./writers";

const ascii = (text: string) => new TextEncoder().encode(text);
const rates = Array.from({ length: 50 }, (_, step) => ({
  tag: "lr",
  step,
  value: 1e-3 * (1 - step / 50),
}));

describe("checksums", () => {
  // "123456789": the check values of both sums in the catalogue of parametrised CRC algorithms
  it("are those of the catalogue, and of a division bit by bit", () => {
    expect(crc32(ascii("123456789"))).toBe(0xcbf43926);
    expect(slowCrc32(ascii("123456789"))).toBe(0xcbf43926);
    expect(slowCrc32c(ascii("123456789"))).toBe(0xe3069283);
    const rotated = ((0xe3069283 >>> 15) | (0xe3069283 << 17)) >>> 0;
    expect(maskedCrc32c(ascii("123456789"))).toBe((rotated + 0xa282ead8) % 2 ** 32);
  });
});

describe("TensorBoard events", () => {
  it.each(["simple", "tensor"] as const)("are read in the %s form, as float32", (form) => {
    const { format, runs } = readLog("runs/events.out.tfevents.1.host", eventFile(rates, form));
    expect(format).toBe("tensorboard");
    expect(pairs(runs[0], "learningRate")).toEqual(
      rates.map(({ step, value }) => [step, Math.fround(value)]),
    );
    expect(runs[0]?.series.get("learningRate")?.precision).toEqual({ kind: "float32" });
    expect(runs[0]?.skipped).toBe(0);
  });

  it("lose one record to a broken one, and go on", () => {
    const file = eventFile(rates);
    const at = file.length - 10;
    file[at] = (file[at] ?? 0) ^ 1;
    const { runs } = readLog("events.out.tfevents.1", file);
    expect(pairs(runs[0], "learningRate")).toHaveLength(49);
    expect(runs[0]?.skipped).toBe(1);
  });

  it("end where a length is forged, with what stood before", () => {
    const good = eventFile(rates.slice(0, 10));
    const { runs, notes } = readLog(
      "events.out.tfevents.1",
      join(good, new Uint8Array(40).fill(255)),
    );
    expect(pairs(runs[0], "learningRate")).toHaveLength(10);
    expect(runs[0]?.skipped).toBe(1);
    expect(notes.join()).toContain(`byte ${good.length}`);
  });

  it("pass over a record of gigabytes without holding it", () => {
    const huge = tfRecord(new Uint8Array(0)).slice(0, 12);
    const forged = new DataView(huge.buffer);
    forged.setBigUint64(0, 2n ** 33n, true);
    forged.setUint32(8, maskedCrc32c(huge.subarray(0, 8)), true);
    const reading = new LogReading("events.out.tfevents.1");
    reading.push(eventFile(rates));
    reading.push(huge);
    for (let i = 0; i < 100; i++) reading.push(new Uint8Array(1 << 16));
    const { runs, notes } = reading.end();
    expect(pairs(runs[0], "learningRate")).toHaveLength(50);
    expect(notes.join()).toContain("ends within a record");
  });
});

describe("Weights & Biases", () => {
  const config = {
    lr: { value: 3e-4 },
    optim: { value: { name: "adamw" } },
    _wandb: { value: {} },
  };
  const history = Array.from({ length: 900 }, (_, step) =>
    historyRecord({
      "train|learning_rate": 1e-3 - step * 1e-6,
      _step: step,
      _timestamp: 1.7e9 + step,
      note: "x".repeat(step % 300),
      "train|global_step": step * 10,
      weights: { _type: "histogram", values: [1, 2] },
    }),
  );
  const file = wandbFile([runRecord("abc123", config), ...history]);

  it("are read over the edges of blocks, by the trainer's own step", () => {
    expect(file.length).toBeGreaterThan(3 * 32768);
    const { format, runs } = readLog("run-abc123.wandb", file);
    expect(format).toBe("wandb");
    expect(runs[0]?.name).toBe("abc123");
    expect(Object.fromEntries(runs[0]?.hyperParameters ?? [])).toEqual({
      lr: 3e-4,
      "optim/name": "adamw",
    });
    expect(pairs(runs[0], "learningRate")).toEqual(
      history.map((_, i) => [i * 10, 1e-3 - i * 1e-6]),
    );
    expect(runs[0]?.series.get("learningRate")?.times?.[5]).toBe(1.7e9 + 5);
    expect(runs[0]?.skipped).toBe(0);
  });

  it("lose what a flipped bit touches, and count it", () => {
    const broken = file.slice();
    broken[40_000] = (broken[40_000] ?? 0) ^ 4;
    const { runs } = readLog("run.wandb", broken);
    const left = pairs(runs[0], "learningRate").length;
    expect(left).toBeGreaterThan(600);
    expect(left).toBeLessThan(900);
    expect(runs[0]?.skipped).toBeGreaterThan(0);
  });

  it("are the same in chunks of any size", () => {
    const whole = pairs(readLog("run.wandb", file).runs[0], "learningRate");
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 5000 }), (size) => {
        const reading = new LogReading("run.wandb");
        for (let at = 0; at < file.length; at += size) reading.push(file.slice(at, at + size));
        expect(pairs(reading.end().runs[0], "learningRate")).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });
});

describe("a binary log cut off anywhere", () => {
  const files: [string, Uint8Array][] = [
    [
      "run.wandb",
      wandbFile([
        runRecord("a", { lr: 1 }),
        historyRecord({ lr: 0.1, _step: 1 }),
        historyRecord({ lr: 0.2, _step: 2 }),
      ]),
    ],
    ["events.out.tfevents.1", eventFile(rates.slice(0, 3))],
  ];
  it.each(files)("gives what is whole: %s", (name, file) => {
    const all = pairs(readLog(name, file).runs[0], "learningRate");
    for (let length = 0; length <= file.length; length++) {
      const got = pairs(readLog(name, file.slice(0, length)).runs[0], "learningRate");
      expect(got).toEqual(all.slice(0, got.length));
    }
  });

  it("never throws on random bytes behind a true beginning", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(400),
        ([name, file], noise, at) => {
          const log = readLog(name, join(file.slice(0, at), noise));
          for (const run of log.runs)
            for (const { steps, values } of run.series.values())
              expect(steps.length).toBe(values.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
