import type { ProbeRequest } from "../../../src/core/probeContract";
import type { ProbeEvent, ProbeSink } from "../../../src/probe/request";
import { JoinedEvents } from "../../../src/probe/shards/joinEvents";
import { partsOf } from "../../../src/probe/shards/parts";
import type { PanelAssets } from "../../../src/protocol/panelSetup";
import { ProbeRunner } from "./runner";

/** The editor itself needs the rest of the machine. */
const MOST_WORKERS = 2;

/** A worker, kept from run to run, and whom it tells. */
interface Lane {
  readonly runner: ProbeRunner;
  take: ProbeSink;
}

/**
 * Trains in one worker, or where the processor computes and the run is long, in as many as the
 * machine has cores for, each some of the seeds. A worker that is lost is replaced by itself.
 */
export class SharedRunner {
  private readonly lanes: Lane[] = [];
  /** Those that train. */
  private readonly active = new Set<Lane>();
  private joined: JoinedEvents | undefined;
  private paused = false;
  private ending = false;

  constructor(
    private readonly assets: PanelAssets,
    private readonly take: ProbeSink,
    private readonly workers = Math.min(MOST_WORKERS, navigator.hardwareConcurrency),
  ) {}

  /** Starts a run; one that is still going is cancelled. Events of older runs are dropped. */
  async start(request: ProbeRequest): Promise<void> {
    this.stop();
    this.paused = false;
    this.ending = false;
    const joined = new JoinedEvents((event) => {
      if (joined === this.joined) this.take(event);
    });
    this.joined = joined;
    const first = this.enter(0, joined);
    const take = first.take;
    first.take = (event) => {
      if (event.type === "started" && event.shares) this.startOthers(request, event, joined);
      take(event);
    };
    await first.runner.start(request, this.workers);
  }

  pause(): void {
    this.paused = true;
    for (const { runner } of this.active) runner.pause();
  }

  resume(): void {
    this.paused = false;
    for (const { runner } of this.active) runner.resume();
  }

  /** Ends the run: by the engine, which then tells how far it came, or else by force. */
  cancel(ended: () => void): void {
    this.ending = true;
    if (this.active.size === 0) ended();
    let forced = false;
    for (const lane of this.active) {
      lane.runner.cancel(() => {
        this.active.delete(lane);
        if (!forced) ended();
        forced = true;
      });
    }
  }

  private startOthers(
    request: ProbeRequest,
    { shares = 1, backend }: Extract<ProbeEvent, { type: "started" }>,
    joined: JoinedEvents,
  ): void {
    if (this.ending) return;
    for (const [i, part] of partsOf(request, shares).entries()) {
      if (i === 0) continue;
      const { runner } = this.enter(i, joined);
      void runner.start({ ...part, backend });
      if (this.paused) runner.pause();
    }
  }

  /** Has the worker of that number tell of a part of this run. */
  private enter(index: number, joined: JoinedEvents): Lane {
    const lane = (this.lanes[index] ??= this.newLane());
    const told = joined.part();
    lane.take = (event) => {
      if (event.type === "finished" || event.type === "failed") this.active.delete(lane);
      told(event);
      if (event.type === "failed" && joined === this.joined) this.stop();
    };
    this.active.add(lane);
    return lane;
  }

  private newLane(): Lane {
    const lane: Lane = {
      runner: new ProbeRunner(this.assets, (event) => {
        lane.take(event);
      }),
      take: () => undefined,
    };
    return lane;
  }

  /** Whatever still trains is of no use. */
  private stop(): void {
    for (const { runner } of this.active) runner.cancel(() => undefined);
    this.active.clear();
  }
}
