import { ALPHABET, LABELS, PIXELS } from "./data";

export const SIDE = 8;

/** Letters from here on stand for two zeros, three, … (scripts/digits.mjs). */
const RUNS = 17;

/** The pixels of all images, 0 … 16, one image of 8 × 8 after the other. */
export function digitPixels(): Uint8Array {
  const pixels = new Uint8Array(LABELS.length * SIDE * SIDE);
  let next = 0;
  for (const letter of PIXELS) {
    const index = ALPHABET.indexOf(letter);
    if (index < RUNS) pixels[next++] = index;
    else next += index - RUNS + 2;
  }
  return pixels;
}

/** The digit that each image shows. */
export const digitLabels = (): Uint8Array => Uint8Array.from(LABELS, Number);
