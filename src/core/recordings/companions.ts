import { fileName } from "./reader";
import { readLog } from "./readLog";
import type { HyperParameter, ReadLog } from "./recording";
import { decode } from "./text/decode";
import { settingsOfYaml } from "./text/yamlSettings";

/** The files around a log; paths begin at the log's own folder, with "/" between their parts. */
export interface Surroundings {
  /** Undefined where there is no such file, or one that is larger than files of settings are. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

type Settings = ReadonlyMap<string, HyperParameter>;

const TFEVENTS = /tfevents/;
/** Files beside a log that hold the run's configuration, by the log's own name. */
const COMPANIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^metrics\.csv$/, ["hparams.yaml"]],
  [/^results\.csv$/, ["args.yaml", "opt.yaml", "hyp.yaml"]],
  [TFEVENTS, ["hparams.yaml"]],
  [/^trainer_log\.jsonl$/, ["training_args.yaml"]],
];

/**
 * The folders in which torch's and tensorboardX's `add_hparams` write, and accelerate's tracker: each is
 * named by the seconds at which it was made.
 */
const TIMED = /^\d{9,}\.\d+$/;
const MOST_FOLDERS = 16;

/** What the files around a log say of how its run was configured. */
export async function settingsAround(path: string, around: Surroundings): Promise<Settings> {
  const name = fileName(path.replaceAll("\\", "/"));
  const settings = new Map<string, HyperParameter>();
  const companions = COMPANIONS.find(([pattern]) => pattern.test(name))?.[1] ?? [];
  for (const companion of companions) {
    const bytes = await around.read(companion);
    if (bytes) for (const [key, value] of settingsOfYaml(decode(bytes))) settings.set(key, value);
  }
  if (!TFEVENTS.test(name)) return settings;
  return new Map([...(await ofTimedFolders(around)), ...settings]);
}

/** Several runs may have written into one folder: what they don't agree about is left out. */
async function ofTimedFolders(around: Surroundings): Promise<Settings> {
  const folders = (await around.list("")).filter((folder) => TIMED.test(folder));
  const told = new Map<string, HyperParameter>();
  const torn = new Set<string>();
  for (const folder of folders.sort().slice(-MOST_FOLDERS))
    for (const [key, value] of await ofTimedFolder(folder, around)) {
      if (told.has(key) && told.get(key) !== value) torn.add(key);
      told.set(key, value);
    }
  for (const key of torn) told.delete(key);
  return told;
}

async function ofTimedFolder(folder: string, around: Surroundings): Promise<Settings> {
  const settings = new Map<string, HyperParameter>();
  for (const name of await around.list(folder)) {
    const isYaml = name === "hparams.yml";
    const bytes =
      isYaml || TFEVENTS.test(name) ? await around.read(`${folder}/${name}`) : undefined;
    if (bytes === undefined) continue;
    const found = isYaml ? settingsOfYaml(decode(bytes)) : settingsOfRuns(readLog(name, bytes));
    for (const [key, value] of found) settings.set(key, value);
  }
  return settings;
}

const settingsOfRuns = ({ runs }: ReadLog): Settings =>
  new Map(runs.flatMap(({ hyperParameters }) => [...hyperParameters]));

/** The same log with what its run's own settings don't say. */
export function withSettings(log: ReadLog, settings: Settings): ReadLog {
  if (settings.size === 0) return log;
  const runs = log.runs.map((run) => ({
    ...run,
    hyperParameters: new Map([...settings, ...run.hyperParameters]),
  }));
  return { ...log, runs };
}
