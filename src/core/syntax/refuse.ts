import type { Problem } from "../problem";
import { syntaxProblem } from "../parse/syntaxProblem";

/** Characters of a config that is read: far more than anybody writes by hand. */
export const MAX_CONFIG_LENGTH = 300_000;

export function refuseLong(text: string): Problem {
  const found = text.length.toLocaleString("en");
  const limit = MAX_CONFIG_LENGTH.toLocaleString("en");
  const end = Math.min(80, text.length);
  return {
    ...syntaxProblem(
      { start: 0, end },
      `This file has ${found} characters; configs of up to ${limit} are read.`,
    ),
    code: "too-large",
  };
}
