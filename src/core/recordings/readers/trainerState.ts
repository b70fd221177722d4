import { t } from "../../text/words";
import type { LogParser, LogReader } from "../reader";
import type { Recorder } from "../recorder";
import { JsonItems, type Found } from "../text/jsonItems";
import { isRecord, parseLoose } from "../text/looseJson";
import { addRecord } from "../text/records";
import { SameRecords } from "../text/shapes";

/** A JSON text with a list of records: Hugging Face's trainer_state.json, or the list alone. */
class JsonListParser implements LogParser {
  private readonly items: JsonItems;
  private readonly same: SameRecords;

  constructor(private readonly recorder: Recorder) {
    this.same = new SameRecords(recorder);
    this.items = new JsonItems({
      quick: (key, bytes, from) => this.quick(key, bytes, from),
      found: (found) => {
        this.take(found);
      },
      dropped: () => {
        recorder.skip();
      },
    });
  }

  push(chunk: Uint8Array): void {
    this.items.push(chunk);
  }

  end(): void {
    if (this.items.isWhole) return;
    this.recorder.skip();
    this.recorder.note(t("The file ends within a record; what stands before it is read."));
  }

  private take({ key, item, text }: Found): void {
    const value = parseLoose(text);
    if (value === undefined) this.recorder.skip();
    else if (!item) this.setting(key, value);
    else if (isRecord(value) && isHistory(key)) this.record(value);
  }

  private quick(key: string | undefined, bytes: Uint8Array, from: number): number {
    const end = isHistory(key) ? this.same.read(bytes, from, bytes.length) : -1;
    if (end >= 0) this.same.tell();
    return end;
  }

  private record(value: Record<string, unknown>): void {
    if (addRecord(this.recorder, value)) this.same.learn(value);
    else this.recorder.skip();
  }

  private setting(key: string | undefined, value: unknown): void {
    if (key === undefined) return;
    if (typeof value === "number" || typeof value === "boolean") this.recorder.set(key, value);
    else if (typeof value === "string" && value.length <= 200) this.recorder.set(key, value);
  }
}

const HISTORIES: ReadonlySet<string | undefined> = new Set([undefined, "log_history", "history"]);
const isHistory = (key: string | undefined): boolean => HISTORIES.has(key);

/** transformers' TrainerState as it saves it beside every checkpoint. */
export const trainerStateReader: LogReader = {
  id: "trainer_state",
  label: "Hugging Face trainer_state.json",
  recognises: ({ text, path }) =>
    text.trimStart().startsWith("{") &&
    (/"log_history"\s*:/.test(text) || /(?:^|\/)trainer_state\.json$/.test(path)),
  open: (recorder) => new JsonListParser(recorder),
};

/** A JSON list of records. */
export const jsonListReader: LogReader = {
  id: "json_list",
  label: "JSON list",
  recognises: ({ text }) => /^\s*\[\s*\{/.test(text),
  open: (recorder) => new JsonListParser(recorder),
};
