import { Tables } from "../code/body";
import { javascript, javascriptFunction } from "../code/javascript";
import { camelCase, distinct } from "../naming";
import { documentReading, type Reading } from "../reading";
import {
  doubleValues,
  earlierTracks,
  originOf,
  writtenWithLayers,
  type WrittenTrack,
} from "../source";
import { unitOf } from "../unit";
import type { Writer } from "../writer";

/** Each function as that of a custom phase, which the reader of TypeScript runs. */
function functionReadings(
  tracks: readonly WrittenTrack[],
  names: readonly string[],
): readonly Reading[] {
  const use = tracks.map(
    ({ length }, i) =>
      `export const readAgain${i} = defineSchedule({ length: { steps: ${length} }, learningRate: { kind: "custom", value: (step) => ${names[i] ?? ""}(step) } });
`,
  );
  return tracks.map(({ name: track }, i) =>
    documentReading({
      file: "code.ts",
      track,
      use: use.join(""),
      schedule: `readAgain${i}`,
      run: true,
    }),
  );
}

const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();

export const javascriptWriter: Writer = {
  target: "javascript",
  label: "JavaScript function",
  languageId: "javascript",
  extension: "js",
  write(request) {
    const found = writtenWithLayers(request.schedule);
    if ("refused" in found) return found;
    const tables = new Tables("VALUES");
    const names = distinct(
      found.tracks.map(({ name }) => name),
      camelCase,
    );
    const functions = found.tracks.map(({ name, formula }, i) =>
      javascriptFunction(
        names[i] ?? name,
        `The ${words(names[i] ?? name)} of one ${unitOf(request)}.`,
        formula,
        tables,
        earlierTracks(found.tracks, i, (other) => `${names[other] ?? ""}(step)`),
      ),
    );
    return {
      code: (proof) =>
        `${[
          `// ${originOf(request)}.\n// ${proof}\n// Written by Learning Rate Designer.`,
          ...tables.statements(javascript),
          ...functions,
        ].join("\n\n")}\n`,
      at: doubleValues(found.tracks),
      tracks: found.tracks.map(({ name }) => name),
      readings: functionReadings(found.tracks, names),
      left: found.left,
    };
  },
};
