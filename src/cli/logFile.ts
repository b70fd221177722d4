import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { companionsOf, settingsOfYaml, withSettings } from "../core/recordings/companions";
import { LogReading } from "../core/recordings/readLog";
import type { HyperParameter, ReadLog } from "../core/recordings/recording";
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
  return withSettings(reading.end(), await companionSettings(file));
}

async function companionSettings(file: string): Promise<Map<string, HyperParameter>> {
  const settings = new Map<string, HyperParameter>();
  for (const name of companionsOf(path.resolve(file))) {
    const text = await smallText(path.join(path.dirname(file), name));
    for (const [key, value] of settingsOfYaml(text)) settings.set(key, value);
  }
  return settings;
}

/** Empty where there is no such file. */
async function smallText(file: string): Promise<string> {
  try {
    return (await stat(file)).size > LARGEST_COMPANION ? "" : await readFile(file, "utf8");
  } catch {
    return "";
  }
}
