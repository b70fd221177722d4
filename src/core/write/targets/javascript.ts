import { Tables } from "../code/body";
import { javascript, javascriptFunction } from "../code/javascript";
import { camelCase, distinct } from "../naming";
import { doubleValues, earlierTracks, originOf, writtenTracks } from "../source";
import { unitOf } from "../unit";
import type { Writer } from "../writer";

const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();

export const javascriptWriter: Writer = {
  target: "javascript",
  label: "JavaScript function",
  languageId: "javascript",
  extension: "js",
  write(request) {
    const found = writtenTracks(request.schedule);
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
      left: found.left,
    };
  },
};
