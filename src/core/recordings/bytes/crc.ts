function tableOf(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? polynomial ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
}

const IEEE = tableOf(0xedb88320);
const CASTAGNOLI = tableOf(0x82f63b78);

/** The sum by a polynomial's table of the bytes between two places. */
function crc(table: Uint32Array, bytes: Uint8Array, from: number, to: number): number {
  let c = -1;
  // the table has 256 entries, the index eight bits
  for (let i = from; i < to; i++)
    c = (table[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
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
