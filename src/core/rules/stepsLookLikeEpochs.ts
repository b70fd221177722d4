import type { SetChange } from "../edit/change";
import type { Path } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import { formatCount, formatNumber, writtenShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { parameter } from "./support/rate";
import { RAMPS } from "../schedule/kinds/traits";
import { sources } from "./support/sources";

/** Shorter epochs than this make a small number of steps plausible. */
const SHORTEST_EPOCH = 20;

export const stepsLookLikeEpochs: Rule = {
  id: "steps-look-like-epochs",
  counts: "updates",
  severity: "warning",
  title: t("Steps that look like epochs"),
  why: t(
    "A plain number counts steps; epochs given as steps let every drop, restart or warmup happen within the first moments of the run.",
  ),
  source: sources.wrongUnit,
  check(context) {
    const phases = context.schedule.tracks.get("learningRate")?.phases ?? [];
    const clock = clockOf(context);
    if (clock === undefined) return phases.flatMap((phase) => allAtOnce(context, phase));
    const found = phases.flatMap((phase) => suspects(context, phase, clock));
    return clock.unit === "round" ? together(context, phases, found) : found;
  },
};

/** Rounds are counted throughout or not at all: each alone would leave the others inside of a round. */
function together(
  context: RuleContext,
  phases: readonly PhaseSpan[],
  found: readonly Finding[],
): Finding[] {
  const counted = found.flatMap(({ fixes }) => fixes[0]?.changes ?? []);
  const ramps = phases.filter(
    (phase) =>
      RAMPS.has(phase.kind) &&
      parameter(context, phase, "every") === undefined &&
      counted.some(({ path }) => path.at(-1) === "for" && path[1] === phase.path[1]),
  );
  const held = ramps.map(({ path }): SetChange => ({
    type: "set",
    path: [...path, "every"],
    value: "1 round",
  }));
  const changes = [...counted, ...held];
  return found.map((finding) => ({
    ...finding,
    fixes: [{ title: t("Count in rounds"), preferred: true, changes }, ...finding.fixes.slice(1)],
  }));
}

/** The larger unit of a run, which may have been meant. */
interface Clock {
  readonly unit: "epoch" | "round";
  readonly steps: number;
  /** How many of them the run has. */
  readonly count: number;
}

function clockOf({ schedule: { time, length } }: RuleContext): Clock | undefined {
  const { stepsPerEpoch, stepsPerRound } = time;
  const steps = stepsPerEpoch ?? stepsPerRound;
  if (steps === undefined) return undefined;
  return { unit: stepsPerEpoch === undefined ? "round" : "epoch", steps, count: length / steps };
}

/** True where a number of steps of the phase was probably meant in rounds or epochs. */
export function looksLikeLargerUnit(context: RuleContext, phase: PhaseSpan): boolean {
  const clock = clockOf(context);
  return clock !== undefined && suspects(context, phase, clock).length > 0;
}

/** Without epochs: drops as in a recipe of 90 epochs, in a run a hundred times as long. */
function allAtOnce(context: RuleContext, phase: PhaseSpan): Finding[] {
  const at = parameter(context, phase, "at");
  if (!Array.isArray(at) || at.length < 2) return [];
  const last = Math.max(...at.map((place: unknown) => (typeof place === "number" ? place : NaN)));
  if (!(last > 0 && last < 0.01 * phase.length) || last > 1000 || last < 1) return [];
  const path = [...phase.path, "at"];
  const changes = at.map((value: number, index): SetChange => ({
    type: "set",
    path: [...path, index],
    value: writtenShare((value / last) * 0.9, 3),
  }));
  return [
    {
      path,
      message: t`All drops are over after ${last} of ${formatCount(phase.length)} steps. If these are epochs, give "length" epochs and write "${String(last)} epochs".`,
      fixes: [
        { title: t("Spread the drops over 90% of the run"), preferred: true, changes },
        {
          title: t("Say that steps are meant"),
          changes: at.map((value: number, index) => asSteps(asEpochs([...path, index], value))),
        },
      ],
    },
  ];
}

/** Milestones and periods of at least an epoch's count but less than an epoch's steps. */
function suspects(context: RuleContext, phase: PhaseSpan, clock: Clock): Finding[] {
  const { unit, steps: stepsPerEpoch, count: epochs } = clock;
  if (stepsPerEpoch < SHORTEST_EPOCH) return [];
  const at = parameter(context, phase, "at");
  const isSmall = (value: unknown): value is number =>
    typeof value === "number" &&
    Number.isInteger(value) &&
    value >= 2 &&
    value <= epochs &&
    value < stepsPerEpoch;
  if (Array.isArray(at) && at.length > 0 && at.every(isSmall)) {
    const changes = at.map((value: number, index): SetChange =>
      asEpochs([...phase.path, "at", index], value, unit),
    );
    const list = at.join(", ");
    return [
      finding([...phase.path, "at"], t`Drops after ${list} steps`, at.at(-1) ?? 0, clock, changes),
    ];
  }
  const keys = phase.kind === "step" || phase.kind === "cosineRestarts" ? ["every", "period"] : [];
  const warmup =
    phase.start === 0 && phase.length < stepsPerEpoch && phase.kind !== "custom" ? ["for"] : [];
  return [...keys, ...warmup].flatMap((key) => {
    const value = parameter(context, phase, key);
    const path = [...phase.path, key];
    // A warmup of one step does nothing; one of one epoch is usual.
    const single = key === "for" && value === 1 && epochs >= 2;
    if (!single && (!isSmall(value) || (key === "for" && value > epochs / 2))) return [];
    return [
      finding(path, `${JSON.stringify(key)} is ${plural(value, "step")}`, value, clock, [
        asEpochs(path, value, unit),
      ]),
    ];
  });
}

/** As it is written in a definition. */
const asUnit = (value: number, unit: string): string =>
  `${Math.round(value)} ${unit}${Math.round(value) === 1 ? "" : "s"}`;

const asEpochs = (path: Path, value: number, unit = "epoch"): SetChange => ({
  type: "set",
  path,
  value: asUnit(value, unit),
});

const asSteps = ({ path, value }: SetChange): SetChange => ({
  type: "set",
  path,
  value: typeof value === "string" ? value.replace(/epoch|round/, "step") : value,
});

function finding(
  path: Path,
  what: string,
  steps: number,
  { unit, steps: stepsPerUnit }: Clock,
  changes: readonly SetChange[],
): Finding {
  const share = formatNumber(steps / stepsPerUnit, 2);
  const [inSteps, inUnits] = [asUnit(steps, "step"), asUnit(steps, unit)];
  return {
    path,
    message:
      unit === "epoch"
        ? t`${what}: that is ${share} of an epoch of ${stepsPerUnit} steps. Write the unit, "${inSteps}" or "${inUnits}".`
        : t`${what}: that is ${share} of a round of ${stepsPerUnit} steps. Write the unit, "${inSteps}" or "${inUnits}".`,
    fixes: [
      {
        title: unit === "epoch" ? t("Count in epochs") : t("Count in rounds"),
        preferred: true,
        changes,
      },
      { title: t("Say that steps are meant"), changes: changes.map(asSteps) },
    ],
  };
}
