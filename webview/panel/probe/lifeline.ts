import type { BackendName } from "../../../src/core/probeContract";
import type { ProbeEvent } from "../../../src/probe/request";
import type { ProbeSnapshot, Resume } from "../../../src/probe/snapshot";

/** The backends as the worker tries them. */
const ORDER: readonly BackendName[] = ["webgpu", "webgl", "wasm", "cpu"];

/** What is known of a run outside its worker: enough for another worker to go on. */
export class Lifeline {
  private snapshot: ProbeSnapshot | undefined;
  /** Of the stage of the snapshot. */
  private told = -1;
  private backend: BackendName | undefined;
  private startsUnseen = 0;

  keep(snapshot: ProbeSnapshot): void {
    if (snapshot.stage !== this.snapshot?.stage) this.told = -1;
    this.snapshot = snapshot;
  }

  take(event: ProbeEvent): void {
    if (event.type === "started") {
      this.backend = event.backend;
      this.startsUnseen = 0;
    }
    if (event.type === "points") {
      for (const { train } of event.series) {
        this.told = Math.max(this.told, train.at(-1)?.[0] ?? -1);
      }
    }
    // A later stage tells no training losses; how far it is follows what it has told.
    if (event.type === "progress" && event.stage && event.stage.at > 1) this.told = event.step - 1;
  }

  /**
   * Where another worker goes on; undefined where there is nothing left to try.
   *
   * @param cause In a few words, why the worker is no more.
   */
  resume(cause: string): Resume | undefined {
    const failed = this.backend ?? this.unseen();
    if (failed === undefined || failed === ORDER.at(-1)) return undefined;
    // The next one must show that it started, or it counts as failed itself.
    this.backend = undefined;
    const { snapshot, told } = this;
    return { ...(snapshot && { snapshot }), told, failed, cause };
  }

  /** Died before it told its backend: the graphics card is the likeliest cause, and only once. */
  private unseen(): BackendName | undefined {
    this.startsUnseen++;
    return this.startsUnseen === 1 ? "webgl" : undefined;
  }
}
