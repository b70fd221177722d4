import type { PlannedSchedule, ProbePlan } from "../core/probePlan";
import type { ProbePoint } from "../probe/request";
import { alignedTable } from "./environment";
import type { ProbeCollector, Replica } from "./probeCollector";

/** The public JSON shape of a probe's result; a loss that is no number is null. */
export function probeResult(plan: ProbePlan, collector: ProbeCollector) {
  return {
    task: plan.task,
    backend: collector.started?.backend ?? null,
    schedules: plan.schedules.map(({ id, name }) => ({
      name,
      seeds: replicasOf(id, collector).map((replica) => ({
        seed: replica.seed,
        train: replica.train.map(finitePoint),
        validation: replica.validation.map(finitePoint),
        diverged: replica.diverged?.step ?? null,
      })),
    })),
  };
}

const replicasOf = (id: string, collector: ProbeCollector): Replica[] =>
  collector.replicas.filter(({ schedule }) => schedule === id).sort((a, b) => a.seed - b.seed);

const finitePoint = ([step, value]: ProbePoint): [number, number | null] => [
  step,
  Number.isFinite(value) ? value : null,
];

/** A table by schedule and seed, and what diverged, for people. */
export function probeReport(plan: ProbePlan, collector: ProbeCollector): string {
  const head = ["schedule", "seed", "train first", "train last", "validation", "accuracy"];
  const rows = plan.schedules.flatMap((schedule) =>
    replicasOf(schedule.id, collector).map((replica) => row(schedule, replica)),
  );
  const causes = plan.schedules.flatMap(({ id, name }) =>
    replicasOf(id, collector).flatMap(({ seed, diverged }) =>
      diverged
        ? [`${name}, seed ${seed}: diverged at step ${diverged.step}. ${diverged.cause}`]
        : [],
    ),
  );
  return [headline(plan, collector), alignedTable([head, ...rows]), ...causes].join("\n");
}

function headline(plan: ProbePlan, { started, finished }: ProbeCollector): string {
  const steps = finished?.steps ?? 0;
  const part = steps < plan.steps ? `${steps} of ${plan.steps} steps` : `${steps} steps`;
  const speed = finished ? ` in ${finished.seconds.toFixed(1)} s` : "";
  return `${plan.task}: ${part}${speed}. ${started?.why ?? ""}`;
}

function row({ name }: PlannedSchedule, { seed, train, validation, accuracy }: Replica): string[] {
  const share = accuracy.at(-1)?.[1];
  return [
    name,
    String(seed),
    loss(train.at(0)),
    loss(train.at(-1)),
    loss(validation.at(-1)),
    share === undefined ? "" : `${(100 * share).toFixed(1)} %`,
  ];
}

const loss = (point: ProbePoint | undefined): string => point?.[1].toPrecision(4) ?? "";
