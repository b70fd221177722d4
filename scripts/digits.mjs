// Writes src/probe/tasks/digits/data.ts from the digits of scikit-learn:
//   pip download scikit-learn --no-deps -d DIR
//   unzip -p DIR/scikit_learn-*.whl sklearn/datasets/data/digits.csv.gz | gunzip > digits.csv
//   node scripts/digits.mjs digits.csv
// Each line of the file has 64 pixels, 0 … 16, and the digit. A pixel is written as one letter, a
// run of zeros as one letter too: 0 … 16 are the first 17 of the alphabet, n zeros the 16 + n-th.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SHA256 = "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8";
const OUTFILE = join(import.meta.dirname, "../src/probe/tasks/digits/data.ts");
const LONGEST = 40;

/** Printable ASCII that stands in a string as it is. */
const ALPHABET = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((letter) => !'"\\`$'.includes(letter))
  .join("");

const csv = await readFile(process.argv[2], "utf8");
if (createHash("sha256").update(csv).digest("hex") !== SHA256) {
  throw new Error("this is not the digits.csv that the data were made of");
}
const rows = csv
  .trim()
  .split("\n")
  .map((line) => line.split(",").map(Number));
const pixels = rows.flatMap((row) => row.slice(0, 64));

let text = "";
for (let i = 0; i < pixels.length;) {
  let zeros = 0;
  while (pixels[i + zeros] === 0 && zeros < LONGEST) zeros++;
  text += ALPHABET[zeros > 1 ? 15 + zeros : pixels[i]];
  i += Math.max(1, zeros);
}

await writeFile(
  OUTFILE,
  `// Made by scripts/digits.mjs, which says how. Optical Recognition of Handwritten Digits, E. Alpaydin
// and C. Kaynak, UCI Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0.
// prettier-ignore
export const ALPHABET = ${JSON.stringify(ALPHABET.slice(0, 16 + LONGEST))};
/** The digit of each image. */
// prettier-ignore
export const LABELS = "${rows.map((row) => row[64]).join("")}";
/** 64 pixels of each image, row by row, 0 … 16: a letter of the alphabet each, or a run of zeros. */
// prettier-ignore
export const PIXELS = ${JSON.stringify(text)};
`,
);
console.log(`${rows.length} images, ${text.length} letters`);
