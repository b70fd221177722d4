import type { Path } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import { formatNumber, writtenShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { parameter } from "./support/rate";
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
        places(context, phase).flatMap((path) => finding(context, phase, path)),
      ),
    );
  },
};

/** The parameters of a phase that say a time, those of its milestones among them. */
function places(context: RuleContext, phase: PhaseSpan): Path[] {
  const at = parameter(context, phase, "at");
  const milestones = Array.isArray(at) ? at.map((_, index) => ["at", index] as const) : [];
  return [...DURATIONS.map((key) => [key] as const), ...milestones];
}

function finding(context: RuleContext, phase: PhaseSpan, inner: Path): Finding[] {
  const value = parameter(context, phase, ...inner);
  const [, digits] = typeof value === "string" ? (PERCENT.exec(value) ?? []) : [];
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
