import type { InferOutput } from "valibot";
import {
  readPanelMessage,
  type PanelMessage,
  type ViewRequest,
} from "../../../src/protocol/panelMessages";
import type { CursorPlace, HostMessage, Snapshot } from "../../../src/protocol/hostMessages";
import { Messenger } from "../../../src/protocol/messenger";
import type { ProbeRequest } from "../../../src/core/probeContract";
import type { ProbeOptions } from "../../../src/protocol/probe";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import type { templatesList } from "../../../src/protocol/templates";
import { readHostMessage } from "../../harness/readHostMessage";
import { shown, type Sample } from "./samples";

/** What the fake host shows; tests change it and call `publish`. */
export interface World {
  schedules: Sample[];
  /** What else can be compared with. */
  others?: NonNullable<Snapshot["others"]>;
  /** What the real host would show of real definitions, in place of samples. */
  real?: (view: ViewRequest) => ShownSchedule[];
  /** What the real host would train, in place of the samples' values. */
  plan?: (options: ProbeOptions) => ProbeRequest;
  /** Ids of the shown ones, the active first. */
  shown: string[];
  cursor: CursorPlace | null;
  document: boolean;
  notice: string | null;
  given?: NonNullable<Snapshot["given"]>;
  /** The file shown before, where the present one is not read. */
  back?: string;
  /** The recipes offered; three made-up ones if they are not given. */
  templates?: InferOutput<typeof templatesList>["templates"];
}

const TEMPLATES = ["Alpha", "Beta", "<b>Gamma</b>"].map((title) => ({
  file: title.toLowerCase(),
  title,
  citation: "Somebody et al. 2017, arXiv:1706.00000",
  length: "90 epochs · 14,040 steps",
  path: "M1 31L20 1L95 31",
}));

/** What the host would send to be painted. */
const PICTURE = {
  width: 200,
  height: 100,
  marks: [
    { kind: "path" as const, d: "M0 0H200V100H0Z", fill: "#ffffff" },
    { kind: "path" as const, d: "M10 90L190 10", stroke: "#0072b2", width: 4 },
  ],
};

/** The panel takes unseen what the host sends: no test may send it what the real host could not. */
function asTheHostWould(envelope: unknown): unknown {
  const { message } = envelope as { readonly message: unknown };
  const read = readHostMessage(JSON.parse(JSON.stringify(message)));
  if (!read.ok) throw new Error(`The host sends no such message: ${read.reason}`);
  return envelope;
}

/** The other end of the panel's conversation, in the test's own process, with the real guards. */
export class FakeHost {
  readonly received: PanelMessage[] = [];
  readonly refused: string[] = [];
  view: ViewRequest = { columns: 400, range: null };
  state: unknown = undefined;
  readonly world: World;
  /** The file that the user picks when asked for one. */
  file: { readonly file: string; readonly content: string } | undefined;
  cancelsDialogs = false;
  private revision = 0;
  protected readonly messenger: Messenger<HostMessage, PanelMessage>;

  constructor(post: (envelope: unknown) => void, world: Partial<World>) {
    this.world = { schedules: [], shown: [], cursor: null, document: true, notice: null, ...world };
    this.messenger = new Messenger<HostMessage, PanelMessage>(
      (envelope) => {
        post(asTheHostWould(envelope));
      },
      readPanelMessage,
      (reason) => this.refused.push(reason),
    );
    this.answer();
  }

  receive(envelope: unknown): void {
    const message = (envelope as { message: PanelMessage }).message;
    this.received.push(message);
    this.messenger.receive(envelope);
  }

  of<Type extends PanelMessage["type"]>(type: Type): Extract<PanelMessage, { type: Type }>[] {
    return this.received.filter(
      (message): message is Extract<PanelMessage, { type: Type }> => message.type === type,
    );
  }

  send(message: HostMessage): void {
    this.messenger.send(message);
  }

  async inspect() {
    return (await this.messenger.ask({ type: "inspect" }, "inspection")).inspection;
  }

  publish(): void {
    this.send(this.snapshot());
  }

