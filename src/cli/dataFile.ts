import { readFile, realpath, stat } from "node:fs/promises";
import { DATA_LIMITS } from "../core/data/probeData";
import { UsageError } from "./exit";
import { Neighbours } from "./neighbours";

/**
 * The text of a data file that a definition names, from the project's folder only.
 *
 * @param file The file of the definition.
 * @param path The data file, relative to it.
 */
export async function readDataFile(file: string, path: string): Promise<string> {
  const neighbours = new Neighbours(file);
  const place = neighbours.place(path);
  if (place === undefined) throw new UsageError(outside(path));
  try {
    // A link may lead out of the project.
    const real = await realpath(place);
    if (!neighbours.holds(real)) throw new UsageError(outside(path));
    const { size } = await stat(real);
    if (size > DATA_LIMITS.bytes) throw new UsageError(tooLarge(path));
    return await readFile(real, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read "${path}": there is no such file`);
  }
}

const outside = (path: string): string =>
  `"${path}" is not read: only files of the project are, by a relative path`;
const tooLarge = (path: string): string =>
  `"${path}" is larger than ${DATA_LIMITS.bytes / 1_000_000} MB, too large for a probe`;
