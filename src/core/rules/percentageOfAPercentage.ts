import type { Path } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import { formatNumber, writtenShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { parametersOf } from "./support/rate";
import { sources } from "./support/sources";

const DURATIONS = ["for", "every", "period", "up", "down", "timescale", "rise"];
const PERCENT = /^\s*(0?\.\d+)\s*%\s*$/;
/** "0.05%" and "0.3%" are what is left of 0.05 and 0.3 when a "%" is put behind a fraction. */
const LEAST = 0.005;

export const percentageOfAPercentage: Rule = {
  id: "percentage-of-a-percentage",
  severity: "information",
  title: t("Percentage below 1%"),
  why: t(
    "Libraries that take a share of the run take it as a fraction, 0.05; with a percent sign behind it the same figure is a hundredth of what was meant.",
  ),
  source: sources.warmupRatio,
  check(context) {
    return [...context.schedule.tracks.values()].flatMap(({ phases }) =>
      phases.flatMap((phase) =>
        times(context, phase).flatMap((time) => finding(context, phase, time)),
      ),
    );
  },
};

interface Time {
  readonly inner: Path;
  readonly value: string;
}

/** The parameters of a phase that say a time in words, those of its milestones among them. */
function times(context: RuleContext, phase: PhaseSpan): Time[] {
  const said = parametersOf(context, phase);
  const at: readonly unknown[] = Array.isArray(said.at) ? said.at : [];
  const timeAt = (value: unknown, ...inner: Path): Time[] =>
    typeof value === "string" ? [{ inner, value }] : [];
  return [
    ...DURATIONS.flatMap((key) => timeAt(said[key], key)),
    ...at.flatMap((value, index) => timeAt(value, "at", index)),
  ];
}

function finding(context: RuleContext, phase: PhaseSpan, { inner, value }: Time): Finding[] {
  const [, digits] = PERCENT.exec(value) ?? [];
  const percent = Number(digits ?? NaN);
  if (!(percent >= LEAST && percent < 1)) return [];
  const path = [...phase.path, ...inner];
  const whole = inner[0] === "rise" ? phase.length : context.schedule.length;
  const steps = Math.round((percent / 100) * whole);
  const meant = writtenShare(percent);
  return [
    {
      path,
      message: t`${formatNumber(percent, 12)}% of ${plural(whole, "step")} is ${plural(steps, "step")}; as a fraction ${formatNumber(percent, 12)} would be ${meant}.`,
      fixes: [
        {
          title: `Write "${meant}"`,
          preferred: true,
          changes: [{ type: "set", path, value: meant }],
        },
        ...inSteps(path, steps),
      ],
    },
  ];
}

function inSteps(path: Path, steps: number): Finding["fixes"] {
  if (steps < 1) return [];
  const value = `${steps} ${steps === 1 ? "step" : "steps"}`;
  return [{ title: t`Say so in steps: "${value}"`, changes: [{ type: "set", path, value }] }];
}
