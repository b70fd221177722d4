import type { LogReader } from "../reader";
import { rowOf, type Recorder } from "../recorder";
import { numberIn } from "../text/looseJson";
import { NumberScanner } from "../text/numbers";
import { LineParser } from "./lineParser";

const SPACE = 32;

/** mlruns/<experiment>/<run>/metrics/<key, which may hold slashes>. */
const PLACE = /(?:^|\/)([^/]+)\/metrics\/(.+)$/;
const LINE = /^\d{10,} \S+ -?\d+$/;

class MlflowParser extends LineParser {
  private readonly scanner = new NumberScanner();
  private readonly place = { step: 0, axis: "steps" as const, time: 0 };
  private readonly tags: readonly string[];
  private readonly row = rowOf(1);

  constructor(recorder: Recorder, key: string) {
    super(recorder);
    this.tags = [key];
  }

  /** Three numbers with a space between. */
  protected quick(bytes: Uint8Array, from: number, to: number): boolean {
    const { scanner } = this;
    if (!scanner.token(bytes, from, to) || bytes[scanner.end] !== SPACE) return false;
    const time = scanner.value;
    if (!scanner.token(bytes, scanner.end + 1, to) || bytes[scanner.end] !== SPACE) return false;
    const { value } = scanner;
    if (!scanner.token(bytes, scanner.end + 1, to) || scanner.end !== to) return false;
    this.tell(time, value, scanner.value);
    return true;
  }

  protected line(line: string): void {
    const [time, value, step] = line.trim().split(" ").map(numberIn);
    if (time === undefined || value === undefined || step === undefined) this.recorder.skip();
    else this.tell(time, value, step);
  }

  private tell(time: number, value: number, step: number): void {
    this.place.step = step;
    this.place.time = time / 1000;
    this.row.values[0] = value;
    this.recorder.addRow(this.place, this.tags, this.row);
  }
}

/** One metric in MLflow's file store: lines of milliseconds, value, step; the key is the file's name. */
export const mlflowReader: LogReader = {
  id: "mlflow",
  label: "MLflow metric",
  recognises: ({ path, text }) =>
    LINE.test(text.split("\n", 1)[0]?.trim() ?? "") && (PLACE.test(path) || !/\.\w+$/.test(path)),
  open(recorder, { path }) {
    const [, run, key] = PLACE.exec(path) ?? [];
    if (run !== undefined) recorder.rename(run);
    return new MlflowParser(recorder, key ?? path.slice(path.lastIndexOf("/") + 1));
  },
};
