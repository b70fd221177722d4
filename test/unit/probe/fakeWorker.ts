import type { FromProbe, ToProbe } from "../../../src/probe/messages";
import type { ProbeEvent } from "../../../src/probe/request";

/** A worker that does what the test says. */
export class FakeWorker extends EventTarget {
  static readonly made: FakeWorker[] = [];
  readonly got: ToProbe[] = [];
  ended = false;

  constructor() {
    super();
    FakeWorker.made.push(this);
  }

  postMessage(message: ToProbe): void {
    this.got.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  say(data: FromProbe): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  tell(event: ProbeEvent): void {
    this.say({ type: "event", run: this.asked.run, event });
  }

  crash(message: string): void {
    this.dispatchEvent(Object.assign(new Event("error"), { message }));
  }

  get asked(): Extract<ToProbe, { type: "run" }> {
    const run = this.got.findLast((message) => message.type === "run");
    if (run?.type !== "run") throw new Error("not asked to run");
    return run;
  }
}

export const started = (backend: "webgl" | "wasm" | "cpu"): ProbeEvent => ({
  type: "started",
  task: "quadratic",
  about: "",
  backend,
  why: "",
  steps: 100,
  replicas: 1,
  parameters: 1,
  from: 0,
});
export const points = (step: number): ProbeEvent => ({
  type: "points",
  series: [{ schedule: "a", seed: 1, train: [[step, 1]], validation: [], accuracy: [] }],
});
