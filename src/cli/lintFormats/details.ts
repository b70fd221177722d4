import type { Fix, Problem, RelatedPlace } from "../../core/problem";
import { LineMap } from "../../core/text/lineMap";
import type { Range } from "../../core/text/range";
import type { Diagnostic } from "./format";

/** Lines and columns from 1; the end is the first place behind. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Replacement {
  /** The file's address; undefined for the file of the problem. */
  readonly uri: string | undefined;
  readonly region: Region;
  readonly text: string;
}

/** What formats can say beside the problem itself. */
export interface Details {
  readonly fixes: readonly { readonly title: string; readonly replacements: Replacement[] }[];
  /** Places in other files have no region: their text isn't at hand. */
  readonly related: readonly {
    readonly uri: string | undefined;
    readonly region?: Region;
    readonly message: string;
  }[];
}

const NONE: Details = { fixes: [], related: [] };

/** Diagnostics with their details, made one after the other: a fix is tried by reading its file anew. */
export async function detailed(
  diagnostics: readonly Diagnostic[],
): Promise<(Details & { readonly diagnostic: Diagnostic })[]> {
  const all = [];
  for (const diagnostic of diagnostics)
    all.push({ diagnostic, ...((await diagnostic.details?.()) ?? NONE) });
  return all;
}

/** The fixes of a problem and the places that have to do with it, in lines of their files. */
export function detailsOf(problem: Problem, mending: readonly Fix[], text: string): Details {
  const lines = new LineMap(text);
  return {
    fixes: mending.map((fix) => ({ title: fix.title, replacements: replaced(fix, lines) })),
    related: (problem.related ?? []).map((place) => relatedOf(place, lines)),
  };
}

const replaced = ({ edits, elsewhere }: Fix, lines: LineMap): Replacement[] => [
  ...edits.map(({ range, text }) => ({ uri: undefined, region: regionOf(range, lines), text })),
  ...(elsewhere?.edits ?? []).map(({ range, text }) => ({
    uri: elsewhere?.uri,
    region: regionOf(range, new LineMap(elsewhere?.text ?? "")),
    text,
  })),
];

const relatedOf = ({ uri, range, message }: RelatedPlace, lines: LineMap) => ({
  uri,
  message,
  ...(uri === undefined && { region: regionOf(range, lines) }),
});

function regionOf({ start, end }: Range, lines: LineMap): Region {
  const [first, last] = [lines.positionAt(start), lines.positionAt(end)];
  return {
    line: first.line + 1,
    column: first.character + 1,
    endLine: last.line + 1,
    endColumn: last.character + 1,
  };
}
