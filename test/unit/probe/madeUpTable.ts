import type { ProbeData } from "../../../src/core/data/probeData";
import { randomStream } from "../../../src/probe/random";

/** Three classes in four columns of very different units; `rows` rows. */
export function madeUpTable(rows = 120): ProbeData {
  const random = randomStream("made-up table");
  const labels = Array.from({ length: rows }, (_, i) => i % 3);
  return {
    name: "table.csv",
    features: ["a", "b", "c", "d"],
    classes: ["x", "y", "z"],
    inputs: labels.flatMap((label) => [
      1000 + 5 * label + 2 * random.normal(),
      0.001 * (label === 1 ? 1 : 0) + 0.0003 * random.normal(),
      random.normal(),
      7,
    ]),
    labels,
    notes: ['Column "e" is the same in every row and is left out.'],
  };
}
