import { isCallee, isObject, type Value } from "../values";

/** What a value is, in words, for messages. */
export function describe(value: Value): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return `the string "${value.slice(0, 30)}"`;
  if (isCallee(value)) return "a function";
  return isObject(value) && value.kind === "list" ? "an array" : "an object";
}
