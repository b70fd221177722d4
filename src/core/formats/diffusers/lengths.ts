import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { processesOf } from "../accelerate/processes";
import { firstOf } from "../config/fields";
import type { Reading } from "../config/reading";
import { WARMUP, type NamedScript } from "./scripts";

/** A command line for a training script of diffusers 0.38, or for one with the same flags. */
export interface Command {
  readonly root: SourceObject;
  readonly script: NamedScript;
  readonly kind: string;
  readonly kindEntry: SourceEntry | undefined;
  readonly anchor: SourceEntry;
}

/** The run and its schedule in updates. */
export interface Lengths {
  /** Undefined while the updates of an epoch are not known. */
  readonly steps: number | undefined;
  /** Where the schedule ends. */
  readonly total: number | undefined;
  /** Updates for each step of the warmup as written. */
  readonly scale: number;
}

/**
 * What a script multiplies its lengths by, over the number of times that accelerate steps the
 * scheduler for each update. Undefined while a factor is not known.
 */
export function lengthsOf(command: Command, reading: Reading): Lengths | undefined {
  const { kind, script } = command;
  if (script.known?.count === "batches") return batchLengths(command, reading);
  const steps = stepsOf(command, reading);
  const scale = kind === "constant" ? 1 : scaleOf(command, reading);
  if (scale === undefined) return undefined;
  return { steps, total: steps === undefined ? undefined : steps * scale, scale };
}

/** train_unconditional.py: the loader's batches before they are shared out to the processes. */
function batchLengths(command: Command, reading: Reading): Lengths | undefined {
  const { root, anchor } = command;
  const epochs = epochsOf(command, reading);
  const loader = reading.ask("len(train_dataloader)", anchor.range, "number");
  const accumulation = accumulationOf(root, reading);
  const processes = processesOf(root, reading, anchor.range);
  if (accumulation === undefined || processes === undefined) return undefined;
  const scale = accumulation / processes;
  if (epochs === undefined || loader === undefined)
    return { steps: undefined, total: undefined, scale };
  const steps = epochs * Math.ceil(Math.ceil(loader / processes) / accumulation);
  return { steps, total: (loader * epochs) / processes, scale };
}

export function accumulationOf(root: SourceObject, reading: Reading): number | undefined {
  const entry = firstOf(root, "gradient_accumulation_steps");
  return entry ? reading.number(entry, "number") : 1;
}

/** The run in updates: max_train_steps, or the epochs. */
function stepsOf(command: Command, reading: Reading): number | undefined {
  const { root, anchor } = command;
  const most = firstOf(root, "max_train_steps");
  if (most) return reading.number(most, "steps");
  const epochs = epochsOf(command, reading);
  const perEpoch = reading.ask("steps per epoch", anchor.range, "steps per epoch");
  if (epochs === undefined || perEpoch === undefined) return undefined;
  return Math.max(1, Math.ceil(epochs * perEpoch));
}

function epochsOf({ root, script, anchor }: Command, reading: Reading): number | undefined {
  const entry = firstOf(root, "num_train_epochs", "num_epochs");
  if (entry) return reading.number(entry, "epochs");
  return script.known?.epochs ?? reading.ask("--num_train_epochs", anchor.range, "epochs");
}

export function warmupOf(
  { script, anchor, kind }: Command,
  entry: SourceEntry | undefined,
  reading: Reading,
): number | undefined {
  if (entry) return reading.number(entry, "steps");
  if (script.known || kind === "constant") return WARMUP;
  return reading.ask("--lr_warmup_steps", anchor.range, "steps");
}

function scaleOf({ root, script, anchor }: Command, reading: Reading): number | undefined {
  const count = script.known?.count;
  if (!count) return reading.ask("updates per step of the schedule", anchor.range, "number");
  if (count === "processes" || count === "split") return 1;
  const by = count === "accumulation" ? accumulationOf(root, reading) : 1;
  const processes = processesOf(root, reading, anchor.range);
  if (by === undefined || processes === undefined) return undefined;
  return count === "splitProcesses" ? processes : by / processes;
}
