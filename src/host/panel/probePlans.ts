import { l10n, type Uri } from "vscode";
import type { LimitPoint, MeasuredLimit } from "../../core/speedLimits/measuredLimit";
import type { HostMessage } from "../../protocol/hostMessages";
import type { PanelMessage } from "../../protocol/panelMessages";
import { LIMITS } from "../../protocol/shapes";
import { readDataFile } from "../dataFile";
import { toRange } from "../positions";
import { readProbeBackend } from "../settings";
import type { ComparedSchedule, PanelModel } from "./panelModel";
import type { IdentifiedSchedule } from "./scheduleId";

type Of<Type extends PanelMessage["type"]> = Extract<PanelMessage, { type: Type }>;

/** Under what a schedule was last planned: a limit measured then holds for that alone. */
interface Planned {
  readonly document: Uri;
  readonly scale: number;
  readonly limit: Omit<MeasuredLimit, "points">;
}

/** Plans the probes of one panel, and keeps what they measure of the schedules' speed limits. */
export class ProbePlans {
  private planned: ReadonlyMap<string, Planned> = new Map();

  constructor(private readonly model: PanelModel) {}

  async plan({ schedules, options }: Of<"probe.start">): Promise<HostMessage> {
    const asked =
      schedules.length === 0
        ? await this.model.shown()
        : schedules.flatMap((id) => this.model.comparable(id) ?? []);
    if (schedules.length > asked.length)
      throw new Error(l10n.t("A schedule is not open any more."));
    // what a run logged, or would do when resumed, is compared, not trained with
    const found = asked.filter(
      ({ recorded, note }) => recorded === undefined && note === undefined,
    );
    const drawable = found.flatMap(({ id, title, schedule: { schedule }, open }) =>
      schedule
        ? [{ id, schedule: { ...schedule, name: title }, definition: open && definitionOf(open) }]
        : [],
    );
    const core = await import("../lazy/core");
    const first = found.find(({ schedule }) => schedule.schedule);
    const plan = await core.withData(core.planProbe(drawable, options), drawable, (path) =>
      readDataFile(first?.open?.from.document.uri, path),
    );
    this.planned = new Map(
      found.flatMap((each) => this.remember(each, plan, core.limitConditions)),
    );
    const backend = options.backend ?? readProbeBackend();
    return { type: "probe.request", request: { ...plan, backend } };
  }

  private remember(
    { id, schedule: { schedule }, open }: ComparedSchedule,
    { task, steps }: { readonly task: string; readonly steps: number },
    conditionsOf: (of: NonNullable<typeof schedule>) => string,
  ): [string, Planned][] {
    if (!schedule || !open) return [];
    const scale = schedule.probe?.learningRateScale ?? 1;
    return [
      [
        id,
        {
          document: open.from.document.uri,
          scale,
          limit: { task, steps, conditions: conditionsOf(schedule) },
        },
      ],
    ];
  }

  /** Takes what the last planned probe has measured; anything else is no news of it. */
  takeLimits({ limits }: Of<"probe.limits">): void {
    const byDocument = new Map<Uri, Map<string, MeasuredLimit>>();
    for (const { schedule, points } of limits) {
      const planned = this.planned.get(schedule);
      if (!planned) continue;
      const { document, scale, limit } = planned;
      const known = points
        .filter(([step]) => step < limit.steps)
        .map(([step, rate]): LimitPoint => [step, rate / scale])
        .sort(([a], [b]) => a - b);
      const measured = byDocument.get(document) ?? new Map<string, MeasuredLimit>();
      byDocument.set(document, measured.set(schedule, { ...limit, points: known }));
    }
    for (const [document, measured] of byDocument) {
      this.model.analyses.limits.keep(document, measured);
    }
  }
}

/** The text that the schedule was read from, if it is still what was analyzed and not too long. */
function definitionOf({ schedule, from }: IdentifiedSchedule): string | undefined {
  if (from.document.version !== from.version) return undefined;
  const text = from.document.getText(toRange(from.document, schedule.range));
  return text.length > LIMITS.text ? undefined : text;
}
