import type { SourceObject } from "../../parse/sourceValue";
import type { Problem } from "../../problem";
import type { Clock } from "../../schedule/time";
import type { Range } from "../../text/range";
import type {
  DocumentHead,
  ForeignDefinition,
  ForeignEvaluation,
  FormatPorts,
  FormatReader,
  Stepped,
} from "../format";
import { epochsDrawn, givenUpdates, UPDATES_PER_EPOCH } from "../epochClock";
import { scheduleOfRun, type ForeignRun } from "../foreignSchedule";
import { resolveReferences } from "./interpolation";
import { Reading, type Loader } from "./reading";

/** A config as its syntax gave it. */
export interface ConfigFile {
  readonly head: DocumentHead;
  readonly root: SourceObject;
  readonly ports: FormatPorts;
}

/** One schedule that a config says, before the unknown values have theirs. */
export interface Found {
  readonly name: string;
  readonly anchor: Range;
  readonly range: Range;
  readonly clock: Clock;
  readonly stepped: Stepped;
  /** Its values are set once an epoch and kept: `updates per epoch` has them drawn by updates. */
  readonly keepsEpochs?: boolean;
  /** The run; undefined where nothing can be drawn yet. */
  run(reading: Reading): ConfigRun | undefined;
}

export interface ConfigRun extends Omit<ForeignRun, "name"> {
  /** The clock of the run's steps, where it is not the scheduler's own. */
  readonly clock?: Clock;
}

/** One config dialect: what it says, and what its program makes of it. */
export interface Dialect {
  readonly format: string;
  readonly loader: Loader;
  /** Whether files are whole, so that OmegaConf's `${key}` stands for another key of the same file. */
  readonly interpolates?: boolean;
  find(file: ConfigFile): readonly Found[];
}

/** A tree of settings with the range of every part, and what is wrong with the text. */
export interface ConfigTree {
  readonly root: SourceObject | undefined;
  readonly problems: readonly Problem[];
}

/** The reader of a dialect in a syntax. */
export const configReader =
  (parse: (text: string) => ConfigTree, dialect: Dialect): FormatReader =>
  (head, ports) => {
    const { root: written, problems } = parse(head.text);
    const root = written && dialect.interpolates ? resolveReferences(written) : written;
    const found = root ? dialect.find({ head, root, ports }) : [];
    return { definitions: found.map((one) => definitionOf(one, dialect, head.text)), problems };
  };

function definitionOf(found: Found, dialect: Dialect, text: string): ForeignDefinition {
  const { name, anchor, range, clock, stepped } = found;
  return {
    name,
    anchor,
    range,
    format: dialect.format,
    clock,
    stepped,
    evaluate: (symbols) => evaluate(found, new Reading(text, symbols, dialect.loader)),
  };
}

function evaluate(found: Found, reading: Reading): ForeignEvaluation {
  const run = found.run(reading);
  const { problems, unknowns, places, settings } = reading;
  const definition = plainOf(reading);
  const range = places.find(({ path: [key] }) => key === "length")?.range ?? found.anchor;
  return {
    problems,
    unknowns,
    places,
    settings,
    ...(run?.clock && { clock: run.clock }),
    ...(run && drawnOn({ definition, ...run, name: found.name }, found, reading, range)),
  };
}

function drawnOn(
  run: ForeignRun,
  { keepsEpochs, anchor }: Found,
  { symbols, problems }: Reading,
  range: Range,
): Partial<ForeignEvaluation> {
  const schedule = scheduleOfRun(run, range, problems);
  if (!keepsEpochs || !schedule) return { schedule };
  const open = { symbol: UPDATES_PER_EPOCH, range: anchor, unit: "steps per epoch" } as const;
  return epochsDrawn({ run, schedule }, givenUpdates(symbols) ?? open);
}

/** The values of the places, nested as rules look them up. */
function plainOf({ places }: Reading): Record<string, unknown> {
  const root = Object.create(null) as Record<string, unknown>;
  for (const { path, value } of places) {
    if (value === undefined) continue;
    let node: Record<string, unknown> = root;
    for (const step of path.slice(0, -1)) node = childOf(node, String(step));
    node[String(path.at(-1))] = value;
  }
  return root;
}

function childOf(node: Record<string, unknown>, key: string): Record<string, unknown> {
  const known = node[key];
  if (typeof known === "object" && known !== null) return known as Record<string, unknown>;
  const made = Object.create(null) as Record<string, unknown>;
  node[key] = made;
  return made;
}
