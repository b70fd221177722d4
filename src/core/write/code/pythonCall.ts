import type { LibraryValue } from "../../libraries/value";
import { pythonNumber } from "./python";
import { LINE } from "./pythonWrap";

/** A value as a Python literal. */
export function pythonLiteral(value: LibraryValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return pythonNumber(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  throw new TypeError("no literal");
}

export const keywordArguments = (args: Readonly<Record<string, LibraryValue>>): string[] =>
  Object.entries(args).map(([name, value]) => `${name}=${pythonLiteral(value)}`);

/** `head(a, b)` on one line where it fits, else an argument a line, as black formats. */
export function pythonCall(
  head: string,
  args: readonly string[],
  indent: string,
  tail = "",
): string {
  const line = `${indent}${head}(${args.join(", ")})${tail}`;
  if (line.length <= LINE && !args.some((arg) => arg.includes("\n"))) return line;
  const inner = args.map((arg) => `${indent}    ${arg.trimStart()},`);
  return [`${indent}${head}(`, ...inner, `${indent})${tail}`].join("\n");
}
