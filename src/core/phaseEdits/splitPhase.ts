import { applyChanges } from "../edit/applyChanges";
import type { Change, NewValue } from "../edit/change";
import { plainAt } from "../handles/scope";
import { RAMPS } from "../schedule/kinds/traits";
import { lengthText, writtenFor } from "./lengths";
import { refused, type OperationResult, type PhasePlace } from "./phaseOperation";

/** Of each both parts are again of the kind; tanh never quite has the value between them. */
const isParted = (kind: string): boolean => RAMPS.has(kind) && kind !== "tanh";
const LEVEL: ReadonlySet<string> = new Set(["constant", "hold"]);
/** Kinds of which a part has the shape of the whole. */
const EXACT: ReadonlySet<string> = new Set(["linear", "exponential"]);
const COPIED: ReadonlySet<string> = new Set(["power", "exponent", "endpoint", "factor", "every"]);

/**
 * Two phases of a phase, the second from the run's step `at` on. Straight, geometric and constant
 * ones keep their curve; the others pass through the same value there.
 */
export function splitPhaseAt(place: PhasePlace, at: number): OperationResult {
  const { definition, phase } = place;
  const { document, source, schedule } = definition;
  const local = Math.round(at) - phase.start;
  if (!isParted(phase.kind) && !LEVEL.has(phase.kind))
    return refused(place, `a phase of kind "${phase.kind}" has no part that is of its kind`);
  if (local < 1 || local >= phase.length)
    return refused(place, "there is nothing on one of the sides");
  const plain = plainAt(schedule.definition, phase.path);
  const own = writtenFor(place, phase);
  const first = lengthText(place, local, own);
  // a curve that is not kept needs no more digits than can be seen
  const middle = Number(phase.curve.at(local).toPrecision(EXACT.has(phase.kind) ? 12 : 4));
  const rest = own === undefined ? {} : { for: lengthText(place, phase.length - local, own) };
  if (typeof plain === "number") {
    const list = [
      { kind: "constant", value: plain, for: first },
      { kind: "constant", value: plain },
    ];
    return applyChanges(document, source, [{ type: "set", path: phase.path, value: list }]);
  }
  const entries = Object.entries(plain as Record<string, NewValue>);
  const copied = Object.fromEntries(entries.filter(([key]) => COPIED.has(key)));
  const to = plainAt(plain, ["to"]);
  const value = plainAt(plain, ["value"]);
  const changes: Change[] = [
    ...(to === undefined
      ? []
      : [{ type: "set", path: [...phase.path, "to"], value: middle } as const]),
    { type: "set", path: [...phase.path, "for"], value: first },
    {
      type: "insert",
      path: [...phase.path.slice(0, -1), Number(phase.path.at(-1)) + 1],
      value: {
        kind: phase.kind,
        ...(to !== undefined && { to: to as NewValue }),
        ...(value !== undefined && { value: value as NewValue }),
        ...copied,
        ...rest,
      },
    },
  ];
  return applyChanges(document, source, changes);
}
