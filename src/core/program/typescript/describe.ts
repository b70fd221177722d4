import { isCallee, isObject, type Value } from "../values";
import { t } from "../../text/words";

/** What a value is, in words, for messages. */
export function describe(value: Value): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number") return t`the number ${value}`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return t`the string "${value.slice(0, 30)}"`;
  if (isCallee(value)) return t("a function");
  return isObject(value) && value.kind === "list" ? t("an array") : t("an object");
}
