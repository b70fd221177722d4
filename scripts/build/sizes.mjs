// The sizes table printed after a build.
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

/** Prints each file with its size, plain and compressed. */
export function printSizes(root, files) {
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    const compressed = kib(gzipSync(content).length).padStart(12);
    console.log(`  ${file.padEnd(40)}${kib(content.length).padStart(12)}${compressed} gzip`);
  }
}
