import { Tables } from "../code/body";
import { python, pythonFunction } from "../code/python";
import { LINE } from "../code/pythonWrap";
import { distinct, snakeCase } from "../naming";
import {
  doubleValues,
  earlierTracks,
  originOf,
  writtenWithLayers,
  type WrittenTrack,
} from "../source";
import { unitOf } from "../unit";
import type { WriteRequest, Writer } from "../writer";
import { functionReadings } from "./pythonUse";
import { groupTables } from "./torchGroups";

/** The functions of all tracks, `learning_rate(step)` first, with the tables that they need. */
export function pythonTracks(
  tracks: readonly WrittenTrack[],
  unit: string,
): {
  readonly names: readonly string[];
  readonly tables: readonly string[];
  readonly functions: readonly string[];
} {
  const tables = new Tables("VALUES");
  const names = distinct(
    tracks.map(({ name }) => name),
    snakeCase,
  );
  const functions = tracks.map(({ name, formula }, i) =>
    pythonFunction(
      names[i] ?? name,
      docstring(name, unit),
      formula,
      tables,
      earlierTracks(tracks, i, (other) => `${names[other] ?? ""}(step)`),
    ),
  );
  return { names, functions, tables: tables.statements(python) };
}

const docstring = (name: string, unit: string): string =>
  fitting(
    `Return the ${snakeCase(name).replaceAll("_", " ").trim()} of ${unit} \`step\``,
    ", counted from 0.",
    " (from 0).",
  );

/** A docstring of one line, in the short form where the long one is too long. */
const fitting = (text: string, long: string, short: string): string =>
  `    """${text}${long}"""`.length <= LINE ? text + long : text + short;

/** The docstring at the head of a module. */
export const moduleDocstring = (request: WriteRequest, proof: string): string =>
  [
    ...filled(`"""${originOf(request)}.`),
    "",
    ...proof.split("\n").flatMap(filled),
    "Written by Learning Rate Designer.",
    '"""',
  ].join("\n");

/** A paragraph in lines that are not too long. */
function filled(text: string): string[] {
  const lines: string[] = [];
  for (const each of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + each.length > LINE) lines.push(each);
    else lines[lines.length - 1] = `${last} ${each}`;
  }
  return lines;
}

/** Parts of a module with the blank lines that black puts between them. */
export function pythonModule(
  head: string,
  imports: readonly string[],
  parts: readonly string[],
): string {
  const importing = imports.length === 0 ? [] : [imports.join("\n")];
  const [first, ...others] = [[head, ...importing].join("\n\n"), ...parts];
  const isDefinition = (part: string): boolean => /^(?:def |class |@)/.test(part);
  return others
    .reduce(
      ({ text, before }, part) => ({
        text: `${text}${isDefinition(before) || isDefinition(part) ? "\n\n\n" : "\n\n"}${part}`,
        before: part,
      }),
      { text: first, before: "" },
    )
    .text.concat("\n");
}

/** Constants stand together, a blank line below the imports. */
export const needsMath = (functions: readonly string[]): string[] =>
  functions.some((text) => text.includes("math.")) ? ["import math"] : [];

export const pythonWriter: Writer = {
  target: "python",
  label: "Python function",
  languageId: "python",
  extension: "py",
  write(request) {
    const found = writtenWithLayers(request.schedule);
    if ("refused" in found) return found;
    const { names, tables, functions } = pythonTracks(found.tracks, unitOf(request));
    return {
      code: (proof) =>
        pythonModule(moduleDocstring(request, proof), needsMath(functions), [
          ...tables,
          ...functions,
          ...groupTables(found.tracks, names),
        ]),
      at: doubleValues(found.tracks),
      tracks: found.tracks.map(({ name }) => name),
      readings: functionReadings(found.tracks, names),
      left: found.left,
    };
  },
};
