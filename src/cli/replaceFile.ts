import path from "node:path";
import type { Environment } from "./environment";
import { writeFileAt } from "./files";
import { readRegular } from "./gate";
import { UsageError } from "./exit";

const MOST_BYTES = 50_000_000;

/** A file as Windows writes it may hold the same lines. */
const sameText = (a: string, b: string): boolean =>
  a.replaceAll("\r\n", "\n") === b.replaceAll("\r\n", "\n");

/**
 * Writes a file. One that exists and holds something else is left as it is, and what would change is
 * printed as a unified diff on standard error, unless `force` says that it may be replaced. Returns
 * whether the file now holds the text.
 */
export async function replaceFile(
  target: string,
  text: string,
  force: boolean,
  environment: Environment,
): Promise<boolean> {
  const existing = force ? undefined : readRegular(target, MOST_BYTES);
  if (existing === undefined) {
    await writeFileAt(target, text);
    return true;
  }
  if ("refusal" in existing) throw new UsageError(`cannot write ${target}: ${existing.refusal}`);
  if (sameText(existing.text, text)) return true;
  const { createTwoFilesPatch } = await import("diff");
  const name = path.basename(target);
  environment.err(createTwoFilesPatch(name, name, existing.text, text, "now", "converted"));
  environment.err(`error: ${target} exists and would change as shown; --force replaces it\n`);
  return false;
}
