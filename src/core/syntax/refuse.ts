import type { Problem } from "../problem";
import { syntaxProblem } from "../parse/syntaxProblem";
import { formatCount } from "../text/format";

/** Characters of a config that is read: far more than anybody writes by hand. */
export const MAX_CONFIG_LENGTH = 300_000;

export function refuseLong(text: string): Problem {
  const found = formatCount(text.length);
  const limit = formatCount(MAX_CONFIG_LENGTH);
  const end = Math.min(80, text.length);
  return {
    ...syntaxProblem(
      { start: 0, end },
      `This file has ${found} characters; configs of up to ${limit} are read.`,
    ),
    severity: "information",
    code: "too-large",
  };
}
