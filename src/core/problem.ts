import type { FileEdits } from "./edit/elsewhere";
import type { Range, TextEdit } from "./text/range";

/** How much harm a problem does; errors make the command line exit with 1. */
export type Severity = "error" | "warning" | "information" | "hint";

/** Where the reason for a rule can be read: a paper, a library's documentation, an issue thread. */
export interface Source {
  readonly label: string;
  readonly url: string;
}

/** A change of the text that mends a problem. All edits of one fix are one undo step. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Changes of a file that the document imports, where the value comes from there. */
  readonly elsewhere?: FileEdits & { readonly uri: string };
  readonly preferred?: boolean;
  /** It cannot harm, so that it may be one of many in "fix all". */
  readonly safe?: boolean;
}

/** Another place that has to do with a problem, maybe in another file (`uri`). */
export interface RelatedPlace {
  readonly uri?: string;
  readonly range: Range;
  readonly message: string;
}

/** What the editor underlines and the command line prints. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** What was found and what to do, in one or two sentences of plain text. */
  readonly message: string;
  /** Why it matters, one sentence; shown in the hover. */
  readonly why?: string;
  readonly source?: Source;
  readonly range: Range;
  readonly fixes: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
  /** The text has no effect: editors fade it. */
  readonly unused?: boolean;
  /** A trap of the foreign format that was read, which no rule of curves knows. */
  readonly ofFormat?: boolean;
}

/** A problem whose fixes are made when they are first asked for: few of those that are shown ever are. */
export function withFixes(problem: Omit<Problem, "fixes">, make: () => readonly Fix[]): Problem {
  let made: readonly Fix[] | undefined;
  return {
    ...problem,
    get fixes() {
      return (made ??= make());
    },
  };
}
