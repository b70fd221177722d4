import { type GivenValue, readGiven } from "../core/text/givenValue";
import type { GivenValues } from "./files";
import { UsageError } from "./exit";
import { type Flags, listFlag } from "./flags";

/** The flag by which every command takes values for what only the running program knows. */
export const GIVEN = { set: { type: "string", multiple: true } } as const;

/**
 * `--set "len(train_loader)=390"`, `--set args.scheduler=cosine`, repeatable: the last "=" parts
 * what is asked for and its value, and what is no number is a text.
 */
export function givenValues(flags: Flags): GivenValues {
  return new Map(
    listFlag(flags, "set").map((text) => {
      const at = text.lastIndexOf("=");
      const [symbol, written] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
      if (at > 0 && symbol !== "" && written !== "") return [symbol, valueOf(written)] as const;
      throw new UsageError(`--set takes "SYMBOL=VALUE", not "${text}"`);
    }),
  );
}

const NO_VALUES: ReadonlySet<string> = new Set(["NaN", "Infinity", "-Infinity", "+Infinity"]);

/** A shell takes the quotes away: what is no number is a text. */
function valueOf(written: string): GivenValue {
  if (NO_VALUES.has(written)) throw new UsageError(`--set takes no ${written}`);
  return readGiven(written) ?? written;
}
