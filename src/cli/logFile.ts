import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { settingsAround, withSettings, type Surroundings } from "../core/recordings/companions";
import { LogReading } from "../core/recordings/readLog";
import type { ReadLog } from "../core/recordings/recording";
import { UsageError } from "./exit";
import { REASONS } from "./files";

const LARGEST_COMPANION = 1 << 20;

/** Reads a log of any size; what the files beside it say of its configuration is added. */
export async function readLogFile(file: string): Promise<ReadLog> {
  const reading = new LogReading(path.resolve(file));
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }))
      reading.push(chunk as Uint8Array);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UsageError(`cannot read ${file}: ${REASONS.get(code) ?? code}`);
  }
  return withSettings(reading.end(), await settingsAround(path.resolve(file), around(file)));
}

const around = (file: string): Surroundings => {
  const folder = path.dirname(path.resolve(file));
  return {
    read: (name) => smallFile(path.join(folder, name)),
    list: (name) => readdir(path.join(folder, name)).catch(() => []),
  };
};

async function smallFile(file: string): Promise<Uint8Array | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= LARGEST_COMPANION ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}
