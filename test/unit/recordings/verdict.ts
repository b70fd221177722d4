import type { Cause, Explanation } from "../../../src/core/recordings/explain/cause";
import type { Simulated } from "./simulate";

/** The same with skips before the log's second line as one with the offset. */
function settled(causes: readonly Cause[], second: number): Cause[] {
  const offset = causes.find((cause) => cause.kind === "offset")?.steps ?? 0;
  const skips = causes.find((cause) => cause.kind === "skippedSteps")?.at ?? [];
  const late = skips.filter((at) => at - offset > second + 1);
  const net = offset - (skips.length - late.length);
  const rest = causes.filter(({ kind }) => kind !== "offset" && kind !== "skippedSteps");
  return [
    ...(net !== 0 ? [{ kind: "offset" as const, steps: net }] : []),
    ...(late.length > 0 ? [{ kind: "skippedSteps" as const, count: late.length, at: late }] : []),
    ...rest,
  ];
}

/** True where two causes say the same, as near as the log's interval lets them. */
function same(a: Cause, b: Cause, every: number): boolean {
  // a skip before the log's second line moves all of it: it can't be told from a log that is late
  if (a.kind === "offset" && b.kind === "skippedSteps")
    return a.steps === -b.count && b.at.every((at) => at <= every + 1);
  if (a.kind !== b.kind) return false;
  if (a.kind === "offset" && b.kind === "offset") return a.steps === b.steps;
  if (a.kind === "skippedSteps" && b.kind === "skippedSteps")
    return (
      a.count === b.count && a.at.every((at, i) => Math.abs(at - (b.at[i] ?? NaN)) <= 2 * every + 2)
    );
  if (a.kind === "scale" && b.kind === "scale") return Math.abs(a.factor / b.factor - 1) < 1e-3;
  if (a.kind === "peak" && b.kind === "peak") return Math.abs(a.factor / b.factor - 1) < 1e-3;
  if (a.kind === "restart" && b.kind === "restart")
    return Math.abs(a.at - b.at) <= every + 1 && Math.abs(a.from - b.from) <= every + 1;
  return false;
}

const part = (found: readonly Cause[], truth: readonly Cause[], every: number): boolean =>
  found.every((cause) => truth.some((one) => same(cause, one, every)));

export type Verdict =
  "recovered" | "named among others" | "below the resolution" | "wrong" | "unexplained";

/** What an explanation is worth, by what was simulated. */
export function verdict(
  { truth, every, series }: Simulated,
  { causes, alternatives, identifiable, explained }: Explanation,
): Verdict {
  if (!explained) return "unexplained";
  const second = series.steps[1] ?? 0;
  const fits = (one: readonly Cause[]): boolean =>
    part(one, truth, every) || part(settled(one, second), settled(truth, second), every);
  if (fits(causes)) return causes.length === truth.length ? "recovered" : "below the resolution";
  if (!identifiable && [causes, ...alternatives].some(fits)) return "named among others";
  return identifiable ? "wrong" : "named among others";
}
