import type { Path } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import type { Plain } from "../schedule/readEntries";
import { writtenShare } from "../text/format";
import { t } from "../text/words";
import type { Change } from "../edit/change";
import type { Finding, Rule } from "./rule";
import { parametersOf } from "./support/rate";
import { sources } from "./support/sources";

const DURATIONS = ["for", "every", "period", "up", "down"];

export const fractionOfAStep: Rule = {
  id: "fraction-of-a-step",
  severity: "warning",
  title: t("Fraction where steps are counted"),
  why: t(
    "A plain number counts steps: a fraction of one rounds to the first step or to none, so that what was meant for the middle of the run happens at once.",
  ),
  source: sources.warmupRatio,
  check(context) {
    return [...context.schedule.tracks.values()].flatMap(({ phases }) =>
      phases.flatMap((phase) => findings(phase, parametersOf(context, phase))),
    );
  },
};

const isFraction = (value: unknown): value is number =>
  typeof value === "number" && value > 0 && value < 1;

const findings = (phase: PhaseSpan, said: Plain): Finding[] => [
  ...DURATIONS.flatMap((key) => duration(phase, key, said[key])),
  ...milestones(phase, said.at),
];

/** Less than half a step is no step at all, which is told of as such. */
function duration(phase: PhaseSpan, key: string, value: unknown): Finding[] {
  if (!isFraction(value) || value < 0.5 || phase.missing) return [];
  return [finding([...phase.path, key], [[...phase.path, key]], [value])];
}

/** A list of shares is one slip, not several. */
function milestones(phase: PhaseSpan, at: unknown): Finding[] {
  if (!Array.isArray(at) || at.length === 0 || !at.every(isFraction)) return [];
  const path = [...phase.path, "at"];
  return [
    finding(
      path,
      at.map((_, index) => [...path, index]),
      at,
    ),
  ];
}

function finding(path: Path, places: readonly Path[], values: readonly number[]): Finding {
  const shares = values.map((value) => writtenShare(value));
  const changes = places.map((place, index): Change => ({
    type: "set",
    path: place,
    value: shares[index] ?? "",
  }));
  const steps = values.map((value) => Math.round(value));
  return {
    path,
    message: describe(values.join(", "), [...new Set(steps)].join(", "), shares),
    fixes: [
      {
        title: t`Write ${shares.map((share) => `"${share}"`).join(", ")}`,
        preferred: true,
        changes,
      },
    ],
  };
}

const describe = (values: string, steps: string, shares: readonly string[]): string =>
  shares.length > 1
    ? t`${values} are steps and come to step ${steps}; of the run it would be ${shares.join(", ")}.`
    : t`${values} is a number of steps and comes to step ${steps}; of the run it would be ${shares.join(", ")}.`;
