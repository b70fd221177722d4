import { applyChanges } from "../edit/applyChanges";
import { SourceText, type Change } from "../edit/change";
import { plainAt } from "../handles/scope";
import { valueAt, type Path } from "../parse/sourceValue";
import { RAMPS } from "../schedule/kinds/traits";
import type { PhaseSpan } from "../schedule/schedule";
import type { Duration } from "../schedule/time";
import { lengthText, writtenFor } from "./lengths";
import { NOT_HERE, refused, within, type OperationResult, type PhasePlace } from "./phaseOperation";
import { t } from "../text/words";

/** Of each both parts are again of the kind; tanh never quite has the value between them. */
const isParted = (kind: string): boolean => RAMPS.has(kind) && kind !== "tanh";
const LEVEL: ReadonlySet<string> = new Set(["constant", "hold"]);
/** Kinds of which a part has the shape of the whole. */
const EXACT: ReadonlySet<string> = new Set(["linear", "exponential"]);

/**
 * Two phases of a phase, the second from the run's step `at` on. Straight, geometric and constant
 * ones keep their curve; the others pass through the same value there. The second says what the
 * phase said, in its words: a constant that it names stays.
 */
export function splitPhaseAt(place: PhasePlace, at: number): OperationResult {
  const { definition, phase } = place;
  const { document, source, schedule } = definition;
  const local = Math.round(at) - phase.start;
  if (!isParted(phase.kind) && !LEVEL.has(phase.kind))
    return refused(place, t`a phase of kind "${phase.kind}" has no part that is of its kind`);
  if (local < 1 || local >= phase.length)
    return refused(place, t("there is nothing on one of the sides"));
  const written = valueAt(source, phase.path);
  // a name of a phase stands for both parts, which differ
  if (!written?.literal) return refused(place, NOT_HERE);
  const { range } = written;
  const words = document.text.slice(range.start, range.end);
  const own = writtenFor(place, phase);
  const first = lengthText(place, local, own);
  const plain = plainAt(schedule.definition, phase.path);
  if (typeof plain === "number") {
    const value = new SourceText(words);
    const list = [
      { kind: "constant", value, for: first },
      { kind: "constant", value },
    ];
    return applyChanges(document, source, [{ type: "set", path: phase.path, value: list }]);
  }
  const rest = own === undefined ? undefined : lengthText(place, phase.length - local, own);
  const { edits, refusal } = applyChanges(document, source, secondPart(phase.path, plain, rest));
  if (refusal) return { edits: [], refusal };
  return applyChanges(document, source, [
    ...firstPart(phase, plain, local, first),
    { type: "insert", path: after(phase.path), value: new SourceText(within(words, range, edits)) },
  ]);
}

const after = (path: Path): Path => [...path.slice(0, -1), Number(path.at(-1)) + 1];

function firstPart(phase: PhaseSpan, plain: unknown, steps: number, length: Duration): Change[] {
  const { path, kind, curve } = phase;
  const changes: Change[] = [{ type: "set", path: [...path, "for"], value: length, here: true }];
  if (plainAt(plain, ["to"]) === undefined) return changes;
  // a curve that is not kept needs no more digits than can be seen
  const middle = Number(curve.at(steps).toPrecision(EXACT.has(kind) ? 12 : 4));
  return [{ type: "set", path: [...path, "to"], value: middle, here: true }, ...changes];
}

/** It begins where the first part ends. */
function secondPart(path: Path, plain: unknown, length: Duration | undefined): Change[] {
  const from = plainAt(plain, ["from"]) !== undefined;
  return [
    ...(from ? [{ type: "remove", path: [...path, "from"] } as const] : []),
    ...(length === undefined
      ? []
      : [{ type: "set", path: [...path, "for"], value: length, here: true } as const]),
  ];
}
