import type { LogHead, LogReader } from "../reader";
import { isRecord, numberIn, parseLoose } from "../text/looseJson";
import { addRecord } from "../text/records";
import { SameRecords } from "../text/shapes";
import { LineParser } from "./lineParser";

const COMMA = 44;

class JsonLinesParser extends LineParser {
  private readonly same = new SameRecords(this.recorder);

  protected quick(bytes: Uint8Array, from: number, to: number): boolean {
    const end = this.same.read(bytes, from, to);
    // a comma may follow, as in a list without its brackets
    const isLast = end === to || (end === to - 1 && bytes[end] === COMMA);
    if (isLast) this.same.tell();
    return isLast;
  }

  protected line(line: string): void {
    if (line.trim() === "") return;
    const value = parseLoose(line.trim().replace(/,$/, ""));
    if (!isRecord(value)) this.recorder.skip();
    else if (addRecord(this.recorder, value)) this.same.learn(value);
    else this.configuration(value);
  }

  /** mmcv and others begin with a line of settings. */
  private configuration(value: Record<string, unknown>): void {
    for (const [key, one] of Object.entries(value)) {
      if (numberIn(one) === undefined && typeof one !== "string" && typeof one !== "boolean")
        continue;
      if (typeof one === "string" && one.length > 200) continue;
      this.recorder.set(key, one as string | number | boolean);
    }
  }
}

/** The first lines that are whole JSON objects. */
function firstRecords({ text }: LogHead): Record<string, unknown>[] {
  const lines = text.split(/[\r\n]+/, 50).filter((line) => line.trim().startsWith("{"));
  return lines.map((line) => parseLoose(line.trim().replace(/,$/, ""))).filter(isRecord);
}

const reader = (
  id: string,
  label: string,
  fits: (keys: ReadonlySet<string>) => boolean,
): LogReader => ({
  id,
  label,
  recognises: (head) => {
    const records = firstRecords(head);
    return records.length > 0 && fits(new Set(records.flatMap((one) => Object.keys(one))));
  },
  open: (recorder) => new JsonLinesParser(recorder),
});

/** LLaMA-Factory's trainer_log.jsonl: `learning_rate` or `lr` along `current_steps`. */
export const llamaFactoryReader = reader(
  "llama_factory",
  "LLaMA-Factory trainer_log.jsonl",
  (keys) => keys.has("current_steps"),
);

/** detectron2's metrics.json, which is JSON lines; several runs stand one after another. */
export const detectron2Reader = reader(
  "detectron2",
  "detectron2 metrics.json",
  (keys) => keys.has("iteration") && (keys.has("lr") || keys.has("total_loss")),
);

/** MMEngine's scalars.json: the rate along `step`. */
export const mmengineReader = reader(
  "mmengine",
  "MMEngine scalars.json",
  (keys) => keys.has("step") && (keys.has("data_time") || keys.has("base_lr")),
);

/** Any JSON lines. */
export const jsonLinesReader = reader("json_lines", "JSON lines", (keys) => keys.size > 1);
