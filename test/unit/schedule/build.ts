import { buildSchedule, type BuildOptions } from "../../../src/core/schedule/build";
import type { Curve } from "../../../src/core/schedule/curve";
import type { Schedule } from "../../../src/core/schedule/schedule";

/** The schedule of a definition that must be right. */
export function scheduleOf(plain: Record<string, unknown>): Schedule {
  const { schedule, issues } = buildSchedule(plain);
  if (schedule === undefined || issues.length > 0) throw new Error(JSON.stringify(issues));
  return schedule;
}

export function trackOf(plain: Record<string, unknown>, name = "learningRate"): Curve {
  const track = scheduleOf(plain).tracks.get(name);
  if (track === undefined) throw new Error(`no track ${name}`);
  return track.curve;
}

/** The curve of one phase alone in a run of `steps`. */
export const phaseOf = (
  phase: Record<string, unknown>,
  steps: number,
  more: Record<string, unknown> = {},
): Curve => trackOf({ length: { steps }, learningRate: phase, ...more });

/** What is wrong with a definition, as "code at path". */
export const issuesOf = (plain: unknown, options?: BuildOptions): string[] =>
  buildSchedule(plain, options).issues.map(({ code, path }) => `${code} at ${path.join(".")}`);
