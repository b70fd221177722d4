import { crc32, maskedCrc32c } from "../../../src/core/recordings/bytes/crc";

export const POINTS = 1_000_000;

export const rate = (step: number): number => 1e-3 * (1 - step / POINTS);
export const loss = (step: number): number => 2 / (1 + step / 1e5);
const lines = (of: (step: number) => string): string =>
  Array.from({ length: POINTS }, (_, step) => of(step)).join("\n");

export const encoder = new TextEncoder();

/** One TFRecord. */
function record(data: Uint8Array): Uint8Array {
  const all = new Uint8Array(data.length + 16);
  const view = new DataView(all.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskedCrc32c(all, 0, 8), true);
  all.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return all;
}

/** An event of one float32, as PyTorch's SummaryWriter writes it. */
function event(step: number, tag: string, value: number): Uint8Array {
  const name = encoder.encode(tag);
  const head = new DataView(new ArrayBuffer(12));
  head.setFloat64(0, 1.7e9 + step, true);
  head.setFloat32(8, value, true);
  const bytes = new Uint8Array(head.buffer);
  const scalar = [0x0a, name.length, ...name, 0x15, ...bytes.subarray(8)];
  const count = [(step & 127) | 128, ((step >> 7) & 127) | 128, step >> 14];
  const summary = [0x2a, scalar.length + 2, 0x0a, scalar.length, ...scalar];
  return record(Uint8Array.of(0x09, ...bytes.subarray(0, 8), 0x10, ...count, ...summary));
}

function events(): Uint8Array {
  const all = Array.from({ length: 2 * POINTS }, (_, i) =>
    i % 2 === 0 ? event(i >> 1, "lr", rate(i >> 1)) : event(i >> 1, "loss", loss(i >> 1)),
  );
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of all) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

/** Joins what a generator makes, in memory that grows as needed. */
function joined(parts: Iterable<Uint8Array>): Uint8Array {
  let all = new Uint8Array(1 << 24);
  let length = 0;
  for (const part of parts) {
    if (length + part.length > all.length) {
      const larger = new Uint8Array(2 * all.length);
      larger.set(all);
      all = larger;
    }
    all.set(part, length);
    length += part.length;
  }
  return all.subarray(0, length);
}

const field = (number: number, content: readonly number[]): number[] => {
  const { length } = content;
  const key = number < 16 ? [8 * number + 2] : [((8 * number + 2) & 127) | 128, number >> 4];
  return [...key, ...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...content];
};
const letters = (text: string): number[] => [...encoder.encode(text)];
const item = (name: string, value: string): number[] =>
  field(1, [
    ...name.split("/").flatMap((part) => field(2, letters(part))),
    ...field(16, letters(value)),
  ]);

/** What wandb 0.30 writes for one step: the summary of the same values, then the history. */
function* steps(count: number): Generator<Uint8Array> {
  const header = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0];
  yield Uint8Array.from(header);
  let at = header.length;
  for (let step = 0; step < count; step++) {
    const items = [
      item("train/learning_rate", `${rate(step)}`),
      item("train/loss", `${loss(step)}`),
      item("_timestamp", `${1.7e9 + step / 7}`),
      item("_runtime", `${step / 7}`),
      item("_step", `${step}`),
    ].flat();
    for (const body of [field(3, items), field(2, items)]) {
      const left = 32_768 - (at % 32_768);
      // as if a record that doesn't fit began the next block
      const padding = left < body.length + 7 ? left : 0;
      const chunk = new Uint8Array(padding + 7 + body.length);
      chunk.set(body, padding + 7);
      const view = new DataView(chunk.buffer, padding);
      view.setUint16(4, body.length, true);
      view.setUint8(6, 1);
      view.setUint32(0, crc32(chunk, padding + 6), true);
      at += chunk.length;
      yield chunk;
    }
  }
}

const trainerState = (): string => {
  const rows = lines((step) =>
    [
      "    {",
      `      "epoch": ${(step / 1e4).toFixed(4)},`,
      `      "learning_rate": ${rate(step)},`,
      `      "loss": ${loss(step).toFixed(4)},`,
      `      "step": ${step}`,
      `    }${step + 1 < POINTS ? "," : ""}`,
    ].join("\n"),
  );
  return `{\n  "log_history": [\n${rows}\n  ],\n  "max_steps": ${POINTS}\n}`;
};

export const table = (): string =>
  `step,lr,loss\n${lines((step) => `${step},${rate(step).toPrecision(8)},${loss(step).toPrecision(6)}`)}`;

/** What transformers' Trainer prints. */
const dict = (step: number): string =>
  `{'loss': ${loss(step).toFixed(4)}, 'grad_norm': ${(1 + loss(step)) / 3}, 'learning_rate': ${rate(step)}, 'epoch': ${(step / 1e4).toFixed(4)}}`;

/** What mmcv prints. */
const mmdetLine = (step: number): string => {
  const [hours, minutes] = [step % 24, step % 60].map((part) => `${part}`.padStart(2, "0"));
  return `2022-01-01 ${hours}:${minutes}:00,123 - mmdet - INFO - Epoch [${Math.floor(step / 1e4) + 1}][${(step % 1e4) + 1}/10000]\tlr: ${rate(step).toExponential(3)}, eta: ${step % 24}:${minutes}:01, time: 0.412, data_time: 0.011, memory: 3848, loss_rpn_cls: 0.1234, loss: ${loss(step).toFixed(4)}`;
};

/** A million steps each, and at every one of them the rate and the loss: two million points. */
export const LOGS: Readonly<Record<string, () => Uint8Array>> = {
  "metrics.csv": () => encoder.encode(table()),
  "log.jsonl": () =>
    encoder.encode(
      lines((step) => `{"step": ${step}, "learning_rate": ${rate(step)}, "loss": ${loss(step)}}`),
    ),
  "trainer_state.json": () => encoder.encode(trainerState()),
  "nanogpt.log": () =>
    encoder.encode(
      lines(
        (step) => `iter ${step}: loss ${loss(step).toFixed(4)}, lr ${rate(step).toExponential(6)}`,
      ),
    ),
  "hf-with-bars.log": () =>
    encoder.encode(
      lines(
        (step) => `${dict(step)}\n 10%|█         | ${step + 1}/${POINTS} [00:10<03:20, 50.1it/s]\r`,
      ),
    ),
  "hf-without-bars.log": () => encoder.encode(lines(dict)),
  "mmdet.log": () => encoder.encode(lines(mmdetLine)),
  "events.out.tfevents.1": events,
  "run-1.wandb": () => joined(steps(POINTS / 4)),
};
