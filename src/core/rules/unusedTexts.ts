import type { Problem } from "../problem";
import type { Range } from "../text/range";
import { type GivenValue, unusedText } from "../text/givenValue";

/** The code of what `unusedTexts` finds. */
export const UNUSED_TEXT = "unused-text";

/** Texts that were given for what is still unknown with them: each is asked for as a number. */
export const unusedTexts = (
  unknowns: readonly { readonly symbol: string; readonly range: Range }[],
  values: ReadonlyMap<string, GivenValue>,
): Problem[] =>
  unknowns.flatMap(({ symbol, range }): Problem[] => {
    const given = values.get(symbol);
    if (typeof given !== "string") return [];
    const message = unusedText(symbol, given);
    return [{ code: UNUSED_TEXT, severity: "warning", message, range, fixes: [] }];
  });
