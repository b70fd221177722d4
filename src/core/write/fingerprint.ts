/** The prime of FNV-1a over 64 bits is 2⁴⁰ + 0x1b3. */
const PRIME = 0x1b3;
const HALF = 2 ** 32;

/**
 * FNV-1a over 64 bits of the numbers' text (as JavaScript prints them, each with ";" after it), in 16
 * hexadecimal digits: tells two tables apart, and is no secret. Both halves stay whole numbers below
 * 2⁵³, as whole numbers of any length would take seconds for a table of a million rows.
 */
export function fingerprint(values: Iterable<number>): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const value of values) {
    const text = `${value};`;
    for (let i = 0; i < text.length; i++) {
      low = (low ^ text.charCodeAt(i)) >>> 0;
      const product = low * PRIME;
      high = (high * PRIME + Math.floor(product / HALF) + low * 256) % HALF;
      low = product % HALF;
    }
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
