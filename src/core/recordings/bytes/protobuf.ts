/** One field of a protobuf message: its number, and its value by wire type. */
export type Field =
  | { readonly number: number; readonly kind: "varint"; readonly value: number }
  | { readonly number: number; readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly number: number; readonly kind: "fixed"; readonly bytes: Uint8Array };

const LENGTHS: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/**
 * The fields of a message, by the wire format alone (protobuf.dev, "Encoding"). Whole numbers are
 * signed 64 bits, as near as a double comes to them.
 *
 * @returns undefined where the bytes are no message: a length leads out of it, a group, a bad tag.
 */
export function fieldsOf(bytes: Uint8Array): readonly Field[] | undefined {
  const reader = new Varints(bytes);
  const fields: Field[] = [];
  while (reader.at < bytes.length) {
    const field = fieldAt(reader, bytes);
    if (field === undefined) return undefined;
    fields.push(field);
  }
  return fields;
}

function fieldAt(reader: Varints, bytes: Uint8Array): Field | undefined {
  const key = reader.next();
  if (key === undefined || key < 8) return undefined;
  const number = Math.floor(key / 8);
  const wire = key % 8;
  if (wire === 0) {
    const value = reader.next();
    return value === undefined ? undefined : { number, kind: "varint", value };
  }
  const length = wire === 2 ? reader.next() : LENGTHS[wire];
  if (length === undefined || length < 0 || length > bytes.length - reader.at) return undefined;
  const inner = bytes.subarray(reader.at, reader.at + length);
  reader.at += length;
  return { number, kind: wire === 2 ? "bytes" : "fixed", bytes: inner };
}

class Varints {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Undefined where the bytes end within the number, or it is longer than ten bytes. */
  next(): number | undefined {
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) return undefined;
      const bits = byte & 0x7f;
      if (i < 4) low += bits * 2 ** (7 * i);
      else high += bits * 2 ** (7 * (i - 4));
      if (byte < 0x80) return signed(low, high);
    }
    return undefined;
  }
}

/** Two's complement of 64 bits, from 28 low bits and the rest. */
const signed = (low: number, high: number): number =>
  high >= 2 ** 35 ? low + (high - 2 ** 36) * 2 ** 28 : low + high * 2 ** 28;

/** The submessages, texts or bytes of one number. */
export const bytesOf = (fields: readonly Field[], number: number): readonly Uint8Array[] =>
  fields.flatMap((field) =>
    field.number === number && field.kind === "bytes" ? [field.bytes] : [],
  );

/** The last whole number of one number, as protobuf takes it. */
export const integerOf = (fields: readonly Field[], number: number): number | undefined =>
  fields.reduce<number | undefined>(
    (last, field) => (field.number === number && field.kind === "varint" ? field.value : last),
    undefined,
  );

/** The last double (8 bytes) or float (4 bytes) of one number. */
export function realOf(fields: readonly Field[], number: number): number | undefined {
  const found = fields.findLast((field) => field.number === number && field.kind === "fixed");
  if (found?.kind !== "fixed") return undefined;
  const view = viewOf(found.bytes);
  return found.bytes.length === 8 ? view.getFloat64(0, true) : view.getFloat32(0, true);
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
