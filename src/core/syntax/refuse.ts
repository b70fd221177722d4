import type { Problem } from "../problem";
import { MAX_DEPTH, MAX_VALUES } from "../parse/limits";
import { syntaxProblem } from "../parse/syntaxProblem";
import { formatCount } from "../text/format";
import type { Range } from "../text/range";
import { t } from "../text/words";

/** Characters of a config that is read: far more than anybody writes by hand. */
export const MAX_CONFIG_LENGTH = 300_000;

export function refuseLong(text: string): Problem {
  const found = formatCount(text.length);
  const limit = formatCount(MAX_CONFIG_LENGTH);
  const end = Math.min(80, text.length);
  return tooLarge(
    { start: 0, end },
    `This file has ${found} characters; configs of up to ${limit} are read.`,
  );
}

const tooLarge = (range: Range, message: string): Problem => ({
  ...syntaxProblem(range, message),
  severity: "information",
  code: "too-large",
});

/** What lies so deep inside of others that it is left out. */
export const refuseDeep = (range: Range): Problem =>
  tooLarge(range, t`Nested deeper than ${MAX_DEPTH} levels: what is inside is not read.`);

const refuseMany = (range: Range): Problem =>
  tooLarge(
    range,
    t`More than ${formatCount(MAX_VALUES)} values: the text is not read from here on.`,
  );

/** How much of one text is read; what is left out is said once for each bound. */
export class Bounds {
  private left = MAX_VALUES;
  private many: Problem | undefined;
  private deep: Problem | undefined;

  get problems(): readonly Problem[] {
    return [this.many, this.deep].filter((problem) => problem !== undefined);
  }

  /** Whether one more value is read that lies inside of `depth` others. */
  admits(range: Range, depth: number): boolean {
    if (--this.left < 0) this.many ??= refuseMany(range);
    else if (depth > MAX_DEPTH) this.tooDeep(range);
    else return true;
    return false;
  }

  /** What is there was nested too deep for the parser already. */
  tooDeep(range: Range): void {
    this.deep ??= refuseDeep(range);
  }
}
