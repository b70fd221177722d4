import type { SyntaxParser } from "../syntaxTree";
import { closeBrackets } from "./brackets";
import { createModule, type SourceModule } from "./module";
import { findRoots, type RootPlace } from "./roots";

/** Definitions that are mended in one file, and the longest of them, in characters. */
const MAX_MENDED = 3;
const MAX_MENDED_LENGTH = 50_000;

export interface MendedRoot {
  readonly place: RootPlace;
  readonly module: SourceModule;
  /** Ranges past this stand in brackets that were added; the text ends here. */
  readonly end: number;
}

/**
 * Definitions whose brackets are not closed yet, of which the file's tree makes nothing but an
 * error: parsed again, each alone and with its brackets closed, at the same offsets.
 */
export function mendRoots(
  module: SourceModule,
  broken: readonly number[],
  parser: SyntaxParser,
  expired: () => boolean,
): MendedRoot[] {
  const mended: MendedRoot[] = [];
  let done = -1;
  for (const offset of broken) {
    if (offset < done || mended.length >= MAX_MENDED) continue;
    const start = statementStart(module.text, offset);
    const { end, closers } = closeBrackets(module.text, offset);
    done = end;
    if (end - start > MAX_MENDED_LENGTH) continue;
    const text = module.text.slice(0, end) + closers;
    const tree = parser.parse(text, { only: { start, end: text.length }, expired });
    if (!tree) continue;
    const part = createModule({
      uri: undefined,
      location: module.location,
      text,
      tree,
      depth: 0,
      tracer: module.tracer,
      outer: module,
    });
    const [place] = findRoots(part, { from: offset }).found;
    if (place && "whole" in place) mended.push({ place, module: part, end });
    else tree.delete();
  }
  return mended;
}

function statementStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}
