import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { firstOf, objectAt } from "../config/fields";
import type { Reading } from "../config/reading";

/** The defaults of the two commands: litgpt/finetune/lora.py and litgpt/pretrain.py. */
const DEFAULTS = {
  finetune: { warmup: 100, epochs: 5, global: 16, micro: 1, floor: 6e-5 },
  pretrain: { warmup: 2000, epochs: undefined, global: 512, micro: 4, floor: 4e-5 },
};
const TOKENS = 3e12;
/** AdamW's own default, which litgpt leaves to it. */
const RATE = 1e-3;

export interface Settings {
  /** In updates; 0 for null. */
  readonly warmup: number | undefined;
  readonly warmupEntry: SourceEntry | undefined;
  readonly epochs: number | undefined;
  readonly most: number | undefined;
  readonly tokens: number | undefined;
  readonly sequence: number | undefined;
  readonly global: number | undefined;
  readonly micro: number | undefined;
  readonly floor: number | undefined;
}

export function settingsOf(
  root: SourceObject,
  command: "finetune" | "pretrain",
  reading: Reading,
): Settings {
  const train = objectAt(root, "train");
  const usual = DEFAULTS[command];
  const number = (key: string, otherwise: number | undefined): number | undefined => {
    const entry = firstOf(train, key);
    return entry ? reading.number(entry, "number") : otherwise;
  };
  const warmupEntry = firstOf(train, "lr_warmup_steps");
  const isNull = entryOf(train, "lr_warmup_steps")?.value.type === "null";
  const at = (warmupEntry ?? entryOf(root, "train"))?.value;
  reading.place(["learningRate", 0], at);
  reading.place(["learningRate", 1], at);
  const isLong = command === "pretrain";
  const asked = (): number | undefined =>
    isLong && at ? reading.ask("max_seq_length", at.range, "tokens") : undefined;
  return {
    warmup: isNull ? 0 : number("lr_warmup_steps", usual.warmup),
    warmupEntry,
    epochs: number("epochs", usual.epochs),
    most: number("max_steps", undefined),
    tokens: number("max_tokens", isLong ? TOKENS : undefined),
    sequence: number("max_seq_length", undefined) ?? asked(),
    global: number("global_batch_size", usual.global),
    micro: number("micro_batch_size", usual.micro),
    floor: number("min_lr", usual.floor),
  };
}

export function rateOf(root: SourceObject, reading: Reading): number | undefined {
  const optimizer = objectAt(root, "optimizer");
  const entry = firstOf(objectAt(optimizer, "init_args") ?? optimizer, "lr");
  reading.place(["learningRate"], (entry ?? entryOf(root, "train"))?.value);
  return entry ? reading.number(entry, "rate") : RATE;
}

export function optimizerName(root: SourceObject): string {
  const value = entryOf(root, "optimizer")?.value;
  const path = value?.type === "object" ? entryOf(value, "class_path")?.value : value;
  return path?.type === "string" ? (path.value.split(".").at(-1) ?? "") : "AdamW";
}
