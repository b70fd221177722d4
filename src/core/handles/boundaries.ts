import type { Change } from "../edit/change";
import type { Axis } from "./handle";
import type { ListedPhase, PhaseList } from "./phaseList";
import type { TrackScope } from "./scope";
import { amountOf, timeAxis, timeParameter } from "./timeAxis";

/**
 * How the end of phase `i` can be moved. Where a phase of the list has no length of its own it gives
 * or takes what is needed: the one `for` between it and the boundary changes. Else the next phase
 * becomes as much shorter as this one becomes longer, so that the run still fits.
 */
export function boundaryAxis(
  scope: TrackScope,
  { phases, fills }: PhaseList,
  i: number,
): Axis | undefined {
  const [phase, next] = [phases[i], phases[i + 1]];
  if (!phase) return undefined;
  const rest = phases.findIndex(({ extent }) => extent === "rest");
  const open = phases[rest];
  const spare = open ? open.length - 1 : scope.length;
  if (open && rest <= i) return next && lastingTo(scope, next, endOf(phase) - spare);
  if (open || fills === undefined) return lastingFrom(scope, phase, endOf(phase) + spare);
  if (next) return between(scope, phase, next);
  return endOf(phase) === fills ? undefined : lastingFrom(scope, phase, fills);
}

const endOf = ({ start, length }: ListedPhase): number => start + length;
const parameterOf = (scope: TrackScope, { path }: ListedPhase) =>
  timeParameter(scope, [...path, "for"]);

/** The phase's own length, counted from its start. */
function lastingFrom(scope: TrackScope, phase: ListedPhase, max: number): Axis | undefined {
  const parameter = phase.extent === "written" && parameterOf(scope, phase);
  if (!parameter) return undefined;
  return timeAxis(parameter, { origin: phase.start, min: phase.start + 1, max });
}

/** The next phase's length, counted back from its end. */
function lastingTo(scope: TrackScope, next: ListedPhase, min: number): Axis | undefined {
  const parameter = next.extent === "written" && parameterOf(scope, next);
  if (!parameter) return undefined;
  const end = endOf(next);
  return timeAxis(parameter, { origin: end, direction: -1, min, max: end - 1 });
}

/** Both lengths, whose sum stays. */
function between(scope: TrackScope, phase: ListedPhase, next: ListedPhase): Axis | undefined {
  if (phase.extent !== "written" || next.extent !== "written") return undefined;
  const [parameter, other] = [parameterOf(scope, phase), parameterOf(scope, next)];
  if (!parameter || !other) return undefined;
  const both = phase.length + next.length;
  const also = (steps: number): Change[] => {
    const left = both - steps;
    const amount = amountOf(left, other.per);
    return [{ type: "set", path: other.path, value: other.write(amount) }];
  };
  const { start } = phase;
  return timeAxis(parameter, { origin: start, min: start + 1, max: start + both - 1, also });
}
