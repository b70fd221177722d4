import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32, maskedCrc32c } from "../../../src/core/recordings/bytes/crc";
import { LogReading, readLog } from "../../../src/core/recordings/readLog";
import { pairs } from "./read";
import {
  bytes as field,
  eventFile,
  historyRecord,
  item,
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

  it("are those of any part of the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), fc.nat(40), (bytes, one, other) => {
        const [from, to] = [one, other].map((at) => Math.min(at, bytes.length));
        const part = bytes.subarray(from, to);
        expect(crc32(bytes, from, to)).toBe(slowCrc32(part));
        const sum = BigInt(slowCrc32c(part));
        const rotated = ((sum >> 15n) | (sum << 17n)) & 0xffffffffn;
        const masked = (rotated + 0xa282ead8n) & 0xffffffffn;
        expect(maskedCrc32c(bytes, from, to)).toBe(Number(masked));
      }),
    );
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

  it("have the values that their JSON has, however many histories are alike", () => {
    const told = [0.5, NaN, null, "0.25", "a,b", [1, 2], { _type: "table" }, 1e-7, true, -3, "x"];
    const steps = Array.from({ length: 66 }, (_, step) => step);
    const valueAt = (step: number): unknown => told[step % told.length];
    const lossAt = (step: number): unknown => told[(step + 5) % told.length];
    const bytes = wandbFile(
      steps.map((step) =>
        historyRecord({ _step: step, "train|loss": lossAt(step), lr: valueAt(step) }),
      ),
    );
    const [run] = readLog("run.wandb", bytes).runs;
    // JSON.stringify writes NaN as null; texts of numbers count, lists and truths do not
    const isNumber = (value: unknown): boolean =>
      (typeof value === "number" && !Number.isNaN(value)) || value === "0.25";
    const wanted = (of: (step: number) => unknown) =>
      steps.filter((step) => isNumber(of(step))).map((step) => [step, Number(of(step))]);
    expect(pairs(run, "loss")).toEqual(wanted(lossAt));
    // a list of numbers under a rate's name is that of its groups
    const first = (step: number): unknown => {
      const value = valueAt(step);
      return Array.isArray(value) ? (value[0] as unknown) : value;
    };
    expect(pairs(run, "learningRate")).toEqual(wanted(first));
    expect(run?.skipped).toBe(0);
  });

  it("are the same where records of several kinds take turns, and keys are written in two ways", () => {
    const kinds: ((step: number) => Uint8Array)[] = [
      (step) => historyRecord({ "train|loss": step / 8, lr: 1e-3, _step: step }),
      (step) => historyRecord({ "train/loss": step / 8, lr: 1e-3, _step: step }),
      (step) => historyRecord({ lr: 1e-3, "train|loss": step / 8, _step: step }),
      (step) => historyRecord({ _step: step, "val|loss": step / 4 }),
      (step) => historyRecord({ _step: step, "val|loss": step / 4, note: "x" }),
      (step) => historyRecord({ "train|loss": step / 8, _step: step }),
    ];
    const steps = Array.from({ length: 90 }, (_, step) => step);
    const kindOf = (step: number): number => (step % 7) % kinds.length;
    const records = steps.flatMap((step) => kinds[kindOf(step)]?.(step) ?? []);
    const [run] = readLog("run.wandb", wandbFile(records)).runs;
    const isValidation = (step: number): boolean => [3, 4].includes(kindOf(step));
    expect(pairs(run, "loss")).toEqual(
      steps.filter((step) => !isValidation(step)).map((step) => [step, step / 8]),
    );
    expect(pairs(run, "validationLoss")).toEqual(
      steps.filter(isValidation).map((step) => [step, step / 4]),
    );
    expect(run?.skipped).toBe(0);
  });

  it("have no value that hides behind another one's", () => {
    const forged = (json: string): Uint8Array =>
      field(2, join(item(["_step"], "3"), item(["lr"], json), item(["loss"], "1")));
    const honest = [0, 1, 2].map((step) => historyRecord({ _step: step, lr: 0.1, loss: 1 }));
    for (const json of ['7,"loss":9', "7}", "[7]", '7 ,"_step":0', '"7"x'])
      expect(
        pairs(readLog("run.wandb", wandbFile([...honest, forged(json)])).runs[0], "loss"),
        json,
      ).toEqual([0, 1, 2, 3].map((step) => [step, 1]));
  });

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
