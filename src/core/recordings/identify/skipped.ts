import { asLogged, skips, type Timing } from "../explain/clocks";
import { withResiduals } from "../explain/explain";
import { modelOf } from "../explain/hypotheses";
import { fits, misfit, sameLevel } from "../explain/model";
import type { Observations } from "../explain/observations";
import { matchesOf, type Match } from "./matches";

/** Shares of a log whose beginning may have no skipped update, the longest first. */
const BEGINNINGS = [3 / 4, 1 / 2, 1 / 4, 1 / 8];
/** Lines that tell a schedule: fewer lie on many. */
const LEAST_LINES = 12;
/** More skips, or one in so few lines, may be another schedule. */
const MOST_SKIPS = 8;
const LINES_A_SKIP = 20;

/**
 * The schedules of a log's beginning that give all of its rates where updates were skipped (fp16
 * overflow) and the schedule stood still meanwhile.
 */
export function matchesWithSkips(seen: Observations, figures: ReadonlySet<number>): Match[] {
  for (const share of BEGINNINGS) {
    const count = Math.floor(share * seen.steps.length);
    if (count < LEAST_LINES) break;
    const begun = matchesOf(beginning(seen, count), figures);
    const found = begun.flatMap((match) => skipping(match, seen));
    if (found.length > 0) return found;
  }
  return [];
}

const beginning = (seen: Observations, count: number): Observations => ({
  ...seen,
  steps: seen.steps.subarray(0, count),
  values: seen.values.subarray(0, count),
  tolerances: seen.tolerances.subarray(0, count),
});

/** A length that only follows from where the beginning ends says nothing of the rest. */
function skipping(match: Match, seen: Observations): Match[] {
  if (match.candidate.openLength === true) return [];
  const timing = skips(late(match), seen, sameLevel);
  if (timing === undefined || !isSettled(timing, seen)) return [];
  const model = modelOf(timing);
  if (!fits(model, seen)) return [];
  const causes = withResiduals({ ...model, timing }, seen);
  const { residual } = misfit(model, seen);
  const open = timing.open === true || hasPlateau(match);
  return [{ ...match, causes, residual, ...(open && { open }) }];
}

/** Where others were skipped one may have been on a plateau, which only looks longer then. */
const hasPlateau = ({ candidate: { phases } }: Match): boolean =>
  phases.some(({ kind }) => kind === "hold" || kind === "constant");

function late({ plan, offset }: Match): Timing {
  const plain = asLogged(plan);
  if (offset === 0) return plain;
  const causes = [{ kind: "offset", steps: offset }] as const;
  return { plan, causes, clock: (step) => step + offset, previous: plain };
}

/** Few skips, of which the log shows the number: a lag that may grow anywhere fits many a curve. */
function isSettled({ causes }: Timing, { steps }: Observations): boolean {
  const skipped = causes.find((cause) => cause.kind === "skippedSteps");
  if (skipped === undefined || skipped.atMost !== undefined) return false;
  return skipped.count <= Math.min(MOST_SKIPS, steps.length / LINES_A_SKIP);
}