  private answer(): void {
    const { messenger, world } = this;
    messenger.on("ready", () => {
      this.publish();
    });
    messenger.on("view", (view) => {
      this.view = view;
      this.publish();
    });
    messenger.on("select", ({ schedule }) => {
      world.shown = [schedule, ...world.shown.filter((id) => id !== schedule).slice(1)];
      this.publish();
    });
    messenger.on("compare", ({ schedules }) => {
      world.shown = [world.shown[0] ?? "", ...schedules];
      this.publish();
    });
    for (const type of [
      "reveal",
      "reveal.problem",
      "probe.state",
      "probe.limits",
      "log",
      "command",
      "code",
      "history",
      "turnBack",
      "forget",
      "log.drop",
      "values.forget",
    ] as const) {
      messenger.on(type, () => undefined);
    }
    messenger.onAsk("templates.list", () => ({
      type: "templates",
      templates: world.templates ?? TEMPLATES,
    }));
    messenger.onAsk("template.use", ({ fit }) => {
      if (fit && "steps" in fit.length && fit.length.steps === 13) throw new Error("unlucky");
      return { type: "done" };
    });
    messenger.onAsk("value.give", ({ symbol, value }) => {
      if (value === 13) throw new Error("unlucky");
      world.given = [...(world.given ?? []), { symbol, value }];
      const known = ({ unknowns = [], ...sample }: Sample): Sample => ({
        ...sample,
        unknowns: unknowns.filter((unknown) => unknown.symbol !== symbol),
      });
      world.schedules = world.schedules.map(known);
      this.publish();
      return { type: "done" };
    });
    messenger.on("run.open", () => {
      if (this.file) this.send({ type: "run.opened", ...this.file });
    });
    messenger.onAsk("run.save", ({ kind, name }) => ({
      type: "run.saved",
      file: this.cancelsDialogs ? null : `${name}.${kind}`,
    }));
    messenger.onAsk("score.export", ({ kind }) => {
      if (kind === "png") return { type: "score.picture", name: "score", ...PICTURE };
      if (kind === "markdown") return { type: "score.exported", done: "copied" };
      return this.cancelsDialogs
        ? { type: "score.exported", done: "nothing" }
        : { type: "score.exported", done: "saved", file: `score.${kind}` };
    });
    messenger.onAsk("table", (question) => this.table(question));
    messenger.onAsk("probe.start", ({ options }) => ({
      type: "probe.request",
      request: this.world.plan?.(options) ?? {
        ...this.probeRequest(options.task ?? "spirals", options.steps ?? 120, options.seeds ?? 2),
        ...(options.backend !== undefined && { backend: options.backend }),
        ...(options.measureEvery !== undefined && { measureEvery: options.measureEvery }),
        ...(options.sharpnessEvery !== undefined && { sharpnessEvery: options.sharpnessEvery }),
      },
    }));
  }

  protected nextRevision(): number {
    return ++this.revision;
  }

  protected snapshot(): Snapshot {
    const real = this.world.real?.(this.view);
    return real ? this.realSnapshot(real) : this.sampleSnapshot();
  }

  private realSnapshot(shown: ShownSchedule[]): Snapshot {
    const schedules = shown.map(({ id, name, state, length }) => ({ id, name, state, length }));
    const active = shown[0]?.id ?? null;
    const { others } = this.world;
    return { ...this.sampleSnapshot(), schedules, active, shown, ...(others && { others }) };
  }

  private sampleSnapshot(): Snapshot {
    const { schedules, cursor, document, notice, given, back } = this.world;
    const find = (id: string): Sample[] => schedules.filter((sample) => sample.id === id);
    return {
      type: "snapshot",
      revision: this.nextRevision(),
      document: document ? { label: "a.schedule.json", version: 1, language: "json" } : null,
      schedules: schedules.map(({ id, name, length, state }) => ({
        id,
        name,
        length,
        state: state ?? "ok",
      })),
      omitted: 0,
      active: this.world.shown[0] ?? null,
      shown: this.world.shown.flatMap(find).map((sample) => shown(sample, this.view)),
      cursor,
      notice,
      ...(given && { given }),
      ...(back !== undefined && { back }),
    };
  }

  private table(question: Extract<PanelMessage, { type: "table" }>): HostMessage {
    const sample = this.world.schedules.find(({ id }) => id === question.schedule);
    if (!sample) throw new Error("unknown schedule");
    const last = Math.min(sample.length, question.last);
    const steps = Array.from({ length: 11 }, (_, i) =>
      Math.round(question.first + ((last - question.first) * i) / 10),
    );
    return {
      type: "table.rows",
      revision: question.revision,
      schedule: sample.id,
      tracks: sample.tracks.map(({ name }) => name),
      rows: steps.map((step) => ({ step, values: sample.tracks.map(({ at }) => at(step)) })),
    };
  }

  /** The run squeezed into the probe, as the host plans it. */
  private probeRequest(task: string, steps: number, seeds: number): ProbeRequest {
    const samples = this.world.shown.flatMap((id) =>
      this.world.schedules.filter((s) => s.id === id),
    );
    return {
      task,
      steps,
      seeds: Array.from({ length: seeds }, (_, i) => i),
      schedules: samples.map(({ id, name, length, tracks }) => ({
        id,
        name,
        length,
        optimizer: { name: "sgd" },
        tracks: Object.fromEntries(
          tracks.map(({ name: track, at }) => [
            track,
            Array.from({ length: steps }, (_, p) => at(Math.floor((p * length) / steps)) ?? 0),
          ]),
        ),
      })),
    };
  }
}
