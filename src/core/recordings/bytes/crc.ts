/** For a byte and for those 1, 2 and 3 places before it: 4 × 256 registers ("slicing by four"). */
function tablesOf(polynomial: number): Int32Array {
  const tables = new Int32Array(1024);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? polynomial ^ (c >>> 1) : c >>> 1;
    tables[n] = c;
  }
  for (let n = 256; n < 1024; n++) {
    const c = tables[n - 256] as number;
    tables[n] = (tables[c & 0xff] as number) ^ (c >>> 8);
  }
  return tables;
}

const IEEE = tablesOf(0xedb88320);
const CASTAGNOLI = tablesOf(0x82f63b78);

/** The sum of the bytes between two places. */
function crc(tables: Int32Array, bytes: Uint8Array, from: number, to: number): number {
  const at = (index: number): number => tables[index] as number;
  let c = -1;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const [a, b] = [bytes[i] as number, bytes[i + 1] as number];
    const [d, e] = [bytes[i + 2] as number, bytes[i + 3] as number];
    c ^= a | (b << 8) | (d << 16) | (e << 24);
    c =
      at(768 + (c & 0xff)) ^
      at(512 + ((c >>> 8) & 0xff)) ^
      at(256 + ((c >>> 16) & 0xff)) ^
      at(c >>> 24);
  }
  for (; i < to; i++) c = at((c ^ (bytes[i] as number)) & 0xff) ^ (c >>> 8);
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
