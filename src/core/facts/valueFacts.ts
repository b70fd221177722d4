import type { Path } from "../parse/sourceValue";
import { resolveDuration } from "../schedule/durations";
import type { PhaseSpan, Schedule } from "../schedule/schedule";
import { parseShare } from "../schedule/shapes";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import { type Fact, fact } from "./fact";
import { partAt } from "./phase";
import { plainAt } from "./plain";
import { stepsText } from "./timeText";

const DURATIONS = new Set(["for", "every", "period", "up", "down", "timescale", "shift", "rise"]);
const VALUES = new Set(["value", "from", "to", "low", "high", "peak", "min", "max"]);

/** What a duration is in steps, a milestone does, and a share of the peak comes to. */
export function valueFacts(schedule: Schedule, path: Path): Fact[] {
  const written = plainAt(schedule.definition, path);
  const { track, phase } = partAt(schedule, path);
  const key = path.findLast((step) => typeof step === "string") ?? "";
  if (track === undefined || phase === undefined || path.length < 2) return [];
  if (typeof written !== "number" && typeof written !== "string") return [];
  if (DURATIONS.has(key)) return duration(schedule, phase, key, written);
  if (key === "at") return milestone(schedule, phase, written);
  const share = typeof written === "string" ? parseShare(written) : undefined;
  if (share === undefined || !VALUES.has(key)) return [];
  const { max } = track.curve.extremes(0, schedule.length - 1);
  const text = t`${formatNumber(share * max)} of the peak ${formatNumber(max)}`;
  return [fact("share", t`"${String(written)}" is`, text)];
}

/** A share in `rise` is one of the phase, all others are of the run. */
function stepsOf(schedule: Schedule, phase: PhaseSpan, key: string, written: number | string) {
  const share = key === "rise" && typeof written === "string" ? parseShare(written) : undefined;
  if (share !== undefined) return Math.round(share * phase.length);
  const resolved = resolveDuration(written, schedule.time);
  return "steps" in resolved ? resolved.steps : undefined;
}

function duration(
  schedule: Schedule,
  phase: PhaseSpan,
  key: string,
  written: number | string,
): Fact[] {
  const steps = stepsOf(schedule, phase, key, written);
  if (steps === undefined) return [];
  const name = typeof written === "string" ? t`"${written}" is` : t("This is");
  return [fact("duration", name, stepsText(steps, schedule.time))];
}

function milestone(schedule: Schedule, phase: PhaseSpan, written: number | string): Fact[] {
  const steps = stepsOf(schedule, phase, "at", written);
  if (steps === undefined || steps < 1 || steps >= phase.length || phase.missing) return [];
  const [before, after] = [phase.curve.at(steps - 1), phase.curve.at(steps)];
  const step = formatCount(phase.start + steps);
  return [
    fact("milestone", t`Drop at step ${step}`, `${formatNumber(before)} → ${formatNumber(after)}`),
  ];
}
