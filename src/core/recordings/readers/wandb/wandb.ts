import { t } from "../../../text/words";
import { bytesOf, fieldsOf, integerOf, viewOf, type Field } from "../../bytes/protobuf";
import type { LogParser, LogReader } from "../../reader";
import type { Recorder } from "../../recorder";
import { decode } from "../../text/decode";
import { isRecord, parseLoose } from "../../text/looseJson";
import { addRecord } from "../../text/records";
import { BlockReader } from "./blocks";
import { PlainHistory } from "./plainHistory";
import { settings } from "../../text/settings";

/** ":W&B", 0xBEE1 (little-endian), version 0. */
const MAGIC = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00];

/** wandb_internal.proto: Record{history = 2, config = 5, run = 17}. */
const [HISTORY, CONFIG, RUN] = [2, 5, 17];

class WandbParser implements LogParser {
  private readonly header: number[] = [];
  private readonly blocks: BlockReader;
  private readonly plain: PlainHistory;

  constructor(private readonly recorder: Recorder) {
    this.plain = new PlainHistory(recorder);
    this.blocks = new BlockReader(MAGIC.length, {
      record: (bytes, from, to) => {
        if (!this.plain.take(bytes, from, to)) this.record(bytes.subarray(from, to));
      },
      broken: () => {
        recorder.skip();
      },
    });
  }

  push(chunk: Uint8Array): void {
    const missing = MAGIC.length - this.header.length;
    this.header.push(...chunk.subarray(0, missing));
    if (this.isForeign()) return;
    if (chunk.length > missing) this.blocks.push(chunk.subarray(Math.max(0, missing)));
  }

  end(): void {
    if (this.isForeign() || this.header.length < MAGIC.length) {
      this.recorder.note(t('The file lacks the header ":W&B" of a version that is known.'));
      this.recorder.skip();
    } else if (this.blocks.isCutOff) {
      this.recorder.skip();
      this.recorder.note(
        t("The file ends within a record, as one that is still being written does."),
      );
    }
  }

  get isAtEdge(): boolean {
    return this.header.length === MAGIC.length && !this.isForeign() && !this.blocks.isCutOff;
  }

  private isForeign(): boolean {
    return this.header.some((byte, i) => byte !== MAGIC[i]);
  }

  private record(bytes: Uint8Array): void {
    const fields = fieldsOf(bytes);
    if (fields === undefined) {
      this.recorder.skip();
      return;
    }
    for (const history of bytesOf(fields, HISTORY)) this.history(fieldsOf(history));
    for (const config of bytesOf(fields, CONFIG)) this.config(config);
    for (const run of bytesOf(fields, RUN)) this.run(run);
  }

  /** HistoryRecord{item = 1, step = 2 {num = 1}}. */
  private history(fields: readonly Field[] | undefined): void {
    const items = fields && itemsOf(fields, 1);
    if (items === undefined) {
      this.recorder.skip();
      return;
    }
    const [step] = bytesOf(fields ?? [], 2).map(
      (bytes) => integerOf(fieldsOf(bytes) ?? [], 1) ?? 0,
    );
    if (items["_step"] === undefined && step !== undefined) items["_step"] = step;
    if (addRecord(this.recorder, items)) this.plain.learn(items);
  }

  /** RunRecord{run_id = 1, config = 4 {update = 1}, display_name = 8}. */
  private run(bytes: Uint8Array): void {
    const fields = fieldsOf(bytes) ?? [];
    for (const config of bytesOf(fields, 4)) this.config(config);
    const name = [...bytesOf(fields, 8), ...bytesOf(fields, 1)][0];
    if (name !== undefined && name.length > 0 && name.length < 200)
      this.recorder.rename(decode(name));
  }

  private config(bytes: Uint8Array): void {
    const items = itemsOf(fieldsOf(bytes) ?? [], 1) ?? {};
    for (const [key, value] of settings(items)) this.recorder.set(key, value);
  }
}

/** Items {key = 1, nested_key = 2, value_json = 16}, the parts of a nested key with "/" between. */
function itemsOf(fields: readonly Field[], number: number): Record<string, unknown> | undefined {
  const items = Object.create(null) as Record<string, unknown>;
  for (const bytes of bytesOf(fields, number)) {
    const item = fieldsOf(bytes);
    if (item === undefined) return undefined;
    const [json] = bytesOf(item, 16);
    const key = [...bytesOf(item, 1).slice(0, 1), ...bytesOf(item, 2)].map(decode).join("/");
    if (json === undefined || key === "") continue;
    const value = parseLoose(decode(json));
    // tables, pictures and histograms are records with their own type
    if (isRecord(value) && "_type" in value) continue;
    items[key] = value;
  }
  return items;
}

/** Weights & Biases' run-<id>.wandb, written by `wandb` 0.10 and later. */
export const wandbReader: LogReader = {
  id: "wandb",
  label: "Weights & Biases",
  recognises: ({ path, bytes }) =>
    path.endsWith(".wandb") || (bytes.length >= 4 && viewOf(bytes).getUint32(0) === 0x3a572642),
  open: (recorder) => new WandbParser(recorder),
};
