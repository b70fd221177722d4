import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./exit";

export type FlagSpec = NonNullable<ParseArgsConfig["options"]>;
export type Flags = Record<string, string | boolean | string[] | undefined>;

export interface ParsedCall {
  readonly files: readonly string[];
  readonly flags: Flags;
}

/** Reads a command's arguments; an unknown flag or a missing value is a `UsageError`. */
export function parseFlags(args: readonly string[], options: FlagSpec): ParsedCall {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    });
    return { files: positionals, flags: values as Flags };
  } catch (error) {
    throw new UsageError(error instanceof Error ? firstSentence(error.message) : String(error));
  }
}

const firstSentence = (message: string): string => message.split(". ")[0] ?? message;

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

/** The values of a flag that may be given several times. */
export function listFlag(flags: Flags, name: string): readonly string[] {
  const value = flags[name];
  return Array.isArray(value) ? value : [];
}

/** A whole number from `least` to `most`, or undefined where the flag is not given. */
export function countFlag(
  flags: Flags,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`);
}

/** The single file that `command` works on. */
export function singleFile(files: readonly string[], command: string): string {
  const [file, ...rest] = files;
  if (file === undefined) throw new UsageError(`${command} needs a file`);
  if (rest.length > 0) throw new UsageError(`${command} takes one file, not ${files.length}`);
  return file;
}
