import path from "node:path";
import { DATA_LIMITS } from "../core/data/probeData";
import { isRelativePath } from "../core/parse/importCandidates";
import { UsageError } from "./exit";
import { Gate } from "./gate";

/**
 * The text of a data file that a definition names, from the project's folder only.
 *
 * @param file The file of the definition.
 * @param relative The data file's path, relative to it.
 */
export function readDataFile(file: string, relative: string): Promise<string> {
  return Promise.resolve().then(() => textOf(file, relative));
}

function textOf(file: string, relative: string): string {
  if (!isRelativePath(relative))
    throw new UsageError(`"${relative}" is not read: data files are named by a relative path`);
  const place = path.resolve(path.dirname(path.resolve(file)), relative);
  const found = new Gate(file).read(place, DATA_LIMITS.bytes);
  if (!found) throw new UsageError(`cannot read "${relative}": there is no such file`);
  if ("refusal" in found) throw new UsageError(`"${relative}" is not read: ${found.refusal}`);
  return found.text;
}
