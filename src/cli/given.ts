import type { GivenValues } from "./files";
import { UsageError } from "./exit";
import { type Flags, listFlag } from "./flags";

/** The flag by which every command takes values for what only the running program knows. */
export const GIVEN = { set: { type: "string", multiple: true } } as const;

/** `--set "len(train_loader)=390"`, repeatable; the last "=" parts name and number. */
export function givenValues(flags: Flags): GivenValues {
  return new Map(
    listFlag(flags, "set").map((text) => {
      const at = text.lastIndexOf("=");
      const [symbol, number] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
      const value = number === "" ? NaN : Number(number);
      if (at > 0 && symbol !== "" && Number.isFinite(value)) return [symbol, value] as const;
      throw new UsageError(`--set takes "SYMBOL=NUMBER", not "${text}"`);
    }),
  );
}
