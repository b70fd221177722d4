const BYTES = 8;
const SIZE = 256;

/** For a byte and for those 1 … 7 places before it: 8 × 256 registers ("slicing by eight"). */
function tablesOf(polynomial: number): Int32Array {
  const tables = new Int32Array(BYTES * SIZE);
  for (let n = 0; n < SIZE; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? polynomial ^ (c >>> 1) : c >>> 1;
    tables[n] = c;
  }
  for (let n = SIZE; n < tables.length; n++) {
    const c = tables[n - SIZE] as number;
    tables[n] = (tables[c & 0xff] as number) ^ (c >>> 8);
  }
  return tables;
}

const IEEE = tablesOf(0xedb88320);
const CASTAGNOLI = tablesOf(0x82f63b78);

/** The sum of the bytes between two places. */
function crc(tables: Int32Array, bytes: Uint8Array, from: number, to: number): number {
  const at = (index: number): number => tables[index] as number;
  const byte = (index: number): number => bytes[index] as number;
  let c = -1;
  let i = from;
  for (; i + BYTES <= to; i += BYTES) {
    c ^= byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24);
    c =
      at(7 * SIZE + (c & 0xff)) ^
      at(6 * SIZE + ((c >>> 8) & 0xff)) ^
      at(5 * SIZE + ((c >>> 16) & 0xff)) ^
      at(4 * SIZE + (c >>> 24)) ^
      at(3 * SIZE + byte(i + 4)) ^
      at(2 * SIZE + byte(i + 5)) ^
      at(SIZE + byte(i + 6)) ^
      at(byte(i + 7));
  }
  for (; i < to; i++) c = at((c ^ byte(i)) & 0xff) ^ (c >>> 8);
  return ~c >>> 0;
}

/** CRC-32 of IEEE 802.3 (zlib's) of a part of the bytes. */
export const crc32 = (bytes: Uint8Array, from = 0, to = bytes.length): number =>
  crc(IEEE, bytes, from, to);

/**
 * TensorFlow's masked CRC-32C of a part of the bytes: the sum rotated by 15 bits, plus a constant
 * (record_writer.h).
 */
export function maskedCrc32c(bytes: Uint8Array, from = 0, to = bytes.length): number {
  const sum = crc(CASTAGNOLI, bytes, from, to);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
