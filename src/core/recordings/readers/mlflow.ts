import type { LogParser, LogReader } from "../reader";
import type { Recorder } from "../recorder";
import { LineSplitter } from "../text/lines";
import { numberIn } from "../text/looseJson";

/** mlruns/<experiment>/<run>/metrics/<key, which may hold slashes>. */
const PLACE = /(?:^|\/)([^/]+)\/metrics\/(.+)$/;
const LINE = /^\d{10,} \S+ -?\d+$/;

class MlflowParser implements LogParser {
  private readonly lines: LineSplitter;

  constructor(recorder: Recorder, key: string) {
    const skip = () => {
      recorder.skip();
    };
    this.lines = new LineSplitter((line) => {
      const [time, value, step] = line.trim().split(" ").map(numberIn);
      if (time === undefined || value === undefined || step === undefined) recorder.skip();
      else recorder.add({ step, axis: "steps", time: time / 1000 }, [{ tag: key, value }]);
    }, skip);
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
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
