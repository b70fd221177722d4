import type { Fix, Problem } from "../problem";
import type { Range } from "../text/range";
import { t } from "../text/words";
import { MAX_PROBLEMS } from "./limits";

/** The code of what is wrong with the text itself, whatever it wants to say. */
export const SYNTAX = "syntax";

/** An error of the text. `range` is the narrowest text to blame. */
export function syntaxProblem(range: Range, message: string, fixes: readonly Fix[] = []): Problem {
  return { code: SYNTAX, severity: "error", message, range, fixes };
}

/** A fix of one edit: `text` instead of what stands at `range`. */
export function replaceFix(title: string, range: Range, text: string): Fix {
  return { title, edits: [{ range, text }], preferred: true };
}

/** Collects problems up to `MAX_PROBLEMS`; then one last that says so, and `full` turns true. */
export class ProblemList {
  readonly items: Problem[] = [];
  full = false;

  add(problem: Problem): void {
    if (this.full) return;
    if (this.items.length < MAX_PROBLEMS) {
      this.items.push(problem);
      return;
    }
    this.full = true;
    this.items.push(
      syntaxProblem(
        problem.range,
        t`More than ${MAX_PROBLEMS} problems: the text is not read from here on.`,
      ),
    );
  }
}

/** Of two entries with one name only one can hold: an error at the second. */
export function duplicateKeyProblem(key: string, range: Range, first: Range): Problem {
  return {
    code: "duplicate-key",
    severity: "error",
    message: t`"${key}" is given twice in this object; only one of them can hold.`,
    range,
    fixes: [],
    related: [{ range: first, message: t("It is given here for the first time.") }],
  };
}
