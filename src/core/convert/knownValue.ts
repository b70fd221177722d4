import type { SourceValue } from "../parse/sourceValue";
import { CannotConvert } from "./conversion";
import { t } from "../text/words";

/** A scalar as JSON can say it. Throws `CannotConvert` for functions and for what is not known. */
export function knownValue(value: SourceValue): number | string | boolean | null {
  switch (value.type) {
    case "number":
      if (Number.isFinite(value.value)) return value.value;
      throw new CannotConvert(t`JSON has no number ${value.value}.`);
    case "string":
    case "boolean":
      return value.value;
    case "null":
      return null;
    case "function":
      throw new CannotConvert(
        t("JSON can't represent functions: convert it with tables of their values."),
      );
    case "unknown":
      throw new CannotConvert(
        value.reason === "runtime"
          ? t`\`${value.symbol}\` is known only when the program runs.`
          : t("A value is not finished yet."),
      );
    case "call":
      throw new CannotConvert(t`JSON can't represent a call of ${value.callee}.`);
    case "choice":
      throw new CannotConvert(t`\`${value.condition}\` is decided only when the program runs.`);
    case "array":
    case "object":
      throw new Error("no scalar");
  }
}
