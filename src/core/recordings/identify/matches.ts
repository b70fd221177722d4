import { buildSchedule } from "../../schedule/build";
import type { ScheduleDefinition } from "../../schedule/definition";
import type { ExplainedCause } from "../explain/cause";
import { misfit } from "../explain/model";
import { oddness } from "../explain/numbers";
import type { Observations } from "../explain/observations";
import { planOf, type Plan } from "../explain/plan";
import { framesOf, moved, type Candidate } from "./candidates";
import { FAMILIES, WHOLE } from "./families";

/** A schedule that gives the rates of a log, and how the log reads it. */
export interface Match {
  readonly candidate: Candidate;
  readonly definition: ScheduleDefinition;
  readonly plan: Plan;
  readonly offset: number;
  readonly causes: readonly ExplainedCause[];
  readonly residual: number;
  /** The lower, the simpler. */
  readonly rank: number;
  /** True where a figure of a cause is one of several that fit. */
  readonly open?: boolean;
}

/** Steps that logs are early or late, the usual first. */
const OFFSETS = [0, -1, 1];

/** Every simple schedule that gives all the rates. */
export function matchesOf(seen: Observations, figures: ReadonlySet<number>): Match[] {
  return OFFSETS.flatMap((offset) => {
    const shifted = moved(seen, offset);
    const candidates = [
      ...framesOf(shifted).flatMap((frame) => FAMILIES.flatMap((family) => family(frame))),
      ...WHOLE.flatMap((family) => family(shifted)),
    ];
    return candidates.flatMap((candidate) => matched(candidate, shifted, offset, figures));
  });
}

function matched(
  candidate: Candidate,
  seen: Observations,
  offset: number,
  figures: ReadonlySet<number>,
): Match[] {
  const { length, phases } = candidate;
  const [only] = phases;
  const definition = {
    length: { steps: length },
    learningRate: phases.length === 1 ? only : phases,
  } as ScheduleDefinition;
  const { schedule, issues } = buildSchedule(definition);
  const plan = schedule && issues.length === 0 ? planOf(schedule) : undefined;
  if (plan === undefined) return [];
  const model = { causes: [], plan, clock: (step: number) => step, level: (rate: number) => rate };
  const { outside, residual } = misfit(model, seen);
  if (outside > 0) return [];
  const causes: ExplainedCause[] =
    offset === 0 ? [] : [{ kind: "offset", steps: offset, residual }];
  const rank = rankOf(candidate, offset, figures);
  return [{ candidate, definition, plan, offset, causes, residual, rank }];
}

/** Digits of all figures: what a person typed has few, and what the settings say none. */
function rankOf(
  { phases, length, openLength }: Candidate,
  offset: number,
  settings: ReadonlySet<number>,
): number {
  const oddnessOf = (figure: number): number => (settings.has(figure) ? 0 : oddness(figure));
  const figures = phases.flatMap((phase) =>
    Object.values(phase).flatMap((value) =>
      Array.isArray(value) ? (value as number[]) : typeof value === "number" ? [value] : [],
    ),
  );
  const own = openLength === true ? 0 : oddnessOf(length);
  const digits = figures.reduce((sum, figure) => sum + oddnessOf(figure), own);
  return digits + 2 * phases.length + Math.abs(offset);
}
