import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun } from "../config/dialect";
import { firstOf, objectAt } from "../config/fields";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { pretrainPhases } from "./schedules";
import { optimizerName, rateOf, settingsOf, type Settings } from "./settings";

/** litgpt/pretrain.py: the length comes from max_tokens, everything is counted in micro-batches. */
export function pretraining(
  root: SourceObject,
  anchor: SourceEntry,
  reading: Reading,
): ConfigRun | undefined {
  const rate = rateOf(root, reading);
  const settings = settingsOf(root, "pretrain", reading);
  const shared = sharedOut(root, settings, anchor, reading);
  if (isRefused(root, settings, reading) || !shared || rate === undefined) return undefined;
  const { accumulation, world } = shared;
  const { tokens, sequence, micro, floor } = settings;
  const wanted = warmupOf(root, settings, accumulation, reading);
  if (tokens === undefined || sequence === undefined || micro === undefined) return undefined;
  if (floor === undefined || wanted === undefined) return undefined;
  const iterations = Math.floor(Math.floor(tokens / world) / (micro * sequence));
  const length = Math.floor(iterations / accumulation);
  if (!(length >= 1)) return undefined;
  countedInTokens(reading, length / tokens);
  const warmup = Math.min(iterations, wanted);
  return phasesRun({
    phases: pretrainPhases({ rate, floor, warmup, iterations, accumulation }),
    length,
    optimizer: { name: optimizerName(root) },
  });
}

/** A token of `max_tokens` is this part of an update. */
function countedInTokens({ settings }: Reading, per: number): void {
  const index = settings.findIndex(({ name }) => name === "max_tokens");
  const stated = settings[index];
  if (stated) settings[index] = { ...stated, per };
}

function isRefused(root: SourceObject, { warmup }: Settings, reading: Reading): boolean {
  const train = objectAt(root, "train");
  const other = firstOf(train, "max_steps", "epochs");
  const share = firstOf(train, "lr_warmup_fraction");
  if (other) reading.refuse(other.range, t`litgpt pretrain takes max_tokens, but no ${other.key}.`);
  else if (share && warmup !== 0)
    reading.refuse(
      share.range,
      t("lr_warmup_fraction needs lr_warmup_steps: 0 beside it: litgpt takes one of them."),
    );
  else return false;
  return true;
}

/** The warmup in micro-batches. */
function warmupOf(
  root: SourceObject,
  { warmup }: Settings,
  accumulation: number,
  reading: Reading,
): number | undefined {
  const share = firstOf(objectAt(root, "train"), "lr_warmup_fraction");
  if (!share) return warmup === undefined ? undefined : warmup * accumulation;
  const fraction = reading.number(share, "number");
  const batches = reading.ask("len(train_dataloader)", share.range, "number");
  return fraction === undefined || batches === undefined
    ? undefined
    : Math.ceil(fraction * batches);
}

interface Shared {
  /** Micro-batches of one update on each device. */
  readonly accumulation: number;
  readonly world: number;
}

function sharedOut(
  root: SourceObject,
  { global, micro }: Settings,
  anchor: SourceEntry,
  reading: Reading,
): Shared | undefined {
  const devices = firstOf(root, "devices");
  const each =
    devices?.value.type === "number"
      ? reading.number(devices, "processes")
      : reading.ask("devices", (devices ?? anchor).range, "processes");
  const nodesEntry = firstOf(root, "num_nodes");
  const nodes = nodesEntry ? reading.number(nodesEntry, "processes") : 1;
  if (each === undefined || nodes === undefined || !global || !micro) return undefined;
  const world = each * nodes;
  const accumulation = Math.floor(Math.floor(global / world) / micro);
  if (accumulation >= 1) return { accumulation, world };
  const { range } = firstOf(objectAt(root, "train"), "global_batch_size") ?? anchor;
  const message = t`A global_batch_size of ${global} is too small for ${world} devices with a micro_batch_size of ${micro}.`;
  reading.refuse(range, message);
  return undefined;
}
