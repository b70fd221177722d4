// Writers of the binary formats from their published descriptions, independent of the readers:
// sums are computed bit by bit, numbers are put together with DataView.

/** A reflected CRC-32 by long division, for both polynomials. */
function slowCrc(polynomial: number, bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes)
    for (let bit = 0; bit < 8; bit++) {
      const top = (remainder ^ (byte >> bit)) & 1;
      remainder = (remainder >>> 1) ^ (top === 1 ? polynomial : 0);
    }
  return ~remainder >>> 0;
}

export const slowCrc32 = (bytes: Uint8Array): number => slowCrc(0xedb88320, bytes);
export const slowCrc32c = (bytes: Uint8Array): number => slowCrc(0x82f63b78, bytes);

const text = new TextEncoder();

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

const key = (number: number, wire: number): Uint8Array => varint(BigInt(number * 8 + wire));

export const integer = (number: number, value: bigint): Uint8Array =>
  join(key(number, 0), varint(value));

export function bytes(number: number, content: Uint8Array | string): Uint8Array {
  const inner = typeof content === "string" ? text.encode(content) : content;
  return join(key(number, 2), varint(BigInt(inner.length)), inner);
}

function real(size: 4 | 8, value: number): Uint8Array {
  const content = new Uint8Array(size);
  const view = new DataView(content.buffer);
  if (size === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return content;
}

export const float = (number: number, value: number): Uint8Array =>
  join(key(number, 5), real(4, value));
export const double = (number: number, value: number): Uint8Array =>
  join(key(number, 1), real(8, value));

function little(size: number, value: bigint): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

function masked(content: Uint8Array): Uint8Array {
  const sum = BigInt(slowCrc32c(content));
  const rotated = ((sum >> 15n) | (sum << 17n)) & 0xffffffffn;
  return little(4, (rotated + 0xa282ead8n) & 0xffffffffn);
}

/** One TFRecord. */
export function tfRecord(data: Uint8Array): Uint8Array {
  const length = little(8, BigInt(data.length));
  return join(length, masked(length), data, masked(data));
}

export interface Point {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  readonly time?: number;
}

/** An event file as TensorBoard's writers make it; TensorFlow 2 writes tensors, PyTorch simple values. */
export function eventFile(
  points: readonly Point[],
  form: "simple" | "tensor" = "simple",
): Uint8Array {
  const version = tfRecord(join(double(1, 1.7e9), bytes(3, "brain.Event:2")));
  const events = points.map(({ tag, step, value, time = 1.7e9 + step }) => {
    const scalar =
      form === "simple"
        ? float(2, value)
        : bytes(8, join(integer(1, 1n), bytes(2, new Uint8Array(0)), bytes(4, real(4, value))));
    const summary = bytes(5, bytes(1, join(bytes(1, tag), scalar)));
    return tfRecord(join(double(1, time), integer(2, BigInt(step)), summary));
  });
  return join(version, ...events);
}

const BLOCK = 32768;

/** LevelDB's log format with wandb's header of seven bytes in the first block. */
export function wandbFile(records: readonly Uint8Array[]): Uint8Array {
  const out: number[] = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00];
  const chunk = (type: number, data: Uint8Array): void => {
    out.push(...little(4, BigInt(slowCrc32(join(Uint8Array.of(type), data)))));
    out.push(...little(2, BigInt(data.length)), type, ...data);
  };
  for (const record of records) {
    let rest = record;
    let first = true;
    do {
      let left = BLOCK - (out.length % BLOCK);
      if (left < 7) {
        for (let i = 0; i < left; i++) out.push(0);
        left = BLOCK;
      }
      const part = rest.subarray(0, left - 7);
      rest = rest.subarray(part.length);
      const last = rest.length === 0;
      chunk(first ? (last ? 1 : 2) : last ? 4 : 3, part);
      first = false;
    } while (rest.length > 0);
  }
  return Uint8Array.from(out);
}

export const item = (name: readonly string[], json: string): Uint8Array =>
  bytes(
    1,
    join(
      ...(name.length === 1 ? [bytes(1, name[0] ?? "")] : name.map((part) => bytes(2, part))),
      bytes(16, json),
    ),
  );

/** Record.history = 2. */
export const historyRecord = (values: Readonly<Record<string, unknown>>): Uint8Array =>
  bytes(
    2,
    join(
      ...Object.entries(values).map(([name, value]) =>
        item(name.split("|"), JSON.stringify(value)),
      ),
    ),
  );

/** Record.run = 17 with its config = 4. */
export const runRecord = (id: string, config: Readonly<Record<string, unknown>>): Uint8Array =>
  bytes(
    17,
    join(
      bytes(1, id),
      bytes(
        4,
        join(...Object.entries(config).map(([name, value]) => item([name], JSON.stringify(value)))),
      ),
    ),
  );
